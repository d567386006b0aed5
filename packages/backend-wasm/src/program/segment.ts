/** Segments: what runs in order, parts of the module and, between them, what only JavaScript can run. */
import { sizeOf } from "@rensa/core";
import {
  bodiesOf,
  isControl,
  viewsInside,
  type BufferCopy,
  type ControlBody,
  type ControlKernel,
  type HostKernel,
  type Kernel,
  type ProgramPlan,
} from "@rensa/core/compiler";
import { bytesOfKind, kindOf } from "../lanes/kind.ts";
import type { MemoryLayout } from "./memory-layout.ts";
import { isParallel, type CallStep, type Step, type StepBody } from "./step.ts";

/** What runs in order. */
export type Segment =
  | { readonly kind: "wasm"; readonly name: string; readonly parallel: boolean }
  | { readonly kind: "host"; readonly kernel: HostKernel }
  /** Control around host kernels, which JavaScript drives: the segments of each body. */
  | { readonly kind: "control"; readonly kernel: ControlKernel; readonly bodies: readonly (readonly Segment[])[] };

/** The calls that a kernel becomes. */
export interface KernelCalls {
  /** Before each of the loops around the kernel of this name. */
  readonly before: { readonly loop: string; readonly calls: readonly CallStep[] } | null;
  readonly calls: readonly CallStep[];
}

/** What segments are made of. */
export interface SegmentParts {
  readonly plan: ProgramPlan;
  readonly layout: MemoryLayout;
  /** By the name of a kernel. */
  readonly calls: ReadonlyMap<string, KernelCalls>;
  /** Adds a part of the module, and returns its name. */
  readonly add: (steps: readonly Step[]) => string;
}

/** The segments of a program. */
export function segmentsOf(parts: SegmentParts): readonly Segment[] {
  return new SegmentMaker(parts).segments(parts.plan.kernels, parts.plan.copies);
}

class SegmentMaker {
  readonly #parts: SegmentParts;
  readonly #bytes: ReadonlyMap<string, number>;
  /** What is packed before each loop, by the loop's name. */
  readonly #before = new Map<string, CallStep[]>();

  constructor(parts: SegmentParts) {
    this.#parts = parts;
    const { kernels, buffers, precision } = parts.plan;
    this.#bytes = new Map(
      [...buffers, ...viewsInside(kernels)].map(({ name, shape, dtype }) => [
        name,
        sizeOf(shape) * bytesOfKind[kindOf(dtype, precision)],
      ]),
    );
    for (const { before } of parts.calls.values()) {
      if (before === null) continue;
      this.#before.set(before.loop, [...(this.#before.get(before.loop) ?? []), ...before.calls]);
    }
  }

  segments(kernels: readonly Kernel[], copies: readonly BufferCopy[]): readonly Segment[] {
    const segments: Segment[] = [];
    let steps: Step[] = [];
    const flush = (): void => {
      if (steps.length > 0) {
        segments.push({ kind: "wasm", name: this.#parts.add(steps), parallel: steps.some(isParallel) });
      }
      steps = [];
    };
    for (const kernel of kernels) {
      if (!holdsHost(kernel)) steps.push(...this.#stepsOf(kernel));
      else if (kernel.kind === "host") {
        flush();
        segments.push({ kind: "host", kernel });
      } else if (isControl(kernel)) {
        steps.push(...this.#startsOf(kernel));
        flush();
        const bodies = bodiesOf(kernel).map((body) => this.segments(body.kernels, body.copies));
        segments.push({ kind: "control", kernel, bodies });
      }
    }
    steps.push(...this.#copies(copies));
    flush();
    return segments;
  }

  #stepsOf(kernel: Kernel): readonly Step[] {
    switch (kernel.kind) {
      case "scan":
        return [...this.#startsOf(kernel), { kind: "scan", length: kernel.length, body: this.#body(kernel.body) }];
      case "while": {
        const [condition, body] = [this.#body(kernel.condition), this.#body(kernel.body)];
        return [...this.#startsOf(kernel), { kind: "while", condition, predicate: kernel.predicate, body }];
      }
      case "branch": {
        const [whenTrue, whenFalse] = [this.#body(kernel.whenTrue), this.#body(kernel.whenFalse)];
        return [{ kind: "branch", predicate: kernel.predicate, whenTrue, whenFalse }];
      }
      default:
        return this.#parts.calls.get(kernel.name)?.calls ?? [];
    }
  }

  /** What comes before the first iteration. */
  #startsOf(kernel: ControlKernel): readonly Step[] {
    return [...this.#copies(kernel.starts), ...(this.#before.get(kernel.name) ?? [])];
  }

  #body({ kernels, copies, views }: ControlBody): StepBody {
    return { views, steps: [...kernels.flatMap((kernel) => this.#stepsOf(kernel)), ...this.#copies(copies)] };
  }

  #copies(copies: readonly BufferCopy[]): readonly Step[] {
    const { layout } = this.#parts;
    return copies.flatMap(({ from, to }): Step[] => {
      const isFixed = !layout.isMoving(from) && !layout.isMoving(to);
      if (isFixed && layout.addressOf(from) === layout.addressOf(to)) return [];
      return [{ kind: "copy", from, to, bytes: this.#bytes.get(from) ?? 0 }];
    });
  }
}

/** Sets memory aside for where buffers start that move in loops which JavaScript drives. */
export function keepStarts(kernels: readonly Kernel[], layout: MemoryLayout): void {
  for (const kernel of kernels) {
    if (!isControl(kernel) || !holdsHost(kernel)) continue;
    for (const { views, kernels: inner } of bodiesOf(kernel)) {
      for (const { name } of views) if (layout.isMoving(name)) layout.keepStart(name);
      keepStarts(inner, layout);
    }
  }
}

function holdsHost(kernel: Kernel): boolean {
  if (!isControl(kernel)) return kernel.kind === "host";
  return bodiesOf(kernel).some(({ kernels }) => kernels.some(holdsHost));
}
