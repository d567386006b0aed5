/** Trains a character transformer, or a GRU, on Shakespeare's sonnets, and prints what it writes meanwhile. */
import { readOptions } from "./options.ts";

const options = readOptions();
// Rensa is loaded after that, so that --help and a wrong option are answered at once.
const { run } = await import("./run.ts");
process.exitCode = await run(options);
