/**
 * The conformance kit: the tests that every op passes, for this repository and for authors of plugins.
 *
 * @packageDocumentation
 */
export { difference, elementwise } from "./compare.ts";
export type { BackendGroup } from "./check-backend.ts";
export { describeBackend } from "./describe-backend.ts";
export { describeOp } from "./describe-op.ts";
export { finiteDifferences } from "./finite-differences.ts";
