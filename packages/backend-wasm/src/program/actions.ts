/** Segments as actions: calls of the module, host ops on views of its memory, and loops around these. */
import { sizeOf } from "@rensa/core";
import { bodiesOf, viewsInside, type BufferView, type HostKernel, type ProgramPlan } from "@rensa/core/compiler";
import { arrayAt } from "./array-at.ts";
import type { MemoryLayout } from "./memory-layout.ts";
import type { Segment } from "./segment.ts";

/** Something that is run. */
export type Action = () => void;

/** What actions work on. */
export interface ActionContext {
  readonly plan: ProgramPlan;
  readonly layout: MemoryLayout;
  readonly memory: WebAssembly.Memory;
  /** Runs a segment of the module. */
  readonly call: (segment: Segment & { readonly kind: "wasm" }) => Action;
}

/** Makes actions of segments. */
export class ActionMaker {
  readonly #context: ActionContext;
  readonly #words: Int32Array;
  readonly #types: ReadonlyMap<string, Omit<BufferView, "of" | "offset" | "stride">>;

  constructor(context: ActionContext) {
    this.#context = context;
    const { plan, memory } = context;
    this.#words = new Int32Array(memory.buffer);
    this.#types = new Map([...plan.buffers, ...viewsInside(plan.kernels)].map((buffer) => [buffer.name, buffer]));
  }

  /** Runs segments in order. */
  inOrder(segments: readonly Segment[]): Action {
    const actions = segments.map((segment) => this.#action(segment));
    const [only] = actions;
    if (only !== undefined && actions.length === 1) return only;
    return () => {
      for (const action of actions) action();
    };
  }

  #action(segment: Segment): Action {
    switch (segment.kind) {
      case "wasm":
        return this.#context.call(segment);
      case "host":
        return this.#host(segment.kernel);
      case "control":
        return this.#control(segment);
    }
  }

  #control({ kernel, bodies }: Segment & { readonly kind: "control" }): Action {
    const [first = () => undefined, second = () => undefined] = bodiesOf(kernel).map(({ views }, position) => {
      const move = this.#move(views);
      const run = this.inOrder(bodies[position] ?? []);
      return (step: number): void => {
        move(step);
        run();
      };
    });
    switch (kernel.kind) {
      case "scan": {
        const { length } = kernel;
        return () => {
          for (let step = 0; step < length; step++) first(step);
        };
      }
      case "while": {
        const holds = this.#predicate(kernel.predicate);
        return () => {
          for (first(0); holds(); first(0)) second(0);
        };
      }
      case "branch": {
        const holds = this.#predicate(kernel.predicate);
        return () => {
          if (holds()) first(0);
          else second(0);
        };
      }
    }
  }

  /** Moves the views of a body to where they start in a step. */
  #move(views: readonly BufferView[]): (step: number) => void {
    const { layout } = this.#context;
    const words = this.#words;
    const moving = views.flatMap(({ name, of, offset, stride }) => {
      const word = layout.wordOf(name);
      return word === undefined ? [] : [{ place: word / 4, outside: this.#address(of), offset, stride }];
    });
    return (step) => {
      for (const { place, outside, offset, stride } of moving) words[place] = outside() + offset + step * stride;
    };
  }

  #predicate(name: string): () => boolean {
    const bytes = new Uint8Array(this.#context.memory.buffer);
    const address = this.#address(name);
    return () => bytes[address()] !== 0;
  }

  /** Where a buffer stands now. */
  #address(name: string): () => number {
    const { layout } = this.#context;
    const word = layout.wordOf(name);
    if (word === undefined) {
      const address = layout.addressOf(name);
      return () => address;
    }
    const words = this.#words;
    return () => words[word / 4] ?? 0;
  }

  #host(kernel: HostKernel): Action {
    const { plan, layout, memory } = this.#context;
    const run = plan.hostRun(kernel);
    const tensors = (access: string) =>
      kernel.buffers
        .filter((buffer) => buffer.access === access)
        .map(({ name, dtype }) => {
          const shape = this.#types.get(name)?.shape ?? [];
          const address = this.#address(name);
          const tensor = () => ({
            shape,
            dtype,
            data: arrayAt(memory, address(), sizeOf(shape), dtype, plan.precision),
          });
          if (layout.isMoving(name)) return tensor;
          const fixed = tensor();
          return () => fixed;
        });
    const inputs = tensors("read");
    const outputs = tensors("write");
    return () => {
      run(
        inputs.map((tensor) => tensor()),
        outputs.map((tensor) => tensor()),
      );
    };
  }
}
