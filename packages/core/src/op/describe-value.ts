/** What a value is, in the words of an error: for values that came from where types are not checked. */
import { formatTensorType } from "../graph/tensor-type.ts";
import { isTensor } from "./tensor.ts";

/** `a promise`, `the number 2`, `a list of 3`, `null`. */
export function describeValue(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (isTensor(value)) return `a tensor ${formatTensorType(value)}`;
  if (typeof value === "number" || typeof value === "boolean") return `the ${typeof value} ${String(value)}`;
  if (Array.isArray(value)) return `a list of ${String(value.length)}`;
  if (isThenable(value)) return "a promise (no function of a trace may be async)";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** True for a promise and whatever else `await` waits for. */
export function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
