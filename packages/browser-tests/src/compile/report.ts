/** What the page that compiles tells whoever opened it. */

/** How W3 of the benchmarks is compiled: as a training's programs, or its loss with gradients alone. */
export type CompileWay = "train" | "compile";

/** One compilation. */
export interface CompileFigures {
  /** From its start to the first step, in milliseconds; tracing counts where the trainer does it. */
  readonly milliseconds: number;
  /** The longest that the page could do nothing else. */
  readonly worst: number;
  /** How often the page could. */
  readonly turns: number;
}

/** How often compiling gave way where it was always time to, and how much there was to do. */
export interface CompileCounts {
  readonly first: number;
  /** For an equal graph. */
  readonly second: number;
  readonly passes: number;
  readonly kernels: number;
  readonly nodes: number;
}

/** What the page offers, as `globalThis.rensaCompile`. */
export interface CompilePage {
  /** Compiles three times on one backend. */
  measure(way: CompileWay): Promise<readonly CompileFigures[]>;
  count(): Promise<CompileCounts>;
}
