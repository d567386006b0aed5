/** Expressions with loop indices and locals replaced: how a tile sees its rows, and an epilogue its sum. */
import { computedBy } from "../../expression/computed-index.ts";
import { Index } from "../../expression/index-map.ts";
import { Scalar, type Expression } from "../../expression/scalar.ts";
import { inPostorder, type Sharing } from "../sharing.ts";

/** What to put for which names. */
export interface Replacements {
  readonly loops?: ReadonlyMap<string, Index>;
  readonly locals?: ReadonlyMap<string, Scalar>;
}

/**
 * Replaces in expressions of one kernel. A replaced index must not be one that a reduction inside binds.
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import { Sharing, Substitution } from "@rensa/core/compiler";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 4 };
 * const substitution = new Substitution(new Sharing(), { loops: new Map([["i", Index.constant(3)]]) });
 * console.log(substitution.index(Index.of(i).mul(2)).toString()); // "6"
 * ```
 */
export class Substitution {
  readonly #sharing: Sharing;
  readonly #replacements: Replacements;
  readonly #made = new Map<Scalar, Scalar>();

  /**
   * @param sharing - Where canonical expressions are kept.
   * @param replacements - What stands in place of loop indices and locals.
   */
  constructor(sharing: Sharing, replacements: Replacements) {
    this.#sharing = sharing;
    this.#replacements = replacements;
  }

  /**
   * The expression with everything replaced, canonical.
   *
   * @param scalar - The expression.
   */
  scalar(scalar: Scalar): Scalar {
    inPostorder(scalar, this.#made, (each) => {
      this.#made.set(each, this.#replace(each));
    });
    return this.#sharing.intern(this.#inner(scalar));
  }

  /**
   * The index map with everything replaced.
   *
   * @param index - The index map.
   */
  index(index: Index): Index {
    return index.substitute(
      (loop) => this.#replacements.loops?.get(loop.name) ?? Index.of(loop),
      (atom) => this.#sharing.computed(this.scalar(computedBy(atom)), atom.minimum, atom.maximum),
    );
  }

  #inner(scalar: Scalar): Scalar {
    return this.#made.get(scalar) ?? scalar;
  }

  #replace(scalar: Scalar): Scalar {
    const { expression, dtype } = scalar;
    if (expression.kind === "constant") return scalar;
    if (expression.kind === "local") return this.#replacements.locals?.get(expression.name) ?? scalar;
    return new Scalar(this.#expression(expression), dtype);
  }

  #expression(expression: Expression): Expression {
    switch (expression.kind) {
      case "load":
        return { ...expression, offset: this.index(expression.offset) };
      case "index":
        return { ...expression, index: this.index(expression.index) };
      case "call":
        return { ...expression, inputs: expression.inputs.map((input) => this.#inner(input)) };
      case "reduce":
        return { ...expression, value: this.#inner(expression.value) };
      case "guard":
        return {
          ...expression,
          bounds: expression.bounds.map((bound) => ({ ...bound, index: this.index(bound.index) })),
          value: this.#inner(expression.value),
          otherwise: this.#inner(expression.otherwise),
        };
      case "constant":
      case "local":
        return expression;
    }
  }
}
