/** Scalar functions of whole numbers and booleans. Loaded where a program has such. */
export { applyBoolean } from "./boolean.ts";
export { applyInteger } from "./integer.ts";
