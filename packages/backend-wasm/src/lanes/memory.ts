/** Elements between memory and vectors: contiguous, one for all lanes, or lane by lane. */
import type { FunctionBuilder } from "../assembler/function-builder.ts";
import { i32x4, node, nodeWith, type Node } from "../assembler/node.ts";
import type { Kind, LaneCount } from "./kind.ts";

/** A place in memory: an i32 that is not negative, and a constant that is added to it. */
export interface Address {
  readonly base: Node;
  readonly constant: number;
}

/** Elements one after the other. Reads a whole vector, whatever the number of elements that are wanted. */
export function loadContiguous(kind: Kind, lanes: LaneCount, { base, constant }: Address): Node {
  switch (kind) {
    case "f64":
      return nodeWith("v128.load", [constant], base);
    case "f32":
    case "i32":
      return nodeWith(lanes === 4 ? "v128.load" : "v128.load64_zero", [constant], base);
    case "u8":
      return widened(nodeWith("v128.load32_zero", [constant], base));
    case "bool":
      return node("i32x4.ne", widened(nodeWith("v128.load32_zero", [constant], base)), i32x4(0));
  }
}

/** One element in all lanes. */
export function loadSplat(kind: Kind, { base, constant }: Address): Node {
  switch (kind) {
    case "f64":
      return nodeWith("v128.load64_splat", [constant], base);
    case "f32":
    case "i32":
      return nodeWith("v128.load32_splat", [constant], base);
    case "u8":
      return node("i32x4.splat", nodeWith("i32.load8_u", [constant], base));
    case "bool":
      return node("i32x4.ne", node("i32x4.splat", nodeWith("i32.load8_u", [constant], base)), i32x4(0));
  }
}

/** One element per lane; lanes beyond the addresses hold the first element. */
export function loadLanes(kind: Kind, addresses: readonly Address[]): Node {
  const [first, ...others] = addresses;
  if (first === undefined) return i32x4(0);
  if (kind === "bool") return node("i32x4.ne", loadLanes("u8", addresses), i32x4(0));
  return others.reduce(
    (vector, { base, constant }, position) => {
      const lane = position + 1;
      if (kind === "u8") {
        return nodeWith("i32x4.replace_lane", [lane], vector, nodeWith("i32.load8_u", [constant], base));
      }
      const name = kind === "f64" ? "v128.load64_lane" : "v128.load32_lane";
      return nodeWith(name, [constant, lane], base, vector);
    },
    loadSplat(kind, first),
  );
}

/** Stores the first `count` lanes one after the other. The value is computed once. */
export function storeContiguous(
  builder: FunctionBuilder,
  kind: Kind,
  count: number,
  { base, constant }: Address,
  value: Node,
): void {
  const narrow = builder.define(stored(kind, value));
  const place = builder.define(base);
  const at = (name: StoreLane, element: number, lane: number, bytes: number): void =>
    builder.perform(name, [constant + element * bytes, lane], place, narrow);
  if (kind === "u8" || kind === "bool") {
    const byte = builder.define(node("i8x16.narrow_i16x8_u", node("i16x8.narrow_i32x4_u", narrow, narrow), i32x4(0)));
    const [name, extra] = byteStores[count] ?? byteStores[4];
    builder.perform(name, [constant, 0], place, byte);
    if (extra) builder.perform("v128.store8_lane", [constant + 2, 2], place, byte);
    return;
  }
  if (kind === "f64") {
    if (count === 2) builder.perform("v128.store", [constant], place, narrow);
    else at("v128.store64_lane", 0, 0, 8);
    return;
  }
  if (count === 4) builder.perform("v128.store", [constant], place, narrow);
  else if (count === 1) at("v128.store32_lane", 0, 0, 4);
  else {
    at("v128.store64_lane", 0, 0, 4);
    if (count === 3) at("v128.store32_lane", 2, 2, 4);
  }
}

/** Stores one lane. */
export function storeLane(
  builder: FunctionBuilder,
  kind: Kind,
  lane: number,
  { base, constant }: Address,
  value: Node,
): void {
  const bytewise = kind === "u8" || kind === "bool";
  const name = kind === "f64" ? "v128.store64_lane" : bytewise ? "v128.store8_lane" : "v128.store32_lane";
  // The low byte of a 32-bit lane is the first of its four.
  builder.perform(name, [constant, bytewise ? lane * 4 : lane], base, stored(kind, value));
}

type StoreLane = "v128.store64_lane" | "v128.store32_lane";

const byteStores: Readonly<
  Record<number, readonly ["v128.store32_lane" | "v128.store16_lane" | "v128.store8_lane", boolean]>
> & { 4: readonly ["v128.store32_lane", false] } = {
  1: ["v128.store8_lane", false],
  2: ["v128.store16_lane", false],
  3: ["v128.store16_lane", true],
  4: ["v128.store32_lane", false],
};

function widened(bytes: Node): Node {
  return node("i32x4.extend_low_i16x8_u", node("i16x8.extend_low_i8x16_u", bytes));
}

function stored(kind: Kind, value: Node): Node {
  return kind === "bool" ? node("v128.and", value, i32x4(1)) : value;
}
