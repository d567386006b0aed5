/**
 * Kernel -> loop nest. Every reduction and every shared or loop-invariant value is computed at the outermost loop at
 * which all it depends on is known: a softmax's maximum once per row, a loss once per kernel.
 */
import { Index, type LoopIndex } from "../expression/index-map.ts";
import { childrenOf, indexScalar, Scalar, type Expression } from "../expression/scalar.ts";
import { contractionSum, type LoopKernel, type Store } from "./kernel.ts";
import type { Statement } from "./loop-nest.ts";
import { indicesOf, mapComputed, scalarsOf, Sharing } from "./sharing.ts";

/** The loop nest of a kernel. */
export function lowerToNest(kernel: LoopKernel): readonly Statement[] {
  switch (kernel.kind) {
    case "rows":
      return new NestBuilder().build(
        kernel.rows,
        kernel.stages.map(({ axes, stores }) => ({ axes, stores })),
      );
    case "contraction": {
      const { batch, rows, columns, reduction, left, right, dtype } = kernel;
      const product = left.mul(right);
      const sum = new Scalar({ kind: "reduce", combine: "sum", indices: reduction, value: product }, dtype);
      const stores = kernel.stores.map((store) => ({ ...store, value: replaceSum(store.value, sum) }));
      return new NestBuilder().build([...batch, ...rows, ...columns], [{ axes: [], stores }]);
    }
    case "scatter":
      return [
        ...new NestBuilder().build(kernel.axes, [{ axes: [], stores: [kernel.initial] }]),
        ...new NestBuilder().build(kernel.over, [{ axes: [], stores: [kernel.addition], add: true, bounds: kernel.bounds }]),
      ];
  }
}

interface Stage {
  readonly axes: readonly LoopIndex[];
  readonly stores: readonly Store[];
  readonly add?: boolean;
  readonly bounds?: readonly { readonly index: Index; readonly lower: number; readonly upper: number }[];
}

/** One loop body while it is being filled. */
interface Block {
  readonly parent: Block | null;
  readonly bound: ReadonlySet<string>;
  /** The index of the loop that it is the body of. */
  readonly index: LoopIndex | null;
  readonly statements: Statement[];
  readonly locals: Map<Scalar, Scalar>;
  readonly bases: Map<string, Index>;
}

class NestBuilder {
  readonly #sharing = new Sharing();
  readonly #uses = new Map<Scalar, number>();
  #count = 0;

