/** What the engine can do, found out by validating tiny modules. */
import { FunctionBuilder } from "./assembler/function-builder.ts";
import { f32x4, local, node, type Node } from "./assembler/node.ts";
import { ModuleBuilder } from "./assembler/module-builder.ts";
import { nodeModule } from "./platform.ts";

const x = local(0, "v128");

/** True where there are 128-bit vectors, without which the backend does not work. */
export function hasSimd(): boolean {
  return validates(node("f32x4.add", x, f32x4(1)));
}

/** True where a multiply-add is one rounding. On Node 20, {@link enableRelaxedSimd} must have been called before. */
export function hasRelaxedSimd(): boolean {
  return validates(node("f32x4.relaxed_madd", x, x, x));
}

/** True where memory can be shared with other threads; in a browser that takes cross-origin isolation. */
export function canShareMemory(): boolean {
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
  if (!hasRelaxedSimd()) nodeModule("node:v8")?.setFlagsFromString("--experimental-wasm-relaxed-simd");
}

function validates(value: Node): boolean {
  const builder = new FunctionBuilder(["v128"]);
  builder.drop(value);
  const module = new ModuleBuilder({ pages: 1, shared: false });
  module.add(builder);
  return WebAssembly.validate(module.toBytes());
}
