/** A worker of the user's own, which serves batches. */
import { tsImport } from "tsx/esm/api";
import { numbered } from "./worker-data.mjs";

const { serveBatches } = await tsImport("../src/index.ts", import.meta.url);

serveBatches(numbered);
