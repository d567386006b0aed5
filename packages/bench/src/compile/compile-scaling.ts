/** How long it takes from a function to kernels, for graphs of 1,000 and 10,000 nodes. */
import { compile, f32, gradientsOf, trace, type Backend, type Tensor } from "@rensa/core";
import { add, matmul, mean, mul, reshape, sin, tanh } from "@rensa/ops";
import { defaultPasses } from "rensa";

/** One compilation, in milliseconds by stage. */
export interface StageTimes {
  readonly nodes: number;
  readonly trace: number;
  /** Passes, fusion, schedule, lowering and the memory plan. */
  readonly compile: number;
  readonly total: number;
}

// Everything up to the backend is measured; this one takes the plan and does nothing.
const noBackend: Backend = {
  name: "none",
  threads: 1,
  prepare: () => ({ arrays: new Map(), sources: new Map(), run: () => undefined }),
};

/** Traces, differentiates, optimises and lowers a graph of about `size` nodes. */
export async function compileOnce(size: number): Promise<StageTimes> {
  const start = performance.now();
  // One block and its gradients make about 18 nodes.
  const blocks = Math.max(1, Math.round(size / 17.8));
  const traced = trace({ x: f32(8, 8), w: f32(8, 8) }, ({ x, w }) => {
    let h: Tensor = x;
    for (let block = 0; block < blocks; block++) {
      const mixed = tanh(add(matmul(h, w), h) as Tensor);
      h = add(mul(sin(reshape(reshape(mixed, [64]), [8, 8]) as Tensor), 0.5), mixed) as Tensor;
    }
    return gradientsOf(mean(h) as Tensor, { x, w });
  });
  const traceEnd = performance.now();
  await compile(traced, { backend: noBackend, passes: defaultPasses });
  const end = performance.now();
  return {
    nodes: Object.keys(traced.graph.nodes).length,
    trace: traceEnd - start,
    compile: end - traceEnd,
    total: end - start,
  };
}

/** The median of several compilations of 1,000 and of 10,000 nodes, taken in turn. */
export async function compileScaling(rounds: number): Promise<readonly [small: StageTimes, large: StageTimes]> {
  await compileOnce(1000);
  const small: StageTimes[] = [];
  const large: StageTimes[] = [];
  for (let round = 0; round < rounds; round++) {
    small.push(await compileOnce(1000));
    large.push(await compileOnce(10_000));
  }
  return [median(small), median(large)];
}

function median(times: readonly StageTimes[]): StageTimes {
  const sorted = [...times].sort((a, b) => a.total - b.total);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new TypeError("There are no times.");
  return middle;
}
