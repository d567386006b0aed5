/** A graph from a file has the gradients of the one that was traced, and forward mode too: a file says of no line where it comes from. */
import { flattenTree, isFloat, isTensor, isTyped, type OpSample, type OpSamples, type Tensor } from "@rensa/core";
import { controlOps, graphFromJson, graphToJson, loadGraph, printGraph, registry, type Graph } from "@rensa/core/graph";
import { describe, expect, it } from "vitest";
import { floatPositions, traceGradients, traceSample, type SampleInputs } from "../../conformance/src/evaluate.ts";
import { collectSamples } from "../reference/collect.ts";
import { standardOps } from "../src/index.ts";

const { families } = await collectSamples();
const ops = registry(controlOps, standardOps);

/** The graph as a file has it whose writer kept no lines. */
function withoutLines(graph: Graph): Graph {
  const nodes = Object.entries(graph.nodes).map(([id, node]) => [id, { ...node, origin: null }] as const);
  return graphFromJson(graphToJson({ ...graph, nodes: Object.fromEntries(nodes) }));
}

/** The call of a sample, by way of a file. */
function throughFile({ inputs, apply }: OpSample): OpSample["apply"] {
  const loaded = loadGraph(withoutLines(traceSample(inputs, apply).graph), ops);
  return (...operands) => {
    const given: SampleInputs = Object.fromEntries(operands.map((each, at) => [`input_${String(at)}`, each]));
    const [[, result] = []] = flattenTree<Tensor>(loaded(given), isTensor);
    if (result === undefined) throw new Error("The graph has no output.");
    return result;
  };
}

const isSmooth = ({ op }: OpSamples, { inputs, apply }: OpSample): boolean => {
  if (op.definition.nonDifferentiable !== null || floatPositions(inputs).length === 0) return false;
  const { result } = traceSample(inputs, apply);
  return isTyped(result) && isFloat(result.dtype);
};

describe.each(families)("loaded ops of $name", ({ ops: all }) => {
  it.each(all.map((samples) => [samples.op.definition.name, samples] as const))("%s", (_, samples) => {
    for (const sample of samples.samples.filter((each) => isSmooth(samples, each))) {
      const { inputs, apply } = sample;
      const positions = floatPositions(inputs);
      const gradients = (call: OpSample["apply"]): string =>
        printGraph(withoutLines(traceGradients(inputs, call, positions).graph));
      expect(gradients(throughFile(sample)), sample.name).toBe(gradients(apply));
    }
  });
});
