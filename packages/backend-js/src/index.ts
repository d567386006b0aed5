/**
 * The JavaScript backend of Rensa: kernels as emitted source or interpreted, and the float64 oracle.
 *
 * @packageDocumentation
 */
export { jsBackend, type JsBackendOptions } from "./backend.ts";
export {
  canGenerate,
  compileKernel,
  emitKernel,
  type CompiledKernel,
  type CompileKernelOptions,
} from "./compile-kernel.ts";