  build(rows: readonly LoopIndex[], stages: readonly Stage[]): readonly Statement[] {
    const shared = stages.map((stage) => ({
      ...stage,
      stores: stage.stores.map((store) => ({ ...store, value: this.#sharing.intern(store.value) })),
    }));
    for (const { stores } of shared) for (const { value, offset } of stores) this.#countUses([value, ...scalarsOf(offset)]);
    const top = newBlock(null, null);
    this.#inLoops(top, rows, (row) => {
      for (const { axes, stores, add = false, bounds } of shared) {
        this.#inLoops(row, axes, (block) => {
          const body: Statement[] = stores.map(({ buffer, offset, value }) => {
            const place = this.#place(offset, block);
            return { kind: "store", buffer, offset: place, value: this.#value(value, block), add };
          });
          if (bounds === undefined) block.statements.push(...body);
          else {
            const checked = bounds.map((bound) => ({ ...bound, index: this.#place(bound.index, block) }));
            block.statements.push({ kind: "when", bounds: checked, body });
          }
        });
      }
    });
    return top.statements;
  }

  #countUses(roots: readonly Scalar[]): void {
    const pending = [...roots];
    for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
      const uses = (this.#uses.get(scalar) ?? 0) + 1;
      this.#uses.set(scalar, uses);
      if (uses === 1) pending.push(...childrenOf(scalar), ...indicesOf(scalar.expression).flatMap(scalarsOf));
    }
  }

  #inLoops(block: Block, indices: readonly LoopIndex[], fill: (block: Block) => void): void {
    const [index, ...inner] = indices;
    if (index === undefined) {
      fill(block);
      return;
    }
    const body = newBlock(block, index);
    this.#inLoops(body, inner, fill);
    // What the body needed hoisted is in this block by now, before the loop that uses it.
    block.statements.push({ kind: "loop", index, body: body.statements });
  }

  /** The expression as it can stand in `block`, with what is shared or invariant defined where it belongs. */
  #value(scalar: Scalar, block: Block): Scalar {
    const { expression, dtype } = scalar;
    if (expression.kind === "constant" || expression.kind === "local") return scalar;
    const home = this.#homeOf(this.#sharing.freeIndices(scalar), block);
    const known = home.locals.get(scalar);
    if (known !== undefined) return known;
    if (expression.kind === "reduce") return this.#reduce(scalar, expression, home);
    const shared = (this.#uses.get(scalar) ?? 0) > 1 || home !== block;
    if (!shared || expression.kind === "index") return new Scalar(this.#rewrite(expression, block), dtype);
    return this.#define(home, scalar, new Scalar(this.#rewrite(expression, home), dtype));
  }

  #rewrite(expression: Expression, block: Block): Expression {
    switch (expression.kind) {
      case "load":
        return { ...expression, offset: this.#place(expression.offset, block) };
      case "index":
        return { ...expression, index: this.#place(expression.index, block) };
      case "call":
        return { ...expression, inputs: expression.inputs.map((input) => this.#value(input, block)) };
      case "guard":
        return {
          ...expression,
          bounds: expression.bounds.map((bound) => ({ ...bound, index: this.#place(bound.index, block) })),
          value: this.#value(expression.value, block),
          otherwise: this.#value(expression.otherwise, block),
        };
      case "constant":
      case "local":
      case "reduce":
        return expression;
    }
  }

  #reduce(scalar: Scalar, expression: Expression & { kind: "reduce" }, home: Block): Scalar {
    const { combine, indices, value } = expression;
    const local = this.#newLocal(home, scalar, scalar.dtype);
    const { name } = local.expression as Expression & { kind: "local" };
    const body = newBlock(home, null);
    // Invariants of the reduction go into `home`, before its accumulator: the loops are filled first.
    this.#inLoops(body, indices, (inner) => {
      inner.statements.push({ kind: "update", name, combine, value: this.#value(value, inner) });
    });
    home.statements.push({ kind: "accumulator", name, dtype: scalar.dtype, combine }, ...body.statements);
    return local;
  }

  /** An index map with its computed parts, and the part that does not change in the innermost loop, as locals. */
  #place(index: Index, block: Block): Index {
    const placed = mapComputed(index, (atom) =>
      this.#sharing.computed(this.#value(this.#sharing.intern(atom.value), block), atom.minimum, atom.maximum),
    );
    const inner = block.index?.name;
    const isInner = (term: Index["terms"][number]): boolean =>
      inner !== undefined && this.#sharing.freeIndicesOfIndex(Index.of(term.atom)).has(inner);
    const constantTerms = placed.terms.filter((term) => !isInner(term) && term.atom.kind !== "computed");
    if (constantTerms.length === 0 || inner === undefined || (constantTerms.length === 1 && constantTerms[0]?.coefficient === 1)) {
      return placed;
    }
    const base = constantTerms.reduce((sum, { atom, coefficient }) => sum.add(Index.of(atom).mul(coefficient)), Index.constant(0));
    const home = this.#homeOf(this.#sharing.freeIndicesOfIndex(base), block);
    if (home === block) return placed;
    let local = home.bases.get(base.key);
    if (local === undefined) {
      const name = `o${String(this.#count++)}`;
      home.statements.push({ kind: "define", name, value: indexScalar(base) });
      const value = new Scalar({ kind: "local", name }, "i32");
      local = Index.of({ kind: "computed", value, key: name, minimum: base.minimum, maximum: base.maximum });
      home.bases.set(base.key, local);
    }
    return placed.sub(base).add(local);
  }

  /** The outermost block around `block` (or itself) in which all these indices are bound. */
  #homeOf(free: ReadonlySet<string>, block: Block): Block {
    let home = block;
    for (let parent = block.parent; parent !== null; parent = parent.parent) {
      const { bound } = parent;
      if ([...free].some((name) => !bound.has(name))) break;
      home = parent;
    }
    return home;
  }

  #define(block: Block, scalar: Scalar, value: Scalar): Scalar {
    const local = this.#newLocal(block, scalar, scalar.dtype);
    const { name } = local.expression as Expression & { kind: "local" };
    block.statements.push({ kind: "define", name, value });
    return local;
  }

  #newLocal(block: Block, scalar: Scalar, dtype: Scalar["dtype"]): Scalar {
    const local = new Scalar({ kind: "local", name: `v${String(this.#count++)}` }, dtype);
    block.locals.set(scalar, local);
    return local;
  }
}

function newBlock(parent: Block | null, index: LoopIndex | null): Block {
  const bound = new Set(parent?.bound);
  if (index !== null) bound.add(index.name);
  return { parent, bound, index: index ?? parent?.index ?? null, statements: [], locals: new Map(), bases: new Map() };
}

/** The epilogue with the sum's local replaced by the reduction itself. */
function replaceSum(value: Scalar, sum: Scalar): Scalar {
  const made = new Map<Scalar, Scalar>();
  const visit = (scalar: Scalar): Scalar => {
    const known = made.get(scalar);
    if (known !== undefined) return known;
    const { expression, dtype } = scalar;
    let result = scalar;
    if (expression.kind === "local" && expression.name === contractionSum) result = sum;
    else if (expression.kind === "call") result = new Scalar({ ...expression, inputs: expression.inputs.map(visit) }, dtype);
    else if (expression.kind === "guard") {
      result = new Scalar({ ...expression, value: visit(expression.value), otherwise: visit(expression.otherwise) }, dtype);
    }
    made.set(scalar, result);
    return result;
  };
  return visit(value);
}
