/**
 * The JavaScript backend of Rensa: kernels as emitted source or interpreted, and the float64 oracle.
 *
 * @packageDocumentation
 */
export { canGenerate, emitKernel, jsBackend, type JsBackendOptions } from "./backend.ts";
