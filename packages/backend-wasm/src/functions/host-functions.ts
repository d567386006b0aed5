/**
 * Functions of float64 that a module imports for arguments that are rare: where a sine takes a thousand digits of pi, or a
 * remainder a loop, lanes ask the host one by one.
 */
import { remainderOfFloats } from "@rensa/core/compiler";

/** The name of an imported function. */
export type HostFunctionName = "sin" | "cos" | "tan" | "rem";

/** What a module imports, in this order before all other functions. */
export const hostFunctions: Readonly<Record<HostFunctionName, (a: number, b: number) => number>> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  rem: remainderOfFloats,
};

/** The names of the imported functions, each at its index. */
export const hostFunctionNames = Object.keys(hostFunctions) as readonly HostFunctionName[];
