/**
 * The conformance kit: the tests that every op passes, for this repository and for authors of plugins.
 *
 * @packageDocumentation
 */
export { elementwise } from "./elementwise.ts";
export { findingText, type Finding } from "./finding.ts";
export { askCheck, askChecks, type Check } from "./checks/check.ts";
export { checkCoverage, checkError, opChecks } from "./op-checks.ts";
export { checkBackend, type BackendGroup } from "./check-backend.ts";
export { checkStorage } from "./check-storage.ts";
export { checkKernel, type PluginKernel } from "./check-kernels.ts";
export { checkPlugin, checkPluginCoverage, type PluginSamples } from "./check-plugin.ts";
export { checkRule } from "./check-rules.ts";
export { describePlugin } from "./describe-plugin.ts";
export { describeBackend } from "./describe-backend.ts";
export { describeOp } from "./describe-op.ts";
export { finiteDifferences } from "./finite-differences.ts";
export { remoteBackend, type RemoteBackend, type RemoteBackendOptions } from "./remote/remote-backend.ts";
export { Subject } from "./subject.ts";
export {
  supportMatrix,
  readSupportMatrix,
  type SupportColumn,
  type SupportFamily,
  type Verdict,
} from "./support-matrix.ts";
export {
  backendColumn,
  forwardColumn,
  integerColumn,
  jvpColumn,
  secondOrderColumn,
  vjpColumn,
  vmapColumn,
} from "./support-columns.ts";
