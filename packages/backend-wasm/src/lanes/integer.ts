/** Scalar functions of i32 and u8: they wrap; a quotient truncates toward zero, and by 0 is 0, as is a remainder. */
import { RensaError } from "@rensa/core";
import type { ScalarFunctionName } from "@rensa/core/compiler";
import type { InstructionName } from "../assembler/instructions.ts";
import { i32, i32x4, node, nodeWith, type Node } from "../assembler/node.ts";
import { highHalf, shuffle32 } from "./shuffle.ts";

/** A function's application to i32 lanes, of which those of a u8 lie between 0 and 255. */
export function applyInteger(
  name: Exclude<ScalarFunctionName, "select" | "convert">,
  a: Node,
  b: Node,
  kind: "i32" | "u8",
): Node {
  const wrap = (value: Node): Node => (kind === "u8" ? node("v128.and", value, i32x4(255)) : value);
  switch (name) {
    case "add":
      return wrap(node("i32x4.add", a, b));
    case "sub":
      return wrap(node("i32x4.sub", a, b));
    case "mul":
      return wrap(node("i32x4.mul", a, b));
    case "neg":
      return wrap(node("i32x4.neg", a));
    case "abs":
      return kind === "u8" ? a : node("i32x4.abs", a);
    case "div":
      return wrap(quotient(a, b));
    case "rem":
      return wrap(remainder(a, b));
    case "sign":
      return node("i32x4.sub", node("i32x4.lt_s", a, i32x4(0)), node("i32x4.gt_s", a, i32x4(0)));
    case "min":
      return node("i32x4.min_s", a, b);
    case "max":
      return node("i32x4.max_s", a, b);
    case "lt":
      return node("i32x4.lt_s", a, b);
    case "le":
      return node("i32x4.le_s", a, b);
    case "eq":
      return node("i32x4.eq", a, b);
    case "ne":
      return node("i32x4.ne", a, b);
    case "and":
      return node("v128.and", a, b);
    case "or":
      return node("v128.or", a, b);
    case "xor":
      return node("v128.xor", a, b);
    case "not":
      return wrap(node("v128.not", a));
    case "shiftLeft":
      return wrap(shift("i32x4.shl", "i32.shl", a, b));
    case "shiftRight":
      return wrap(shift("i32x4.shr_u", "i32.shr_u", a, b));
    case "isFinite":
      return i32x4(-1);
    default:
      throw new RensaError("INTERNAL", `${name} is not defined for integers.`);
  }
}

/** Quotients of integers are exact in doubles, once truncated. */
function quotient(a: Node, b: Node): Node {
  const divided = inDoubles(a, b, (x, y) => node("f64x2.div", x, y));
  // -2^31 / -1 wraps.
  const whole = node("v128.bitselect", node("i32x4.neg", a), divided, node("i32x4.eq", b, i32x4(-1)));
  return node("v128.andnot", whole, node("i32x4.eq", b, i32x4(0)));
}

function remainder(a: Node, b: Node): Node {
  const floored = inDoubles(a, b, (x, y) => node("f64x2.floor", node("f64x2.div", x, y)));
  const rest = node("i32x4.sub", a, node("i32x4.mul", b, floored));
  const isTrivial = node("v128.or", node("i32x4.eq", b, i32x4(0)), node("i32x4.eq", b, i32x4(-1)));
  return node("v128.andnot", rest, isTrivial);
}

function inDoubles(a: Node, b: Node, combine: (x: Node, y: Node) => Node): Node {
  const half = (x: Node, y: Node): Node =>
    node(
      "i32x4.trunc_sat_f64x2_s_zero",
      combine(node("f64x2.convert_low_i32x4_s", x), node("f64x2.convert_low_i32x4_s", y)),
    );
  return shuffle32(half(a, b), half(highHalf(a), highHalf(b)), [0, 1, 4, 5]);
}

function shift(vector: InstructionName, scalar: InstructionName, a: Node, b: Node): Node {
  const known = constantLanes(b);
  if (known !== undefined) return node(vector, a, i32(known & 31));
  return [0, 1, 2, 3].reduce((result, lane) => {
    const [value, count] = [a, b].map((each) => nodeWith("i32x4.extract_lane", [lane], each));
    return nodeWith("i32x4.replace_lane", [lane], result, node(scalar, value ?? a, count ?? b));
  }, a);
}

/** The number that all lanes hold, where that is known. */
function constantLanes({ what }: Node): number | undefined {
  if (what.kind !== "vector") return undefined;
  const lanes = new Int32Array(new Uint8Array(what.bytes).buffer);
  return lanes.every((lane) => lane === lanes[0]) ? lanes[0] : undefined;
}
