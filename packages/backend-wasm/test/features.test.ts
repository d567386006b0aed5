/** The modules that ask the engine what it can do are those that the assembler makes. */
import { expect, it } from "vitest";
import { FunctionBuilder } from "../src/assembler/function-builder.ts";
import { ModuleBuilder } from "../src/assembler/module-builder.ts";
import { f32x4, local, node, type Node } from "../src/assembler/node.ts";
import { bytesOf, probes } from "../src/features.ts";

const x = local(0, "v128");

it.each([
  ["vectors", assembled(node("f32x4.add", x, f32x4(1)))],
  ["relaxed", assembled(node("f32x4.relaxed_madd", x, x, x))],
  ["shared", new ModuleBuilder({ pages: 1, maximum: 1, shared: true }).toBytes()],
] as const)("the probe of %s", (name, bytes) => {
  expect(bytesOf(probes[name])).toEqual(bytes);
});

/** A module of one function, which computes a value of a vector. */
function assembled(value: Node): Uint8Array {
  const builder = new FunctionBuilder(["v128"]);
  builder.drop(value);
  const module = new ModuleBuilder({ pages: 1, maximum: 1, shared: false });
  module.add(builder);
  return module.toBytes();
}
