/** Scalar functions of booleans, which are masks: arithmetic on 0 and 1 of which anything but 0 is true. */
import { RensaError } from "@rensa/core";
import type { ScalarFunctionName } from "@rensa/core/compiler";
import { i32x4, node, type Node } from "../assembler/node.ts";

/** A function's application to masks. */
export function applyBoolean(name: Exclude<ScalarFunctionName, "select" | "convert">, a: Node, b: Node): Node {
  switch (name) {
    case "add":
    case "max":
    case "or":
      return node("v128.or", a, b);
    case "mul":
    case "min":
    case "and":
    case "div":
      return node("v128.and", a, b);
    case "sub":
    case "xor":
    case "ne":
      return node("v128.xor", a, b);
    case "eq":
      return node("v128.not", node("v128.xor", a, b));
    case "lt":
      return node("v128.andnot", b, a);
    case "le":
      return node("v128.or", node("v128.not", a), b);
    case "not":
      return node("v128.not", a);
    case "shiftRight":
      return node("v128.andnot", a, b);
    case "rem":
      return i32x4(0);
    case "isFinite":
      return i32x4(-1);
    case "neg":
    case "abs":
    case "sign":
    case "shiftLeft":
      return a;
    default:
      throw new RensaError("INTERNAL", `${name} is not defined for booleans.`);
  }
}
