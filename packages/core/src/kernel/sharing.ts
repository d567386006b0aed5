/** Hash-consing of scalar expressions: equal expressions become one object, so that shared work is seen and done once. */
import { computedBy } from "../expression/computed-index.ts";
import { Index, type ComputedIndex } from "../expression/index-map.ts";
import { childrenOf } from "../expression/children.ts";
import { Scalar, type Expression } from "../expression/scalar.ts";

/**
 * The expressions of one kernel, each held once.
 *
 * Everything here is linear in the number of distinct expressions, and walks with a stack of its own: a chain of
 * thousands of additions is deeper than the call stack.
 *
 * @example
 * ```ts
 * import { constantScalar } from "@rensa/core";
 * import { Sharing } from "@rensa/core/compiler";
 *
 * const sharing = new Sharing();
 * const two = () => constantScalar(2, "f32");
 * console.log(sharing.intern(two().exp()) === sharing.intern(two().exp())); // true
 * ```
 */
export class Sharing {
  readonly #canonical = new Map<Scalar, Scalar>();
  readonly #byKey = new Map<string, Scalar>();
  readonly #ids = new Map<Scalar, number>();
  readonly #free = new Map<Scalar, ReadonlySet<string>>();

  /**
   * The one object for all expressions equal to this one.
   *
   * @param scalar - The expression.
   */
  intern(scalar: Scalar): Scalar {
    inPostorder(scalar, this.#canonical, (each) => {
      this.#canonical.set(each, this.#internOne(each));
    });
    return this.#canonicalOf(scalar);
  }

  /**
   * The number of a canonical expression: larger than those of all that it is made of.
   *
   * @param canonical - An expression that `intern` gave.
   */
  idOf(canonical: Scalar): number {
    const id = this.#ids.get(canonical);
    // An expression of another Sharing has no number here; giving it one would make equal expressions differ.
    return id ?? this.idOf(this.intern(canonical));
  }

  /**
   * An index that is computed by a scalar, which its author promises to lie between the bounds (inclusive).
   *
   * @param value - What computes the index, an i32.
   * @param minimum - The least value that it has.
   * @param maximum - The greatest value that it has.
   */
  computed(value: Scalar, minimum: number, maximum: number): Index {
    const canonical = this.intern(value);
    return Index.of({ kind: "computed", value: canonical, key: String(this.idOf(canonical)), minimum, maximum });
  }

  /**
   * The index map with its computed parts, which another Sharing may have numbered, numbered by this one.
   *
   * @param index - The index map.
   */
  internIndex(index: Index): Index {
    return mapComputed(index, (atom) => this.computed(computedBy(atom), atom.minimum, atom.maximum));
  }

  /**
   * The names of the loop indices that an expression depends on, its own reductions' apart.
   *
   * @param scalar - The expression.
   */
  freeIndices(scalar: Scalar): ReadonlySet<string> {
    inPostorder(scalar, this.#free, (each) => {
      this.#free.set(each, this.#freeOf(each));
    });
    return this.#free.get(scalar) ?? none;
  }

  /**
   * The names of the loop indices that an index map depends on.
   *
   * @param index - The index map.
   */
  freeIndicesOfIndex(index: Index): ReadonlySet<string> {
    const free = new Set<string>();
    for (const { atom } of index.terms) {
      if (atom.kind === "loop") free.add(atom.name);
      else {
        const inner =
          atom.kind === "computed" ? this.freeIndices(computedBy(atom)) : this.freeIndicesOfIndex(atom.index);
        inner.forEach((name) => free.add(name));
      }
    }
    return free;
  }

  #canonicalOf(scalar: Scalar): Scalar {
    return this.#canonical.get(scalar) ?? scalar;
  }

  /** The canonical form of an expression whose children have theirs. */
  #internOne(scalar: Scalar): Scalar {
    const expression = this.#internChildren(scalar.expression);
    const key = `${scalar.dtype} ${this.#keyOf(expression)}`;
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const canonical = expression === scalar.expression ? scalar : new Scalar(expression, scalar.dtype);
    this.#byKey.set(key, canonical);
    this.#ids.set(canonical, this.#ids.size);
    this.#canonical.set(canonical, canonical);
    return canonical;
  }

  #internChildren(expression: Expression): Expression {
    switch (expression.kind) {
      case "load":
        return { ...expression, offset: this.internIndex(expression.offset) };
      case "index":
        return { ...expression, index: this.internIndex(expression.index) };
      case "call":
        return { ...expression, inputs: expression.inputs.map((input) => this.#canonicalOf(input)) };
      case "reduce":
        return { ...expression, value: this.#canonicalOf(expression.value) };
      case "guard":
        return {
          ...expression,
          bounds: expression.bounds.map((bound) => ({ ...bound, index: this.internIndex(bound.index) })),
          value: this.#canonicalOf(expression.value),
          otherwise: this.#canonicalOf(expression.otherwise),
        };
      case "constant":
      case "local":
        return expression;
    }
  }

  #freeOf(scalar: Scalar): ReadonlySet<string> {
    const { expression } = scalar;
    const parts = childrenOf(scalar).map((child) => this.#free.get(child) ?? none);
    parts.push(...indicesOf(expression).map((index) => this.freeIndicesOfIndex(index)));
    const bound = expression.kind === "reduce" ? expression.indices.map(({ name }) => name) : [];
    const [first = none, ...others] = parts;
    if (bound.length === 0 && others.every((other) => isSubset(other, first))) return first;
    const free = new Set(parts.flatMap((part) => [...part]));
    bound.forEach((name) => free.delete(name));
    return free;
  }

  #keyOf(expression: Expression): string {
    const id = (scalar: Scalar): string => String(this.#ids.get(scalar));
    switch (expression.kind) {
      case "constant":
        return `constant ${Object.is(expression.value, -0) ? "-0" : String(expression.value)}`;
      case "load":
        return `load ${JSON.stringify(expression.buffer)} ${expression.offset.key}`;
      case "index":
        return `index ${expression.index.key}`;
      case "local":
        return `local ${expression.name}`;
      case "call":
        return `${expression.name} ${expression.inputs.map(id).join(" ")}`;
      case "reduce": {
        const indices = expression.indices.map(({ name, extent }) => `${name}:${String(extent)}`).join(",");
        return `reduce ${expression.combine} ${indices} ${id(expression.value)}`;
      }
      case "guard": {
        const bounds = expression.bounds.map((b) => `${b.index.key}:${String(b.lower)}:${String(b.upper)}`).join(",");
        return `guard ${bounds} ${id(expression.value)} ${id(expression.otherwise)}`;
      }
    }
  }
}

const none: ReadonlySet<string> = new Set();

function isSubset(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  if (part === whole) return true;
  for (const name of part) if (!whole.has(name)) return false;
  return true;
}

/**
 * All that an expression is made of directly: its children, and what computes its indices.
 *
 * @param scalar - The expression.
 *
 * @example
 * ```ts
 * import { Scalar } from "@rensa/core";
 * import { dependenciesOf } from "@rensa/core/compiler";
 *
 * const x = new Scalar({ kind: "local", name: "x" }, "f32");
 * console.log(dependenciesOf(x.add(x.exp())).length); // 2
 * ```
 */
export function dependenciesOf(scalar: Scalar): readonly Scalar[] {
  const computed = indicesOf(scalar.expression).flatMap(scalarsOf);
  return computed.length === 0 ? childrenOf(scalar) : [...childrenOf(scalar), ...computed];
}

/**
 * Visits an expression and all that it is made of, each once and after its dependencies. What `visited` holds is left
 * out; `visit` is expected to add to it.
 */
export function inPostorder(
  root: Scalar,
  visited: { has(scalar: Scalar): boolean },
  visit: (scalar: Scalar) => void,
): void {
  const pending: Scalar[] = [root];
  const opened = new Set<Scalar>();
  for (let scalar = pending.at(-1); scalar !== undefined; scalar = pending.at(-1)) {
    if (visited.has(scalar)) pending.pop();
    else if (opened.has(scalar)) {
      pending.pop();
      visit(scalar);
    } else {
      opened.add(scalar);
      for (const inner of dependenciesOf(scalar)) if (!visited.has(inner)) pending.push(inner);
    }
  }
}

/**
 * The index maps that stand directly in an expression.
 *
 * @param expression - The expression.
 *
 * @example
 * ```ts
 * import { Index, Scalar } from "@rensa/core";
 * import { indicesOf } from "@rensa/core/compiler";
 *
 * const load = new Scalar({ kind: "load", buffer: "x", offset: Index.loop("i", 4).mul(2) }, "f32");
 * console.log(indicesOf(load.expression).map((index) => index.toString())); // ["2*i"]
 * ```
 */
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

/**
 * The scalars that compute an index map.
 *
 * @param index - The index map.
 *
 * @example
 * ```ts
 * import { Index } from "@rensa/core";
 * import { scalarsOf } from "@rensa/core/compiler";
 *
 * console.log(scalarsOf(Index.loop("i", 4).mul(2)).length); // 0
 * ```
 */
export function scalarsOf(index: Index): readonly Scalar[] {
  return index.terms.flatMap(({ atom }) => {
    if (atom.kind === "loop") return [];
    return atom.kind === "computed" ? [computedBy(atom)] : scalarsOf(atom.index);
  });
}

/** An index map with its computed parts replaced. */
export function mapComputed(index: Index, replace: (atom: ComputedIndex) => Index): Index {
  if (scalarsOf(index).length === 0) return index;
  return index.substitute((loop) => Index.of(loop), replace);
}
