/** Float lanes as WebAssembly instructions: what elementary functions are made of in emitted code. */
import { shuffleLow } from "./shuffle.ts";
import type { FloatLanes } from "../functions/float-lanes.ts";
import { hostFunctionNames, type HostFunctionName } from "../functions/host-functions.ts";
import { call, conditional, f32x4, f64x2, i32, i32x4, node, nodeWith, type Node } from "../assembler/node.ts";

/** Lanes of f32x4. `fused`: multiply-add is one rounding, by relaxed SIMD. */
export function f32Lanes(fused: boolean): FloatLanes<Node, Node> {
  const shift = i32(23);
  return {
    bits: 32,
    constant: (value) => f32x4(value),
    ...instructionsOf("f32x4", fused),
    copySign: (magnitude, sign) => node("v128.bitselect", sign, magnitude, i32x4(-2147483648)),
    // Added to a number so large that its last place is 1, the biased exponent stands in the lowest bits: conversion to
    // an integer costs several instructions more.
    powerOfTwo: (n) => node("i32x4.shl", node("f32x4.add", n, f32x4(2 ** 23 + 127)), shift),
    exponent: (a) => node("f32x4.convert_i32x4_s", node("i32x4.sub", node("i32x4.shr_u", a, shift), i32x4(127))),
    mantissa: (a) => node("v128.or", node("v128.and", a, i32x4(0x007fffff)), i32x4(0x3f800000)),
    isOdd: (n) => lowestBit(node("i32x4.trunc_sat_f32x4_s", n)),
    exceptByHost: (mask, name, operands, value) =>
      exceptByHost(mask, operands[0] ?? value, value, 4, (result, lane) => {
        const wide = operands.map((each) => node("f64.promote_f32", nodeWith("f32x4.extract_lane", [lane], each)));
        return nodeWith("f32x4.replace_lane", [lane], result, node("f32.demote_f64", callHost(name, wide)));
      }),
  };
}

/** Lanes of f64x2. */
export function f64Lanes(fused: boolean): FloatLanes<Node, Node> {
  const shift = i32(52);
  const high = (word: number): Node => i32x4(0, word, 0, word);
  return {
    bits: 64,
    constant: (value) => f64x2(value),
    ...instructionsOf("f64x2", fused),
    copySign: (magnitude, sign) => node("v128.bitselect", sign, magnitude, high(-2147483648)),
    powerOfTwo: (n) => node("i64x2.shl", node("f64x2.add", n, f64x2(2 ** 52 + 1023)), shift),
    exponent: (a) =>
      node("f64x2.convert_low_i32x4_s", node("i32x4.sub", shuffleLow(node("i64x2.shr_u", a, shift)), i32x4(1023))),
    mantissa: (a) => node("v128.or", node("v128.and", a, i32x4(-1, 0x000fffff, -1, 0x000fffff)), high(0x3ff00000)),
    isOdd: (n) => node("i64x2.extend_low_i32x4_s", lowestBit(node("i32x4.trunc_sat_f64x2_s_zero", n))),
    exceptByHost: (mask, name, operands, value) =>
      exceptByHost(mask, operands[0] ?? value, value, 2, (result, lane) => {
        const taken = operands.map((each) => nodeWith("f64x2.extract_lane", [lane], each));
        return nodeWith("f64x2.replace_lane", [lane], result, callHost(name, taken));
      }),
  };
}

/** What is one instruction, or two, and has the same name for lanes of either width. */
function instructionsOf(shape: "f32x4" | "f64x2", fused: boolean) {
  const unary = (name: "sqrt" | "neg" | "abs" | "floor" | "trunc" | "nearest") => (a: Node) =>
    node(`${shape}.${name}`, a);
  const binary =
    (name: "add" | "sub" | "mul" | "div" | "min" | "max" | "pmin" | "pmax" | "lt" | "le" | "eq") =>
    (a: Node, b: Node) =>
      node(`${shape}.${name}`, a, b);
  return {
    add: binary("add"),
    sub: binary("sub"),
    mul: binary("mul"),
    div: binary("div"),
    sqrt: unary("sqrt"),
    neg: unary("neg"),
    abs: unary("abs"),
    min: binary("min"),
    max: binary("max"),
    pseudoMin: binary("pmin"),
    pseudoMax: binary("pmax"),
    floor: unary("floor"),
    trunc: unary("trunc"),
    nearest: unary("nearest"),
    multiplyAdd: (a: Node, b: Node, c: Node) =>
      fused ? node(`${shape}.relaxed_madd`, a, b, c) : node(`${shape}.add`, node(`${shape}.mul`, a, b), c),
    lt: binary("lt"),
    le: binary("le"),
    eq: binary("eq"),
    and: (a: Node, b: Node) => node("v128.and", a, b),
    or: (a: Node, b: Node) => node("v128.or", a, b),
    not: (a: Node) => node("v128.not", a),
    select: (mask: Node, a: Node, b: Node) => node("v128.bitselect", a, b, mask),
  };
}

/** The lowest bit of each i32, in all of its bits. */
function lowestBit(integers: Node): Node {
  return node("i32x4.shr_s", node("i32x4.shl", integers, i32(31)), i32(31));
}

/** `value`, but what `replace` puts into a lane where the mask is set: computed for all lanes if it is set anywhere. */
function exceptByHost(
  mask: Node,
  operand: Node,
  value: Node,
  lanes: number,
  replace: (result: Node, lane: number) => Node,
): Node {
  const replaced = Array.from({ length: lanes }, (_, lane) => lane).reduce(replace, operand);
  // The operand stands for a vector that nobody reads: the value itself would be emitted once for each branch.
  const given = conditional(node("v128.any_true", mask), replaced, operand);
  return node("v128.bitselect", given, value, mask);
}

function callHost(name: HostFunctionName, operands: readonly Node[]): Node {
  return call(hostFunctionNames.indexOf(name), "f64", ...operands);
}
