/** What the engine can do, found out by tiny modules. */
import { FunctionBuilder } from "./assembler/function-builder.ts";
import { f32x4, local, node, type Node } from "./assembler/node.ts";
import { ModuleBuilder } from "./assembler/module-builder.ts";
import { nodeModule } from "./platform.ts";

const x = local(0, "v128");

/**
 * True where modules with 128-bit vectors, without which the backend does not work, may be compiled. A page's policy can
 * forbid it, which validating a module does not tell.
 */
export function canCompileSimd(): boolean {
  try {
    new WebAssembly.Module(moduleOf(node("f32x4.add", x, f32x4(1))));
    return true;
  } catch {
    return false;
  }
}

/** True where a multiply-add is one rounding. On Node 20, {@link enableRelaxedSimd} must have been called before. */
export function hasRelaxedSimd(): boolean {
  return validates(node("f32x4.relaxed_madd", x, x, x));
}

/**
 * True where memory can be shared with other threads; in a browser that takes cross-origin isolation. No memory is made
 * to find out: each takes so many addresses that engines run out of them, until they collect garbage.
 */
export function canShareMemory(): boolean {
  const { crossOriginIsolated } = globalThis as { readonly crossOriginIsolated?: boolean };
  return (
    typeof SharedArrayBuffer !== "undefined" &&
    crossOriginIsolated !== false &&
    WebAssembly.validate(new ModuleBuilder({ pages: 1, shared: true }).toBytes())
  );
}

/**
 * Switches relaxed SIMD on in Node 20, whose engine has it behind a flag. Elsewhere it does nothing: the flag is set
 * only where the probe fails, because newer engines warn of flags that they no longer know.
 */
export function enableRelaxedSimd(): void {
  if (!hasRelaxedSimd()) nodeModule("node:v8")?.setFlagsFromString("--experimental-wasm-relaxed-simd");
}

function validates(value: Node): boolean {
  return WebAssembly.validate(moduleOf(value));
}

function moduleOf(value: Node): Uint8Array<ArrayBuffer> {
  const builder = new FunctionBuilder(["v128"]);
  builder.drop(value);
  const module = new ModuleBuilder({ pages: 1, shared: false });
  module.add(builder);
  return module.toBytes();
}
