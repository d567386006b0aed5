import { describe, expect, it } from "vitest";
import { accumulate, full, identity } from "../op/structural.ts";
import { trace } from "../trace/trace.ts";
import { printDot } from "./print-dot.ts";
import { f32 } from "./tensor-type.ts";

const lines = (text: string): readonly string[] => text.split("\n").map((line) => line.trim());

describe("a graph in DOT", () => {
  it("has an arrow for each read, twice where a node reads twice", () => {
    const text = printDot(trace({ x: f32(2) }, ({ x }) => accumulate(x, x)).graph);
    expect(lines(text).filter((line) => line === '"x" -> "accumulate_0"')).toHaveLength(2);
  });

  it("of no inputs, and of no nodes but inputs, is whole", () => {
    expect(lines(printDot(trace({}, () => full([], 1)).graph))[0]).toBe("digraph {");
    const { graph } = trace({ x: f32(2) }, ({ x }) => x);
    expect(lines(printDot(graph))).toContain('"x" -> "return output"');
  });

  it("lets no name out of its quotes", () => {
    const { graph } = trace({ x: f32() }, ({ x }) => identity(x));
    const name = '"]; evil [label="\\\n';
    const hostile = { ...graph, outputs: graph.outputs.map((output) => ({ ...output, name })) };
    const text = printDot(hostile);
    expect(lines(text)).toHaveLength(7);
    expect(text).toContain('[label="\\"]; evil [label=\\"\\\\\\n", shape=box]');
  });

  it("draws an output beside a node that is called as it", () => {
    const { graph } = trace({ "return output": f32() }, (inputs) => identity(inputs["return output"]));
    expect(lines(printDot(graph))).toContain('"identity_0" -> "return return output"');
  });
});
