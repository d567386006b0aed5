/**
 * Contractions in JavaScript: blocks of 4 x 4 sums in local variables, so that every element that is read serves four
 * products. Each sum adds in ascending order of the reduction, so the bits are those of the plain nest.
 *
 * An operand that is more than a load is evaluated once per block into a panel: `panel[k * 4 + lane]`. The sums of a
 * block go through a small array to the epilogue, which is an ordinary loop nest over the block.
 */
import { Index, isFloat, Scalar, type LoopIndex } from "@rensa/core";
import { contractionSum, lowerStores, Sharing, Substitution, type ContractionKernel } from "@rensa/core/compiler";
import { emitBlock, emitIndex, emitLoops, emitOffset, emitScoped, emitScopedDoubles } from "./emit-nest.ts";
import type { Names } from "./names.ts";
import { planOperands, type Operand } from "./plan-contraction.ts";
import { bare, integerCode } from "./scalar-code.ts";

/** Elements of a block per side. */
const tile = 4;

/** Emitted code: what is allocated once, and what runs every time. */
export interface EmittedContraction {
  readonly setup: readonly string[];
  readonly body: readonly string[];
}

/** The source of a contraction of floats. */
export function emitContraction(kernel: ContractionKernel, names: Names): EmittedContraction | undefined {
  return isFloat(kernel.dtype) ? new ContractionEmitter(kernel, names).emit() : undefined;
}

class ContractionEmitter {
  readonly #kernel: ContractionKernel;
  readonly #names: Names;
  readonly #outer: Operand;
  readonly #inner: Operand;
  readonly #sums = "block sums";
  /** The reduction as one index. */
  readonly #flat: Index;
  readonly #depth: number;

