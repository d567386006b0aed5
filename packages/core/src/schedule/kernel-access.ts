/** Where a kernel reads and writes its buffers, as far as it decides whether an output may replace an operand. */
import type { Index, LoopIndex } from "../expression/index-map.ts";
import { childrenOf } from "../expression/children.ts";
import type { Scalar } from "../expression/scalar.ts";
import { type ControlKernel, isLoopKernel, type Kernel, type LoopKernel, type ElementStore } from "../kernel/kernel.ts";
import { bodiesOf, isControl } from "../kernel/control-kernel.ts";
import { indicesOf, scalarsOf, Sharing } from "../kernel/sharing.ts";

/** One read of a buffer. */
export interface Read {
  /** The stage that reads; a kernel without stages has one. */
  readonly stage: number;
  readonly offset: Index;
  /**
   * When it happens: in the `iteration` that stores; before the loops of its stage, for the `row`, in a reduction that
   * does not depend on these loops; at `any` time.
   */
  readonly by: "iteration" | "row" | "any";
}

/** How a buffer is written. */
export interface Write {
  readonly stage: number;
  readonly offset: Index;
  /** The loops around the stages, and all loops. */
  readonly rows: readonly LoopIndex[];
  readonly loops: readonly LoopIndex[];
}

/** The reads and writes of a kernel by buffer. Host ops read at any time and write without an order. */
export interface KernelAccess {
  readonly reads: ReadonlyMap<string, readonly Read[]>;
  readonly writes: ReadonlyMap<string, Write>;
  /** Buffers of host ops and of control, which are accessed in ways unknown. */
  readonly unknown: ReadonlySet<string>;
  /** By the output of a kernel with control: the operand that it starts as a copy of, and that nothing else reads. */
  readonly starts: ReadonlyMap<string, string>;
}

/** How a kernel accesses its buffers. */
export function accessOf(kernel: Kernel): KernelAccess {
  if (isLoopKernel(kernel)) return new AccessCollector().collect(kernel);
  const unknown = new Set(kernel.buffers.map(({ name }) => name));
  const starts = isControl(kernel) ? startsOf(kernel) : new Map<string, string>();
  return { reads: new Map(), writes: new Map(), unknown, starts };
}

/** What a body reads as well must keep its value; an operand that starts several outputs can serve one. */
function startsOf(kernel: ControlKernel): ReadonlyMap<string, string> {
  const readInside = new Set(bodiesOf(kernel).flatMap(({ views }) => views.map(({ of }) => of)));
  return new Map(kernel.starts.flatMap(({ from, to }) => (readInside.has(from) ? [] : [[to, from] as const])));
}

class AccessCollector {
  readonly #reads = new Map<string, Read[]>();
  readonly #writes = new Map<string, Write>();
  readonly #sharing = new Sharing();

  collect(kernel: LoopKernel): KernelAccess {
    switch (kernel.kind) {
      case "rows":
        kernel.stages.forEach(({ axes, stores }, stage) => {
          this.#stores(stores, stage, kernel.rows, axes);
        });
        break;
      case "contraction":
        this.#values([kernel.left, kernel.right], 0, null);
        this.#stores(kernel.stores, 0, [...kernel.batch, ...kernel.rows, ...kernel.columns], []);
        break;
      case "scatter":
        this.#stores([kernel.initial], 0, kernel.axes, []);
        this.#values([kernel.addition.value, ...scalarsOf(kernel.addition.offset)], 0, null);
        for (const { index } of kernel.bounds) this.#values(scalarsOf(index), 0, null);
        break;
    }
    return { reads: this.#reads, writes: this.#writes, unknown: new Set(), starts: new Map() };
  }

  #stores(
    stores: readonly ElementStore[],
    stage: number,
    rows: readonly LoopIndex[],
    axes: readonly LoopIndex[],
  ): void {
    for (const { buffer, offset } of stores) {
      this.#writes.set(buffer, { stage, offset, rows, loops: [...rows, ...axes] });
      this.#values(scalarsOf(offset), stage, null);
    }
    const values = stores.map(({ value }) => value);
    this.#values(values, stage, new Set(axes.map(({ name }) => name)));
  }

  /** Notes the reads in values of a stage with these axes; with `null`, reads that happen at any time. */
  #values(roots: readonly Scalar[], stage: number, axes: ReadonlySet<string> | null): void {
    const seen = { iteration: new Set<Scalar>(), row: new Set<Scalar>(), any: new Set<Scalar>() };
    const pending = roots.map((scalar): { scalar: Scalar; by: Read["by"] } => ({
      scalar,
      by: axes === null ? "any" : "iteration",
    }));
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { scalar, by } = next;
      if (seen[by].has(scalar)) continue;
      seen[by].add(scalar);
      const { expression } = scalar;
      if (expression.kind === "load") this.#note(expression.buffer, { stage, offset: expression.offset, by });
      const inside = expression.kind === "reduce" && by === "iteration" ? this.#timeOf(scalar, axes) : by;
      for (const child of childrenOf(scalar)) pending.push({ scalar: child, by: inside });
      for (const child of indicesOf(expression).flatMap(scalarsOf)) pending.push({ scalar: child, by });
    }
  }

  #timeOf(reduction: Scalar, axes: ReadonlySet<string> | null): Read["by"] {
    const free = this.#sharing.freeIndices(reduction);
    return [...(axes ?? [])].some((name) => free.has(name)) ? "any" : "row";
  }

  #note(buffer: string, read: Read): void {
    const known = this.#reads.get(buffer);
    if (known === undefined) this.#reads.set(buffer, [read]);
    else known.push(read);
  }
}
