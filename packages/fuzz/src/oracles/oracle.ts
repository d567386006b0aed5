/** What an oracle is, and what it has to work with. */
import { jsBackend } from "@rensa/backend-js";
import { wasmBackend, type WasmBackend } from "@rensa/backend-wasm";
import { RensaError, type Backend, type Pass } from "@rensa/core";
import { defaultPasses } from "rensa";
import { dataOf, named, type Builder, type Data, type Noise, type Program } from "../generate/build.ts";
import type { Case } from "../generate/case.ts";
import type { Hazard } from "../generate/generator.ts";
import { disagreement, type Closeness } from "../run/agreement.ts";
import { Discarded, run, type Results } from "../run/run.ts";

/** Something that holds of every graph. */
export interface Oracle {
  readonly name: string;
  /** What it says, as a sentence. */
  readonly claim: string;
  /** Steps that it cannot judge. */
  readonly avoid: readonly Hazard[];
  readonly maxSteps: number;
  /** Throws where it does not hold, and {@link Discarded} where nothing can be said. */
  readonly check: (one: Case, context: Context) => Promise<void>;
}

/** Backends that the oracles share; they hold threads. */
export interface Backends {
  readonly emitted: Backend;
  readonly interpreted: Backend;
  /** 1, 2 and 3 threads, all work split however small. */
  readonly threaded: readonly [WasmBackend, WasmBackend, WasmBackend];
  readonly strict: WasmBackend;
  /** The same as others, which keep no plans. */
  readonly afresh: { readonly emitted: Backend; readonly threaded: WasmBackend };
}

/** Makes the backends. */
export function makeBackends(): Backends {
  const threaded = (threads: number): WasmBackend => wasmBackend({ threads, grain: 0 });
  return {
    emitted: jsBackend(),
    interpreted: jsBackend({ mode: "interpret" }),
    threaded: [threaded(1), threaded(2), threaded(3)],
    strict: wasmBackend({ threads: 1, numerics: "strict" }),
    afresh: {
      emitted: jsBackend({ cachedPrograms: 0 }),
      threaded: wasmBackend({ threads: 1, grain: 0, cachedPrograms: 0 }),
    },
  };
}

/** Ends their threads. */
export async function closeBackends({ threaded, strict, afresh }: Backends): Promise<void> {
  await Promise.all([...threaded, strict, afresh.threaded].map((backend) => backend.close()));
}

/** What oracles work with. */
export class Context {
  readonly builder: Builder;
  readonly backends: Backends;
  readonly passes: readonly Pass[];

  constructor(builder: Builder, backends: Backends, passes: readonly Pass[] = defaultPasses) {
    this.builder = builder;
    this.backends = backends;
    this.passes = passes;
  }

  /** The results of a case with its gradients, where every second case has none. Cases without a derivative have none. */
  program(one: Case, noise?: Noise): Program {
    if (one.seed % 2 === 1) return this.builder.values(one, noise);
    try {
      return this.builder.gradients(one, noise);
    } catch (error) {
      if (error instanceof RensaError && error.code === "NOT_DIFFERENTIABLE") return this.builder.values(one, noise);
      throw error;
    }
  }

  /** {@link Context.program} in float64, with noise: how much results depend on rounding. */
  async disturbed(one: Case, noise: Noise, make = (each: Noise) => this.program(one, each)): Promise<Results> {
    const { emitted } = this.backends;
    return await run(make(noise), moved(dataOf(one), noise), { backend: emitted, precision: "f64" });
  }

  /** Throws where results, whose names begin with `prefix`, differ by more than rounding. */
  async expectClose(
    what: string,
    one: Case,
    found: Results,
    wanted: Results,
    closeness: Closeness,
    prefix = "",
  ): Promise<void> {
    const different = await disagreement(found, wanted, closeness, async (noise) =>
      named(prefix, await this.disturbed(one, noise)),
    );
    if (different !== null) throw new Error(`${what}: ${different}`);
  }
}

/** Throws a discarded case instead of an error of a graph that cannot be differentiated. */
export function differentiable<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof RensaError && error.code === "NOT_DIFFERENTIABLE") throw new Discarded(error.message);
    throw error;
  }
}

/** Data moved by noise. */
function moved(data: Data, { level, seed }: Noise): Data {
  return Object.fromEntries(
    Object.entries(data).map(([name, tensor]) => {
      if (tensor.dtype !== "f32") return [name, tensor];
      const values = Float64Array.from(
        tensor.data,
        (value, at) => value * (1 + level * Math.sin(at * 7.3 + seed * 3.1)),
      );
      return [name, { ...tensor, data: values }];
    }),
  );
}
