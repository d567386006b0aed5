/** What the engine can do, found out by validating tiny modules. */
import { FunctionBuilder } from "./assembler/function-builder.ts";
import { f32x4, local, node } from "./assembler/node.ts";
import { ModuleBuilder } from "./assembler/module-builder.ts";
import { nodeModule } from "./platform.ts";

/** The features that the backend makes use of. */
export interface Features {
  /** 128-bit vectors. Without them the backend does not work. */
  readonly simd: boolean;
  /** Fused multiply-add. */
  readonly relaxedSimd: boolean;
  /** Shared memory and atomic instructions, and the right to use them (in a browser: cross-origin isolation). */
  readonly threads: boolean;
}

/** Probes the engine. On Node 20, {@link enableRelaxedSimd} must have been called before. */
export function probeFeatures(): Features {
  const works = (fill: (builder: FunctionBuilder) => void): boolean => {
    const builder = new FunctionBuilder(["v128"]);
    fill(builder);
    const module = new ModuleBuilder({ pages: 1, shared: false });
    module.add(builder);
    return WebAssembly.validate(module.toBytes());
  };
  const x = local(0, "v128");
  return {
    simd: works((builder) => builder.drop(node("f32x4.add", x, f32x4(1)))),
    relaxedSimd: works((builder) => builder.drop(node("f32x4.relaxed_madd", x, x, x))),
    threads: canShareMemory(),
  };
}

function canShareMemory(): boolean {
  try {
    if (typeof SharedArrayBuffer === "undefined") return false;
    const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
    return (
      crossOriginIsolated !== false &&
      new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer
    );
  } catch {
    return false;
  }
}

/**
 * Switches relaxed SIMD on in Node 20, whose engine has it behind a flag. Elsewhere it does nothing: the flag is set
 * only where the probe fails, because newer engines warn of flags that they no longer know.
 */
export function enableRelaxedSimd(): void {
  if (probeFeatures().relaxedSimd) return;
  nodeModule("node:v8")?.setFlagsFromString("--experimental-wasm-relaxed-simd");
}
