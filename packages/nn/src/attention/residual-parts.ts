/** The residual connections around the parts of a transformer block. */
import { scope, type TensorTree } from "@rensa/core";
import { add } from "@rensa/ops";
import { applyChild, contextFor, type Children } from "../layers/child.ts";
import { dropout } from "../layers/dropout.ts";
import type { ApplyContext } from "../model.ts";
import type { BlockOptions } from "./block-options.ts";
import { checkChoice } from "./check-choice.ts";
import type { Sequences } from "./sequences.ts";

/** Rows plus what a part makes of them; the part's name is its scope and gives it a key of its own. */
export type AroundPart = (
  name: string,
  parameters: Readonly<Record<string, TensorTree>>,
  x: Sequences,
  context: ApplyContext,
  part: (x: Sequences, context: ApplyContext) => Sequences,
) => Sequences;

/**
 * `x + drop(part(norm(x)))`, or `norm(x + drop(part(x)))` where norms come after. The norm of a part is the child of its
 * name with `Norm` behind it.
 */
export function residualParts(children: Children, { norm = "before", dropout: rate = 0 }: BlockOptions): AroundPart {
  checkChoice("a transformer block", "the norm's place", norm, ["before", "after"]);
  const drop = dropout(rate);
  return (name, parameters, x, context, part) => {
    const normalized = (rows: Sequences): Sequences =>
      applyChild(children, `${name}Norm`, parameters, rows, context) as Sequences;
    const added = (rows: Sequences): Sequences => {
      const made = scope(name, () => part(rows, contextFor(context, name)));
      return drop.apply({}, made, contextFor(context, `${name}Dropout`));
    };
    return norm === "before" ? add(x, added(normalized(x))) : normalized(add(x, added(x)));
  };
}
