/** How long it takes from a function to a program, for graphs of any size. */
import { compile, f32, gradientsOf, trace, type Backend, type Tensor } from "@rensa/core";
import { planningBackend } from "@rensa/core/compiler";
import { add, matmul, mean, mul, reshape, sin, tanh } from "@rensa/ops";
import { defaultPasses } from "rensa";

/** One compilation, in milliseconds by stage. */
export interface StageTimes {
  readonly nodes: number;
  readonly trace: number;
  /** Passes, fusion, schedule, lowering, the memory plan and the backend. */
  readonly compile: number;
  readonly total: number;
}

/** Takes the plan and does nothing, so that everything up to the backend is measured. */
export const noBackend = planningBackend();

/** Traces, differentiates, optimizes and compiles a graph of about `size` nodes. */
export async function compileGraph(size: number, backend: Backend): Promise<StageTimes> {
  const start = performance.now();
  // One block and its gradients make about 18 nodes.
  const blocks = Math.max(1, Math.round(size / 17.8));
  const traced = trace({ x: f32(8, 8), w: f32(8, 8) }, ({ x, w }) => {
    let h: Tensor = x;
    for (let block = 0; block < blocks; block++) {
      const mixed = tanh(add(matmul(h, w), h));
      h = add(mul(sin(reshape(reshape(mixed, [64]), [8, 8])), 0.5), mixed);
    }
    return gradientsOf(mean(h), { x, w });
  });
  const traceEnd = performance.now();
  await compile(traced, { backend, passes: defaultPasses });
  const end = performance.now();
  return {
    nodes: Object.keys(traced.graph.nodes).length,
    trace: traceEnd - start,
    compile: end - traceEnd,
    total: end - start,
  };
}
