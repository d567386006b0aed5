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
export { checkJvp, checkVmap } from "./check-transforms.ts";
export {
  supportMatrix,
  readSupportMatrix,
  type SupportColumn,
  type SupportFamily,
  type Verdict,
} from "./support-matrix.ts";
export { forwardColumn, backendColumn, integerColumn } from "./support-columns.ts";
export { vjpColumn, secondOrderColumn } from "./support-derivatives.ts";
export { jvpColumn, vmapColumn } from "./support-transforms.ts";
