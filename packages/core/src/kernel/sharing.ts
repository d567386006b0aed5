/** Hash-consing of scalar expressions: equal expressions become one object, so that shared work is seen and done once. */
import { Index, type ComputedIndex } from "../expression/index-map.ts";
import { childrenOf, Scalar, type Expression } from "../expression/scalar.ts";

/** The expressions of one kernel, each held once. */
export class Sharing {
  readonly #canonical = new Map<Scalar, Scalar>();
  readonly #byKey = new Map<string, Scalar>();
  readonly #ids = new Map<Scalar, number>();
  readonly #free = new Map<Scalar, ReadonlySet<string>>();

  /** The one object for all expressions equal to this one. */
  intern(scalar: Scalar): Scalar {
    const known = this.#canonical.get(scalar);
    if (known !== undefined) return known;
    const expression = this.#internChildren(scalar.expression);
    const key = `${scalar.dtype} ${this.#keyOf(expression)}`;
    let canonical = this.#byKey.get(key);
    if (canonical === undefined) {
      canonical = new Scalar(expression, scalar.dtype);
      this.#byKey.set(key, canonical);
      this.#ids.set(canonical, this.#ids.size);
      this.#canonical.set(canonical, canonical);
    }
    this.#canonical.set(scalar, canonical);
    return canonical;
  }

  /** An index that is computed by a scalar, which its author promises to lie between the bounds. */
  computed(value: Scalar, minimum: number, maximum: number): Index {
    const canonical = this.intern(value);
    return Index.of({ kind: "computed", value: canonical, key: String(this.#ids.get(canonical)), minimum, maximum });
  }

  /** The names of the loop indices that an expression depends on, its own reductions' apart. */
  freeIndices(scalar: Scalar): ReadonlySet<string> {
    const known = this.#free.get(scalar);
    if (known !== undefined) return known;
    const { expression } = scalar;
    const free = new Set<string>();
    for (const child of childrenOf(scalar)) this.freeIndices(child).forEach((name) => free.add(name));
    for (const index of indicesOf(expression)) this.freeIndicesOfIndex(index).forEach((name) => free.add(name));
    if (expression.kind === "reduce") for (const { name } of expression.indices) free.delete(name);
    this.#free.set(scalar, free);
    return free;
  }

  /** The names of the loop indices that an index map depends on. */
  freeIndicesOfIndex(index: Index): ReadonlySet<string> {
    const free = new Set<string>();
    for (const { atom } of index.terms) {
      if (atom.kind === "loop") free.add(atom.name);
      else {
        const inner = atom.kind === "computed" ? this.freeIndices(atom.value) : this.freeIndicesOfIndex(atom.index);
        inner.forEach((name) => free.add(name));
      }
    }
    return free;
  }

  #internChildren(expression: Expression): Expression {
    switch (expression.kind) {
      case "call":
        return { ...expression, inputs: expression.inputs.map((input) => this.intern(input)) };
      case "reduce":
        return { ...expression, value: this.intern(expression.value) };
      case "guard":
        return { ...expression, value: this.intern(expression.value), otherwise: this.intern(expression.otherwise) };
      case "constant":
      case "load":
      case "index":
      case "local":
        return expression;
    }
  }

  #keyOf(expression: Expression): string {
    const id = (scalar: Scalar): string => String(this.#ids.get(scalar));
    switch (expression.kind) {
      case "constant":
        return `constant ${Object.is(expression.value, -0) ? "-0" : String(expression.value)}`;
      case "load":
        return `load ${expression.buffer} ${expression.offset.key}`;
      case "index":
        return `index ${expression.index.key}`;
      case "local":
        return `local ${expression.name}`;
      case "call":
        return `${expression.name} ${expression.inputs.map(id).join(" ")}`;
      case "reduce": {
        const indices = expression.indices.map(({ name, extent }) => `${name}:${String(extent)}`).join(",");
        return `${expression.combine} ${indices} ${id(expression.value)}`;
      }
      case "guard": {
        const bounds = expression.bounds.map((b) => `${b.index.key}:${String(b.lower)}:${String(b.upper)}`).join(",");
        return `guard ${bounds} ${id(expression.value)} ${id(expression.otherwise)}`;
      }
    }
  }
}

/** The index maps that stand directly in an expression. */
export function indicesOf(expression: Expression): readonly Index[] {
  switch (expression.kind) {
    case "load":
      return [expression.offset];
    case "index":
      return [expression.index];
    case "guard":
      return expression.bounds.map((bound) => bound.index);
    case "constant":
    case "call":
    case "reduce":
    case "local":
      return [];
  }
}

/** The scalars that compute an index map. */
export function scalarsOf(index: Index): readonly Scalar[] {
  return index.terms.flatMap(({ atom }) => {
    if (atom.kind === "loop") return [];
    return atom.kind === "computed" ? [atom.value] : scalarsOf(atom.index);
  });
}

/** An index map with its computed parts replaced. */
export function mapComputed(index: Index, replace: (atom: ComputedIndex) => Index): Index {
  if (index.terms.every(({ atom }) => atom.kind === "loop")) return index;
  return index.substitute((loop) => Index.of(loop), replace);
}
