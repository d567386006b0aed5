/**
 * The shape of a kernel: what it computes, whatever the names of its buffers. Kernels of one shape (the same layer at
 * every step of a sequence) become one function, which is told where the buffers stand.
 */
import type { Index, LoopIndex, Scalar, ScatterCombine } from "@rensa/core";
import {
  childrenOf,
  computedBy,
  type Bound,
  type IndexAtom,
  type KernelBuffer,
  type LoopKernel,
  type ElementStore,
} from "@rensa/core/compiler";

/** A text that is the same for two kernels where one function serves both, given the buffers in their order. */
export function kernelShape(kernel: LoopKernel): string {
  const writer = new ShapeWriter(kernel.buffers);
  writer.kind(kernel.kind);
  switch (kernel.kind) {
    case "rows":
      writer.loops(kernel.rows);
      for (const { axes, stores } of kernel.stages) {
        writer.loops(axes);
        writer.stores(stores);
      }
      break;
    case "contraction":
      for (const loops of [kernel.batch, kernel.rows, kernel.columns, kernel.reduction]) writer.loops(loops);
      writer.scalars([kernel.left, kernel.right]);
      writer.stores(kernel.stores);
      break;
    case "scatter":
      writer.loops(kernel.axes);
      writer.stores([kernel.initial]);
      writer.loops(kernel.over);
      writer.bounds(kernel.bounds);
      writer.stores([kernel.addition]);
      writer.combine(kernel.combine ?? "add");
  }
  return writer.text();
}

/** A text that is the same for two expressions of the same buffers in the same loops. */
export function expressionShape(scalar: Scalar, loops: readonly LoopIndex[]): string {
  const writer = new ShapeWriter([]);
  writer.loops(loops);
  writer.scalars([scalar]);
  return writer.text();
}

class ShapeWriter {
  readonly #buffers: ReadonlyMap<string, number>;
  readonly #known = new Map<Scalar, number>();
  readonly #lines: string[] = [];

  /** Buffers that are not among these keep their names. */
  constructor(buffers: readonly KernelBuffer[]) {
    this.#buffers = new Map(buffers.map(({ name }, position) => [name, position]));
    this.#lines.push(buffers.map(({ dtype, length }) => `${dtype}:${String(length)}`).join());
  }

  kind(kind: LoopKernel["kind"]): void {
    this.#lines.push(kind);
  }

  combine(combine: ScatterCombine): void {
    this.#lines.push(combine);
  }

  text(): string {
    return this.#lines.join("\n");
  }

  loops(loops: readonly LoopIndex[]): void {
    this.#lines.push(`loops ${loops.map(({ name, extent }) => `${name}:${String(extent)}`).join()}`);
  }

  scalars(scalars: readonly Scalar[]): void {
    const numbers = scalars.map((scalar) => String(this.#scalar(scalar)));
    this.#lines.push(`values ${numbers.join()}`);
  }

  bounds(bounds: readonly Bound[]): void {
    this.#lines.push(`bounds ${this.#boundsText(bounds)}`);
  }

  stores(stores: readonly ElementStore[]): void {
    for (const { buffer, offset, value } of stores) {
      const line = `store ${this.#buffer(buffer)} ${this.#index(offset)} ${String(this.#scalar(value))}`;
      this.#lines.push(line);
    }
  }

  #buffer(name: string): string {
    return String(this.#buffers.get(name) ?? name);
  }

  /** The number of an expression; its line stands before those of what uses it. */
  #scalar(scalar: Scalar): number {
    const known = this.#known.get(scalar);
    if (known !== undefined) return known;
    const line = `${scalar.dtype} ${this.#expression(scalar)}`;
    const number = this.#known.size;
    this.#known.set(scalar, number);
    this.#lines.push(line);
    return number;
  }

  #expression(scalar: Scalar): string {
    const { expression } = scalar;
    const inner = childrenOf(scalar).map((child) => String(this.#scalar(child)));
    switch (expression.kind) {
      case "constant":
        return Object.is(expression.value, -0) ? "-0" : String(expression.value);
      case "load":
        return `load ${this.#buffer(expression.buffer)} ${this.#index(expression.offset)}`;
      case "index":
        return `index ${this.#index(expression.index)}`;
      case "local":
        return `local ${expression.name}`;
      case "call":
        return `${expression.name} ${inner.join()}`;
      case "reduce": {
        const loops = expression.indices.map(({ name, extent }) => `${name}:${String(extent)}`);
        return `${expression.combine} ${loops.join()} ${inner.join()}`;
      }
      case "guard":
        return `guard ${this.#boundsText(expression.bounds)} ${inner.join()}`;
    }
  }

  #boundsText(bounds: readonly Bound[]): string {
    return bounds.map(({ index, lower, upper }) => `${this.#index(index)}:${String(lower)}:${String(upper)}`).join(";");
  }

  #index({ terms, constant }: Index): string {
    const parts = terms.map(({ atom, coefficient }) => `${String(coefficient)}*${this.#atom(atom)}`);
    return [...parts, String(constant)].join("+");
  }

  #atom(atom: IndexAtom): string {
    switch (atom.kind) {
      case "loop":
        return `${atom.name}:${String(atom.extent)}`;
      case "quotient":
        return `(${this.#index(atom.index)}/${String(atom.divisor)})`;
      case "remainder":
        return `(${this.#index(atom.index)}%${String(atom.divisor)})`;
      case "computed":
        return `{${String(this.#scalar(computedBy(atom)))}:${String(atom.minimum)}:${String(atom.maximum)}}`;
    }
  }
}
