/** Kernels as actions: functions that run them on the storage of a program. Control is a loop over actions. */
import { RensaError, type HostTensor } from "@rensa/core";
import type {
  BufferCopy,
  BufferView,
  ControlBody,
  ControlKernel,
  HostKernel,
  Kernel,
  ProgramPlan,
} from "@rensa/core/compiler";
import type { CompiledKernel } from "./compile-kernel.ts";
import type { Storage } from "./storage.ts";

/** Something that is run. @inline */
export type Action = () => void;

/** A copy of fewer elements than this is faster element by element. */
const fewElements = 64;

/** The kernels of a program, and the copies after them. @inline */
type Steps = Pick<ProgramPlan, "kernels" | "copies">;

/**
 * Makes the actions of a program.
 *
 * @throws RensaError `INTERNAL` where a kernel is not among those that were compiled.
 *
 * @example
 * ```ts
 * import { compileKernel } from "@rensa/backend-js";
 * import { ActionMaker, Storage } from "@rensa/backend-js/program";
 * import { compile, f32, trace } from "@rensa/core";
 * import { isLoopKernel, planningBackend, type ProgramPlan } from "@rensa/core/compiler";
 * import { exp } from "@rensa/ops";
 *
 * const plans: ProgramPlan[] = [];
 * await compile(trace({ x: f32(2) }, ({ x }) => exp(x)), { backend: planningBackend((plan) => plans.push(plan)) });
 * for (const plan of plans) {
 *   const compiled = new Map(plan.kernels.filter(isLoopKernel).map((kernel) => [kernel, compileKernel(kernel, { mode: "emit" })]));
 *   const storage = new Storage(plan, null);
 *   new ActionMaker((kernel) => plan.hostRun(kernel), compiled, storage).program(plan)();
 *   console.log(storage.arrayOf("exp_0")); // Float32Array [1, 1]
 * }
 * ```
 */
export class ActionMaker {
  readonly #hostRun: ProgramPlan["hostRun"];
  readonly #compiled: ReadonlyMap<Kernel, CompiledKernel>;
  readonly #storage: Storage;

  /**
   * @param hostRun - Makes the function that runs a host kernel.
   * @param compiled - The compiled loop kernels.
   * @param storage - The arrays of the program's buffers.
   */
  constructor(hostRun: ProgramPlan["hostRun"], compiled: ReadonlyMap<Kernel, CompiledKernel>, storage: Storage) {
    this.#hostRun = hostRun;
    this.#compiled = compiled;
    this.#storage = storage;
  }

  /**
   * Runs all kernels in order, then all copies.
   *
   * @param steps - The kernels and copies of a program.
   */
  program({ kernels, copies }: Steps): Action {
    return inOrder([...kernels.map((kernel) => this.kernel(kernel)), ...copies.flatMap((copy) => this.copy(copy))]);
  }

  /**
   * Runs a kernel.
   *
   * @param kernel - The kernel.
   */
  kernel(kernel: Kernel): Action {
    switch (kernel.kind) {
      case "host":
        return this.#host(kernel);
      case "scan":
      case "while":
      case "branch":
        return this.#control(kernel);
      case "rows":
      case "contraction":
      case "scatter": {
        const compiled = this.#compiled.get(kernel);
        if (compiled === undefined) throw new RensaError("INTERNAL", `${kernel.name} was not compiled.`);
        return compiled.bind(this.#storage.arrays, this.#storage.moving.starts);
      }
    }
  }

  /**
   * Copies a buffer; nothing where the two are one.
   *
   * @param bufferCopy - Which buffer is copied, and to where.
   */
  copy({ from, to }: BufferCopy): readonly Action[] {
    const [source, target] = [this.#storage.arrayOf(from), this.#storage.arrayOf(to)];
    const [fromStart, toStart] = [this.#storage.startOf(from), this.#storage.startOf(to)];
    const length = this.#storage.lengthOf(from);
    if (fromStart === undefined && toStart === undefined) {
      const isSame = source.byteOffset === target.byteOffset && source.buffer === target.buffer;
      if (isSame) return [];
      return [
        () => {
          target.set(source);
        },
      ];
    }
    const { starts } = this.#storage.moving;
    const startOf = (slot: number | undefined): number => (slot === undefined ? 0 : (starts[slot] ?? 0));
    const copy: Action = () => {
      const [at, place] = [startOf(fromStart?.slot), startOf(toStart?.slot)];
      if (length >= fewElements) target.set(source.subarray(at, at + length), place);
      else for (let i = 0; i < length; i++) target[place + i] = source[at + i] ?? 0;
    };
    return [copy];
  }

  #control(kernel: ControlKernel): Action {
    const starts = inOrder(kernel.starts.flatMap((copy) => this.copy(copy)));
    switch (kernel.kind) {
      case "scan": {
        const { length } = kernel;
        const body = this.#body(kernel.body);
        return () => {
          starts();
          for (let step = 0; step < length; step++) body(step);
        };
      }
      case "while": {
        const [condition, body] = [this.#body(kernel.condition), this.#body(kernel.body)];
        const holds = this.#predicate(kernel.predicate);
        return () => {
          starts();
          for (condition(0); holds(); condition(0)) body(0);
        };
      }
      case "branch": {
        const [whenTrue, whenFalse] = [this.#body(kernel.whenTrue), this.#body(kernel.whenFalse)];
        const holds = this.#predicate(kernel.predicate);
        return () => {
          if (holds()) whenTrue(0);
          else whenFalse(0);
        };
      }
    }
  }

  #body({ kernels, copies, views }: ControlBody): (step: number) => void {
    const move = this.#move(views);
    const run = this.program({ kernels, copies });
    return (step) => {
      move(step);
      run();
    };
  }

  /** Moves the views of a body to where they start in a step. */
  #move(views: readonly BufferView[]): (step: number) => void {
    const moving = views.flatMap(({ name }) => this.#storage.startOf(name) ?? []);
    const { starts } = this.#storage.moving;
    return (step) => {
      for (const { slot, parent, offset, stride } of moving) {
        starts[slot] = (parent === null ? 0 : (starts[parent] ?? 0)) + offset + step * stride;
      }
    };
  }

  #predicate(name: string): () => boolean {
    const array = this.#storage.arrayOf(name);
    const { starts } = this.#storage.moving;
    const slot = this.#storage.startOf(name)?.slot;
    return () => array[slot === undefined ? 0 : (starts[slot] ?? 0)] !== 0;
  }

  #host(kernel: HostKernel): Action {
    const run = this.#hostRun(kernel);
    const { starts } = this.#storage.moving;
    const tensors = (access: string): readonly (() => HostTensor)[] =>
      kernel.buffers
        .filter((buffer) => buffer.access === access)
        .map(({ name, dtype }) => {
          const data = this.#storage.arrayOf(name);
          const shape = this.#storage.shapes.get(name) ?? [];
          const slot = this.#storage.startOf(name)?.slot;
          const tensor: HostTensor = { shape, dtype, data };
          if (slot === undefined) return () => tensor;
          const length = this.#storage.lengthOf(name);
          return () => {
            const start = starts[slot] ?? 0;
            return { shape, dtype, data: data.subarray(start, start + length) };
          };
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

function inOrder(actions: readonly Action[]): Action {
  const [only] = actions;
  if (only !== undefined && actions.length === 1) return only;
  return () => {
    for (const action of actions) action();
  };
}
