/** A page that compiles W3 of the benchmarks on its main thread, and looks at what else it could have done meanwhile. */
import { adam, train } from "@rensa/optim";
import {
  createEngine,
  f32,
  i32,
  mapTree,
  trace,
  traceTree,
  valueAndGrad,
  wasmBackend,
  type Backend,
  type Tensor,
  type TensorType,
  type TypeTree,
} from "rensa";
import { crossEntropy, network, noise } from "../network.ts";
import type { CompileCounts, CompileFigures, CompilePage, CompileWay } from "./report.ts";

const size = { side: 28, channels: [16, 32], classes: 10 } as const;
const examples = 32;

/** Takes turns as often as it can, and keeps the time from each to the next. */
class Turns {
  readonly gaps: number[] = [];
  #last = performance.now();
  readonly #channel = new MessageChannel();

  constructor() {
    this.#channel.port1.onmessage = () => {
      this.#see();
      this.#channel.port2.postMessage(null);
    };
    this.#channel.port2.postMessage(null);
  }

  end(): void {
    this.#see();
    this.#channel.port1.close();
  }

  #see(): void {
    const now = performance.now();
    this.gaps.push(now - this.#last);
    this.#last = now;
  }
}

async function watched(work: () => Promise<void>): Promise<CompileFigures> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  const turns = new Turns();
  const start = performance.now();
  await work();
  const milliseconds = performance.now() - start;
  turns.end();
  return { milliseconds, worst: Math.max(...turns.gaps), turns: turns.gaps.length };
}

/** Begins a training, and stops it when its programs are compiled. */
function beginTraining(backend: Backend): Promise<void> {
  return new Promise((resolve, reject) => {
    const running = train({
      model: network(size),
      loss: crossEntropy,
      optimizer: adam(1e-3),
      data: noise(size, examples, 10),
      epochs: 1,
      engine: createEngine({ backend }),
    }).subscribe({
      next: (event) => {
        if (event.type !== "started") return;
        resolve();
        running.unsubscribe();
      },
      error: reject,
    });
  });
}

/** The loss with its gradients, traced: what a user's call does without giving way. */
function traceLoss() {
  const model = network(size);
  const { result } = trace({ key: i32(2) }, ({ key }) => model.initialize(key));
  const parameters = mapTree<TensorType, TypeTree>(
    result,
    (value): value is TensorType => typeof value === "object" && value !== null && "dtype" in value,
    (type) => type,
  );
  const spec = { parameters, images: f32(examples, size.side, size.side, 1), labels: i32(examples) };
  const loss = traceTree<typeof spec, Tensor>(spec, (given: Record<"parameters" | "images" | "labels", unknown>) => {
    // The network draws nothing, so it needs no key.
    const context = { training: true, key: null as never, assign: () => undefined };
    // The trace is given records by name, which have no shapes in the types.
    const outputs = model.apply(given.parameters as never, given.images as Tensor, context);
    // As above.
    return crossEntropy(outputs, given.labels as Tensor);
  });
  return valueAndGrad(loss, ["parameters"]);
}

async function measure(way: CompileWay): Promise<readonly CompileFigures[]> {
  const backend = wasmBackend();
  const figures: CompileFigures[] = [];
  for (let round = 0; round < 3; round++) {
    figures.push(
      await watched(async () => {
        if (way === "train") await beginTraining(backend);
        else await createEngine({ backend }).compile(traceLoss());
      }),
    );
  }
  return figures;
}

/** With a clock by which it is always time to give way, and a page that nobody sees, which waits for no frames. */
async function count(): Promise<CompileCounts> {
  Object.defineProperty(document, "visibilityState", { value: "hidden" });
  let now = 0;
  performance.now = () => (now += 1000);
  const Original = MessageChannel;
  let made = 0;
  globalThis.MessageChannel = class extends Original {
    constructor() {
      super();
      made++;
    }
  };
  const backend = wasmBackend();
  const compileOnce = async () => {
    const before = made;
    const { stages } = await createEngine({ backend }).compile(traceLoss());
    return { turns: made - before, stages };
  };
  const [{ turns: first, stages }, { turns: second }] = [await compileOnce(), await compileOnce()];
  const nodes = Object.keys(stages.graph.nodes).length;
  return { first, second, passes: stages.diffs.length, kernels: stages.kernels.length, nodes };
}

const offered: CompilePage = { measure, count };
Object.assign(globalThis, { rensaCompile: offered });
