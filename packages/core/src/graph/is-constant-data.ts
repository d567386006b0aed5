/** Tells the data of a constant from all else: what makes them is loaded only where there are some. */
import type { ConstantData } from "./constant-data.ts";

/** The mark of {@link ConstantData}. A file cannot hold a symbol. */
export const constantMark: unique symbol = Symbol("rensa.constant");

/** True for the data of a constant. */
export function isConstantData(value: unknown): value is ConstantData {
  return typeof value === "object" && value !== null && constantMark in value;
}
