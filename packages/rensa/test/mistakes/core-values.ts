/** What the calls of `@rensa/core` and its subpaths are given. */
import { jsBackend } from "@rensa/backend-js";
import * as core from "@rensa/core";
import * as compiler from "@rensa/core/compiler";
import type * as graphs from "@rensa/core/graph";
import { add, square, sum } from "@rensa/ops";

const { f32, hostTensor, Index, trace } = core;
export const twice = core.defineOp({ name: "twice", forward: { scalar: ([x]) => x.add(x) } });
export const identityRule = core.rule("twice(x) -> x", { op: twice, inputs: ["x"] }, () => null);
export const traced = trace({ x: f32(3) }, ({ x }) => square(x));
export const loss = trace({ x: f32(3) }, ({ x }) => sum(square(x)));
export const { graph, definitions } = traced;
const foundNode = graph.nodes[graph.outputs[0]?.source.node ?? ""];
const program = await core.compile(traced, { backend: jsBackend() });
const [foundKernel] = program.stages.kernels;
if (foundNode === undefined || foundKernel === undefined || !compiler.isLoopKernel(foundKernel))
  throw new Error("the program has no kernel");
export const node = foundNode;
export const kernel = foundKernel;
export const tensor = hostTensor([1, 2]);
export const scalar = core.constantScalar(1, "f32");
export const index = Index.loop("i", 3);
export const region = trace({}, () => core.full([], 1)).graph;
const scanned = trace({ x: f32(3) }, ({ x }) => core.scan(core.full([], 0), x, (c, e) => [add(c, e), c])[0]);
const scannedProgram = await core.compile(scanned, { backend: jsBackend() });
export const controls = scannedProgram.stages.kernels.filter(compiler.isControl);
export const plugin = core.definePlugin({ name: "rensa-plugin-twice", version: "1.0.0", ops: { twice } });
export const changed = await compiler.checkPasses(
  trace({ x: f32(2) }, ({ x }) => twice(x)),
  { passes: [core.simplifyWith([core.rule("twice(x) -> x", { op: twice, inputs: ["x"] }, ({ x }) => x)])] },
  { data: { x: [1, 2] } },
);
export const simplified = await compiler.runPasses(graph, definitions, [compiler.removeDead]);
export const definitionOf = (each: graphs.GraphNode): core.OpDefinition =>
  definitions.get(each.op) as core.OpDefinition;
export const everyBuffer = (): ReadonlyMap<string, Float32Array> =>
  new Map(kernel.buffers.map(({ name, length }) => [name, new Float32Array(length)]));
export const context: compiler.OpContext = {
  apply: () => [],
  isInsideOp: false,
  originOf: () => null,
  scope: (_, body) => body(),
  reserve: (name) => name,
};