  constructor(kernel: ContractionKernel, names: Names) {
    this.#kernel = kernel;
    this.#names = names;
    const { outer, inner } = planOperands(kernel);
    this.#outer = outer;
    this.#inner = inner;
    let stride = 1;
    this.#flat = kernel.reduction.reduceRight((sum, loop) => {
      const next = sum.add(Index.of(loop).mul(stride));
      stride *= loop.extent;
      return next;
    }, Index.constant(0));
    this.#depth = stride;
  }

  emit(): EmittedContraction {
    const panels = [this.#outer, this.#inner].filter(({ packed }) => packed);
    const names = this.#names;
    const array = (buffer: string, length: number): string =>
      `const ${names.declareBuffer(buffer)} = new Float64Array(${integerCode(length)});`;
    const setup = [...panels.map(({ panel }) => array(panel, tile * this.#depth)), array(this.#sums, tile * tile)];
    const outer = this.#outer;
    const blocks = this.#blocks(outer.axis, (lanes) => [
      ...this.#pack(outer, lanes),
      ...emitLoops(this.#inner.others, names, this.#innerBlocks(lanes)),
    ]);
    return { setup, body: emitLoops([...this.#kernel.batch, ...outer.others], names, blocks) };
  }

  #innerBlocks(outerLanes: number): string[] {
    return this.#blocks(this.#inner.axis, (lanes) => [
      ...this.#pack(this.#inner, lanes),
      ...this.#block(outerLanes, lanes),
    ]);
  }

  /** A loop in steps of the block, and what is left as a smaller block. */
  #blocks({ name, extent }: LoopIndex, body: (lanes: number) => readonly string[]): string[] {
    if (extent === 1) return emitBlock("", body(1));
    const index = this.#names.local(name);
    const whole = extent - (extent % tile);
    const step = (from: number, to: number, lanes: number): string[] =>
      from >= to
        ? []
        : emitBlock(
            `for (let ${index} = ${integerCode(from)}; ${index} < ${integerCode(to)}; ${index} += ${integerCode(lanes)})`,
            body(lanes),
          );
    return [...step(0, whole, tile), ...step(whole, extent, extent - whole)];
  }

  /** Evaluates the lanes of an operand into its panel. */
  #pack(operand: Operand, lanes: number): string[] {
    if (!operand.packed) return [];
    const lane = laneOf(operand, lanes);
    const value = new Substitution(new Sharing(), { loops: shift(operand.axis, Index.of(lane)) }).scalar(operand.value);
    const store = { buffer: operand.panel, offset: this.#flat.mul(lanes).add(Index.of(lane)), value };
    const { reduction } = this.#kernel;
    const loops = operand.lanesAreContiguous ? [...reduction, lane] : [lane, ...reduction];
    return emitScopedDoubles(lowerStores(loops, [store]), this.#names);
  }

  #block(outerLanes: number, innerLanes: number): string[] {
    const names = this.#names;
    const sum = (outer: number, inner: number): string => names.local(`sum ${String(outer)}${String(inner)}`);
    const pairs = range(outerLanes).flatMap((o) => range(innerLanes).map((i) => [o, i] as const));
    const outer = this.#lanes(this.#outer, outerLanes);
    const inner = this.#lanes(this.#inner, innerLanes);
    const products = pairs.map(([o, i]) => `${sum(o, i)} += ${outer.lane(o)} * ${inner.lane(i)};`);
    const loops = this.#reductionLoops([...outer.reads, ...inner.reads, ...products, ...outer.next, ...inner.next]);
    return [
      `let ${pairs.map(([o, i]) => `${sum(o, i)} = 0`).join(", ")};`,
      ...outer.before,
      ...inner.before,
      ...loops,
      ...pairs.map(([o, i], position) => {
        const value = names.rounds && this.#kernel.dtype === "f32" ? `Math.fround(${sum(o, i)})` : sum(o, i);
        return `${names.buffer(this.#sums)}[${String(position)}] = ${value};`;
      }),
      ...this.#epilogue(outerLanes, innerLanes),
    ];
  }

  /** One loop where all operands are panels, else the loops of the kernel. */
  #reductionLoops(body: readonly string[]): string[] {
    const { reduction } = this.#kernel;
    const flat: LoopIndex = { kind: "loop", name: "block step", extent: this.#depth };
    const loops = this.#outer.packed && this.#inner.packed ? [flat] : reduction;
    const lines = emitLoops(loops, this.#names, body);
    // What the body declares is declared once per step: without a loop it needs a scope of its own.
    return loops.every(({ extent }) => extent === 1) ? emitBlock("", lines) : lines;
  }

  /** How the lanes of an operand are read: what stands before the reduction, in it, and at its end. */
  #lanes(operand: Operand, lanes: number): Lanes {
    const names = this.#names;
    const lane = (position: number): string => names.local(`${operand.side} ${String(position)}`);
    const at = names.local(`${operand.side} at`);
    if (operand.packed) {
      const panel = names.buffer(operand.panel);
      const reads = range(lanes).map((l) => `const ${lane(l)} = ${panel}[${l === 0 ? at : `${at} + ${String(l)}`}];`);
      return { lane, before: [`let ${at} = 0;`], reads, next: [`${at} += ${String(lanes)};`] };
    }
    const { buffer, start, step } = operand.load;
    const base = (position: number): string => names.local(`${operand.side} start ${String(position)}`);
    const starts = range(lanes).map((l) => {
      const index = new Substitution(new Sharing(), { loops: shift(operand.axis, Index.constant(l)) }).index(start);
      return `const ${base(l)} = ${emitOffset(buffer, index, names)};`;
    });
    const reads = range(lanes).map((l) => `const ${lane(l)} = ${names.buffer(buffer)}[${base(l)} + ${at}];`);
    return { lane, before: starts, reads: [`const ${at} = ${bare(emitIndex(step, names))};`, ...reads], next: [] };
  }

  /** The stores of a block, as loops over its lanes. */
  #epilogue(outerLanes: number, innerLanes: number): string[] {
    const [outer, inner] = [laneOf(this.#outer, outerLanes), laneOf(this.#inner, innerLanes)];
    const offset = Index.of(outer).mul(innerLanes).add(Index.of(inner));
    const sum = new Scalar({ kind: "load", buffer: this.#sums, offset }, this.#kernel.dtype);
    const loops = new Map([...shift(this.#outer.axis, Index.of(outer)), ...shift(this.#inner.axis, Index.of(inner))]);
    const substitution = new Substitution(new Sharing(), { loops, locals: new Map([[contractionSum, sum]]) });
    const stores = this.#kernel.stores.map((store) => ({
      ...store,
      offset: substitution.index(store.offset),
      value: substitution.scalar(store.value),
    }));
    // Columns run innermost: along them the output is contiguous.
    const nest = this.#outer.side === "left" ? [outer, inner] : [inner, outer];
    return emitScoped(lowerStores(nest, stores), this.#names);
  }
}

interface Lanes {
  readonly lane: (position: number) => string;
  readonly before: readonly string[];
  readonly reads: readonly string[];
  readonly next: readonly string[];
}

function laneOf(operand: Operand, extent: number): LoopIndex {
  return { kind: "loop", name: `${operand.side} lane`, extent };
}

function shift(axis: LoopIndex, by: Index): ReadonlyMap<string, Index> {
  return new Map([[axis.name, Index.of(axis).add(by)]]);
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index);
}
