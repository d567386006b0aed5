/** Rewrite rules as data: a pattern, and what stands in its place. A rule is named by its equation. */
import { checkParts, checkKind } from "../graph/check-argument.ts";
import type { Attributes, GraphNode } from "../graph/graph.ts";
import { authorsPlace, type Place } from "../graph/users-place.ts";
import type { OpValue } from "../op/definition.ts";
import type { Tensor } from "../op/tensor.ts";

/**
 * What a rule looks for.
 *
 * - `"x"` captures any value; a name that stands twice must be the same value both times.
 * - `{ value: 1 }` is a tensor whose elements are all that number, broadcast or not.
 * - `{ op, inputs, attributes }` is a node: see {@link OpPattern}.
 */
export type Pattern = string | ValuePattern | OpPattern;

/** A tensor all of whose elements are one known number. */
export interface ValuePattern {
  readonly value: number;
}

/** A node of one op. */
export interface OpPattern {
  /** The op itself, which never matches another that shares its name. */
  readonly op: OpValue;
  /** A pattern for each input, as many as the node has; in either order where the op is commutative. Default: any. */
  readonly inputs?: readonly Pattern[];
  /** Attributes that the node must have; others may be anything. */
  readonly attributes?: Attributes;
  /** A name under which the rule sees the node, for its attributes. */
  readonly as?: string;
}

/** The names that a pattern captures. */
export type CaptureNames<P> = P extends string
  ? P
  : P extends { readonly inputs: readonly (infer Input)[] }
    ? CaptureNames<Input>
    : never;

/** The names that a pattern gives to nodes, by `as`. */
export type PartNames<P> =
  | (P extends { readonly as: infer Name extends string } ? Name : never)
  | (P extends { readonly inputs: readonly (infer Input)[] } ? PartNames<Input> : never);

/** One rewrite. */
export interface Rule {
  /** Its equation: `"x * 1 -> x"`. */
  readonly name: string;
  readonly pattern: OpPattern;
  /**
   * What stands in place of `node`, in terms of ops: a tensor, a number for all elements, or `null` to leave it. A
   * result of a smaller shape is broadcast; one that does not fit the node's type is not used.
   *
   * @param captures - The tensors that the pattern has named.
   * @param node - What has matched.
   * @param parts - The nodes that the pattern has named.
   */
  replace(
    captures: Readonly<Record<string, Tensor>>,
    node: GraphNode,
    parts: Readonly<Record<string, GraphNode>>,
  ): Tensor | number | null;
  /** Where its author wrote it, as {@link rule} finds out. */
  readonly place?: () => Place | undefined;
}

/**
 * Makes a rule; what `replace` sees has the names in the pattern.
 *
 * @param name - The rule's equation, by which it is listed.
 * @param pattern - What is looked for.
 * @param replace - What stands in its place, made of what the pattern has named.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, rule, simplifyWith, trace } from "@rensa/core";
 * import { removeDead, runPasses } from "@rensa/core/compiler";
 *
 * const dropIdentity = rule("identity(x) -> x", { op: identity, inputs: ["x"] }, ({ x }) => x);
 * const { graph, definitions } = trace({ x: f32(2) }, ({ x }) => identity(identity(x)));
 * const simplified = await runPasses(graph, definitions, [simplifyWith([dropIdentity]), removeDead]);
 * console.log(Object.keys(simplified.graph.nodes)); // ["x"]
 * ```
 */
export function rule<const P extends OpPattern>(
  name: string,
  pattern: P,
  replace: (
    captures: Readonly<Record<CaptureNames<P>, Tensor>>,
    node: GraphNode,
    parts: Readonly<Record<PartNames<P>, GraphNode>>,
  ) => Tensor | number | null,
): Rule {
  checkKind("rule: the name", name, "string");
  checkParts("rule: the pattern", pattern, "op");
  checkKind("rule: what replaces", replace, "function");
  const made = new Error();
  return { name, pattern, replace, place: () => authorsPlace(made) };
}
