/** Mistakes that no op can make: one way of running has other results than the others, or the graph is not its text. */
import { jsBackend } from "@rensa/backend-js";
import { hostTensor, type HostTensor } from "@rensa/core";
import type { Setting } from "../src/evaluate.ts";
import { Subject, type Part, type Results } from "../src/subject.ts";
import { cubes, cubeVjp, hostOp, samplesOf } from "./plant.ts";

/** A subject in which something is spoiled. */
export interface PlantedWay {
  readonly mistake: string;
  readonly subject: Subject;
  readonly seenBy: readonly string[];
}

const interpreted = jsBackend({ mode: "interpret" });
const cube = hostOp("cube", { run: cubes(), vjp: cubeVjp });
const samples = samplesOf(cube, {}, { inputs: [hostTensor([0, 1, -2])] });
const [sample] = samples.samples;

/** The cubes of 0, 1 and -2, of which some runs are spoiled. */
class Spoiled extends Subject {
  readonly #spoil: (tensor: HostTensor, setting: Setting) => HostTensor | null;

  constructor(spoil: (tensor: HostTensor, setting: Setting) => HostTensor | null) {
    if (sample === undefined) throw new TypeError("There is no sample.");
    super(samples, sample);
    this.#spoil = spoil;
  }

  override async run(part: Part, setting: Setting): Promise<Results> {
    const results = await super.run(part, setting);
    return new Map(
      [...results].flatMap(([path, tensor]) => {
        const spoiled = this.#spoil(tensor, setting);
        return spoiled === null ? [] : [[path, spoiled] as const];
      }),
    );
  }
}

/** Runs as they are without any setting, with one element replaced. */
const plain = ({ backend, precision, fuse }: Setting): boolean =>
  backend === undefined && precision === undefined && fuse === undefined;

const put = (tensor: HostTensor, at: number, value: number): HostTensor => {
  const data = tensor.data.slice();
  data[at] = value;
  return { ...tensor, data };
};

const emittedDiffers = (value: number, at: number): Subject =>
  new Spoiled((tensor, { backend }) => (backend?.name === interpreted.name ? put(tensor, at, value) : tensor));

/** A subject whose graph is replaced. */
function withGraph(change: (graph: Subject["traced"]["graph"]) => Subject["traced"]["graph"]): Subject {
  const subject = new Spoiled((tensor) => tensor);
  const { traced } = subject;
  const changed = Object.assign((...inputs: Parameters<typeof traced>) => traced(...inputs), {
    ...traced,
    graph: change(traced.graph),
  });
  Object.defineProperty(subject, "traced", { value: changed });
  return subject;
}

/** All of them. */
export const plantedWays: readonly PlantedWay[] = [
  {
    mistake: "interpreted, a value is another in its last bit",
    subject: emittedDiffers(Math.fround(1 + 2 ** -23), 1),
    seenBy: ["emitted"],
  },
  { mistake: "interpreted, a zero has the other sign", subject: emittedDiffers(-0, 0), seenBy: ["emitted"] },
  { mistake: "interpreted, a number is NaN", subject: emittedDiffers(Number.NaN, 1), seenBy: ["emitted"] },
  {
    mistake: "not fused, a value is another",
    subject: new Spoiled((tensor, { fuse }) => (fuse === false ? put(tensor, 2, -8.001) : tensor)),
    seenBy: ["fused"],
  },
  {
    mistake: "not fused, there is no result",
    subject: new Spoiled((tensor, { fuse }) => (fuse === false ? null : tensor)),
    seenBy: ["fused"],
  },
  {
    mistake: "there is never a result",
    subject: new Spoiled(() => null),
    seenBy: ["emitted", "fused", "oracle", "other dtype", "reference", "repeatable", "types"],
  },
  {
    mistake: "in float64, a value is another",
    subject: new Spoiled((tensor, { precision }) => (precision === "f64" ? put(tensor, 2, -8.001) : tensor)),
    seenBy: ["oracle", "other dtype", "reference"],
  },
  {
    mistake: "the result has another shape than its type",
    subject: new Spoiled((tensor) => ({ ...tensor, shape: [3, 1] })),
    seenBy: ["other dtype", "repeatable", "types"],
  },
  {
    mistake: "the result has fewer elements than its type",
    subject: new Spoiled((tensor, setting) => (plain(setting) ? { ...tensor, data: tensor.data.slice(0, 2) } : tensor)),
    seenBy: ["emitted", "fused", "oracle", "repeatable", "types"],
  },
  {
    mistake: "the printed form leaves something out",
    subject: withGraph((graph) => ({
      ...graph,
      nodes: Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [id, { ...node, note: "kept" }])),
    })),
    seenBy: ["round trip"],
  },
];
