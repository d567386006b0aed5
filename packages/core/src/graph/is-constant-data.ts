/** Tells the data of a constant from all else: what makes them is loaded only where there are some. */
import type { ConstantData } from "./constant-data.ts";
import { constantMark } from "./constant-mark.ts";

/** True for the data of a constant. */
export function isConstantData(value: unknown): value is ConstantData {
  return typeof value === "object" && value !== null && constantMark in value;
}
