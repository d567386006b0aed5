/** A process that ends by itself, though it never closes its backend. */
import { compile, f32, trace } from "@rensa/core";
import { add } from "@rensa/ops";
import { remoteBackend } from "../src/remote/remote-backend.ts";

const backend = remoteBackend({ delay: 20 });
const traced = trace({ total: f32(2), x: f32(2) }, ({ total, x }) => ({ total: add(total, x) }));
const program = await compile(traced, { backend, state: ["total"] });
await program.runAsync({ x: [1, 2] });
// Idle for a while.
await new Promise((resolve) => setTimeout(resolve, 5));
void program.runAsync({ x: [10, 20] });
process.stdout.write(`${JSON.stringify([...(await program.store.read("total")).data])}\n`);
