/**
 * Contractions in JavaScript: blocks of 4 x 4 sums in local variables, so that every element that is read serves four
 * products. Each sum still adds in ascending order of the reduction, so the bits are those of the plain nest.
 */
import { childrenOf, contractionSum, Index, Scalar, type ContractionKernel, type LoopIndex } from "@rensa/core";
import { emitIndex, emitScalar, type BufferName } from "./emit.ts";

const tile = 4;

/** The source of a contraction; `undefined` where its epilogue needs loops of its own. */
export function emitContraction(kernel: ContractionKernel, bufferName: BufferName): string | undefined {
  const row = kernel.rows.at(-1);
  const column = kernel.columns.at(-1);
  const parts = [kernel.left, kernel.right, ...kernel.stores.map((store) => store.value)];
  if (row === undefined || column === undefined || parts.some(hasReduce)) return undefined;
  const emitter = new ContractionEmitter(kernel, bufferName, row, column);
  const outer = [...kernel.batch, ...kernel.rows.slice(0, -1), ...kernel.columns.slice(0, -1)];
  return emitter.nest(outer, 1);
}

function hasReduce(scalar: Scalar): boolean {
  return scalar.expression.kind === "reduce" || childrenOf(scalar).some(hasReduce);
}

class ContractionEmitter {
  readonly #kernel: ContractionKernel;
  readonly #bufferName: BufferName;
  readonly #row: LoopIndex;
  readonly #column: LoopIndex;

  constructor(kernel: ContractionKernel, bufferName: BufferName, row: LoopIndex, column: LoopIndex) {
    this.#kernel = kernel;
    this.#bufferName = bufferName;
    this.#row = row;
    this.#column = column;
  }

  nest(outer: readonly LoopIndex[], depth: number): string {
    const pad = "  ".repeat(depth);
    const [loop, ...inner] = outer;
    if (loop !== undefined) return `${pad}for (let ${loop.name} = 0; ${loop.name} < ${String(loop.extent)}; ${loop.name}++) {\n${this.nest(inner, depth + 1)}\n${pad}}`;
    return this.#blocks(this.#row, depth, (rows, inside) => this.#blocks(this.#column, inside, (columns, body) => this.#tile(rows, columns, body)));
  }

  /** A loop in steps of the tile, and one over what is left. */
  #blocks(loop: LoopIndex, depth: number, body: (size: number, depth: number) => string): string {
    const pad = "  ".repeat(depth);
    const { name, extent } = loop;
    const whole = extent - (extent % tile);
    const step = (from: number, to: number, size: number): string =>
      from >= to ? "" : `${pad}for (let ${name} = ${String(from)}; ${name} < ${String(to)}; ${name} += ${String(size)}) {\n${body(size, depth + 1)}\n${pad}}`;
    return [step(0, whole, tile), step(whole, extent, 1)].filter((text) => text !== "").join("\n");
  }

  #tile(rows: number, columns: number, depth: number): string {
    const pad = "  ".repeat(depth);
    const { left, right, reduction } = this.#kernel;
    const sums = range(rows).flatMap((r) => range(columns).map((c) => `s${String(r)}${String(c)}`));
    const inner = "  ".repeat(depth + reduction.length);
    const operands = [
      ...range(rows).map((r) => `${inner}const a${String(r)} = ${this.#shifted(left, r, 0)};`),
      ...range(columns).map((c) => `${inner}const b${String(c)} = ${this.#shifted(right, 0, c)};`),
    ];
    const updates = range(rows).flatMap((r) =>
      range(columns).map((c) => `${inner}s${String(r)}${String(c)} += a${String(r)} * b${String(c)};`),
    );
    const body = [...operands, ...updates].join("\n");
    const loops = reduction.reduceRight((text, { name, extent }, level) => {
      const space = "  ".repeat(depth + level);
      return `${space}for (let ${name} = 0; ${name} < ${String(extent)}; ${name}++) {\n${text}\n${space}}`;
    }, body);
    const stores = range(rows).flatMap((r) => range(columns).map((c) => this.#stores(r, c, pad)));
    return [`${pad}let ${sums.map((name) => `${name} = 0`).join(", ")};`, loops, ...stores].join("\n");
  }

  #stores(row: number, column: number, pad: string): string {
    const lines = this.#kernel.stores.map(({ buffer, offset, value }) => {
      const place = emitIndex(this.#shiftIndex(offset, row, column), this.#bufferName);
      return `${pad}  ${this.#bufferName(buffer)}[${place}] = ${this.#shifted(value, row, column)};`;
    });
    return `${pad}{\n${pad}  const ${contractionSum} = s${String(row)}${String(column)};\n${lines.join("\n")}\n${pad}}`;
  }

  /** The expression at another row and column of the tile. */
  #shifted(scalar: Scalar, row: number, column: number): string {
    return emitScalar(this.#shift(scalar, row, column), this.#bufferName);
  }

  #shift(scalar: Scalar, row: number, column: number): Scalar {
    const { expression, dtype } = scalar;
    const index = (map: Index): Index => this.#shiftIndex(map, row, column);
    const inner = (child: Scalar): Scalar => this.#shift(child, row, column);
    switch (expression.kind) {
      case "load":
        return new Scalar({ ...expression, offset: index(expression.offset) }, dtype);
      case "index":
        return new Scalar({ ...expression, index: index(expression.index) }, dtype);
      case "call":
        return new Scalar({ ...expression, inputs: expression.inputs.map(inner) }, dtype);
      case "guard": {
        const bounds = expression.bounds.map((bound) => ({ ...bound, index: index(bound.index) }));
        return new Scalar({ ...expression, bounds, value: inner(expression.value), otherwise: inner(expression.otherwise) }, dtype);
      }
      case "constant":
      case "local":
      case "reduce":
        return scalar;
    }
  }

  #shiftIndex(map: Index, row: number, column: number): Index {
    return map.substitute(
      (loop) => Index.of(loop).add(loop.name === this.#row.name ? row : loop.name === this.#column.name ? column : 0),
      (atom) => {
        const value = this.#shift(atom.value, row, column);
        return Index.of({ ...atom, value, key: `${atom.key}+${String(row)}+${String(column)}` });
      },
    );
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
