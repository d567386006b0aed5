/** What the engine can do, found out by tiny modules. */
import { nodeModule } from "./platform.ts";

const imported = "02 12 01 05 72 65 6e 73 61 06 6d 65 6d 6f 72 79 02";
const ofVector = `00 61 73 6d 01 00 00 00 01 05 01 60 01 7b 00 ${imported} 01 01 01 03 02 01 00 07 01 00 0a`;
const one = "00 00 80 3f";

/**
 * The modules, in hexadecimal: one that adds vectors, one that multiplies and adds them in one rounding, and one whose
 * memory is shared. They are written out because what assembles modules is loaded later.
 */
export const probes = {
  vectors: `${ofVector} 1c 01 1a 00 20 00 fd 0c ${one} ${one} ${one} ${one} fd e4 01 1a 0b`,
  relaxed: `${ofVector} 0e 01 0c 00 20 00 20 00 20 00 fd 85 02 1a 0b`,
  shared: `00 61 73 6d 01 00 00 00 01 01 00 ${imported} 03 01 01 03 01 00 07 01 00 0a 01 00`,
} as const;

/**
 * True where modules with 128-bit vectors, without which the backend does not work, may be compiled. A page's policy can
 * forbid it, which validating a module does not tell.
 */
export function canCompileSimd(): boolean {
  try {
    new WebAssembly.Module(bytesOf(probes.vectors));
    return true;
  } catch {
    return false;
  }
}

/** True where a multiply-add is one rounding. On Node 20, {@link enableRelaxedSimd} must have been called before. */
export function hasRelaxedSimd(): boolean {
  return WebAssembly.validate(bytesOf(probes.relaxed));
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
    WebAssembly.validate(bytesOf(probes.shared))
  );
}

/**
 * Switches relaxed SIMD on in Node 20, whose engine has it behind a flag. Elsewhere it does nothing: the flag is set
 * only where the probe fails, because newer engines warn of flags that they no longer know.
 */
export function enableRelaxedSimd(): void {
  if (!hasRelaxedSimd()) nodeModule("node:v8")?.setFlagsFromString("--experimental-wasm-relaxed-simd");
}

/** The bytes of a module that is written in hexadecimal. */
export function bytesOf(hexadecimal: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(hexadecimal.split(" "), (byte) => parseInt(byte, 16));
}
