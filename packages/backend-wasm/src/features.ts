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
  const builder = new FunctionBuilder(["v128"]);
  builder.drop(value);
  const module = new ModuleBuilder({ pages: 1, shared: false });
  module.add(builder);
  return WebAssembly.validate(module.toBytes());
}
