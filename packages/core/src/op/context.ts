/** The trace that ops record into while it is being made. */
import { checkParts, checkKind } from "../graph/check-argument.ts";
import { RensaError } from "../graph/error.ts";
import type { Attributes } from "../graph/graph.ts";
import type { OpDefinition } from "./definition.ts";
import { withPlace, type CallPlace } from "./locate.ts";
import type { Tensor } from "./tensor.ts";

/** What a call of an op needs of the trace it stands in. */
export interface OpContext extends CallPlace {
  /**
   * Applies an op: checks, then records a node or expands a composite.
   *
   * @param definition - The op.
   * @param operands - Tensors of this trace, or numbers.
   * @param attributes - The attributes.
   * @param site The function that the user called, above which stack frames are the library's.
   */
  apply(
    definition: OpDefinition,
    operands: readonly (Tensor | number)[],
    attributes: Attributes,
    site: unknown,
  ): readonly Tensor[];
  /**
   * Runs `body` with `name` added to the scope path of what it records.
   *
   * @param name - The name.
   * @param body - What is recorded in it.
   */
  scope<T>(name: string, body: () => T): T;
  /**
   * A name for an op that is made while the trace is: the given one, with a number where another op has it.
   *
   * @param name - The name that is wished for.
   */
  reserve(name: string): string;
}

// Like a call stack, this is not state: it is empty whenever no trace function is running.
const contexts: OpContext[] = [];

/**
 * The innermost trace being made.
 *
 * @param what - What needs a trace, for the sentence of the error.
 *
 * @throws RensaError `NOT_TRACING` where none is.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { currentContext } from "@rensa/core/compiler";
 *
 * trace({ x: f32(2) }, ({ x }) => {
 *   console.log(currentContext("mine").reserve("mine")); // "mine"
 *   return x;
 * });
 * ```
 */
export function currentContext(what: string): OpContext {
  const context = contexts.at(-1);
  if (context === undefined) {
    throw new RensaError(
      "NOT_TRACING",
      `${what}: ops build a graph and work only inside trace(...); call it there, or trace a function that calls it.`,
    );
  }
  return context;
}

/**
 * The name of an op that may be made inside a trace, so that a function which makes one can be called twice in it. Outside
 * of traces it is the given one.
 */
export function reserveName(name: string): string {
  checkKind("The name of an op", name, "string");
  return contexts.at(-1)?.reserve(name) ?? name;
}

/**
 * Runs `body` with `context` as the innermost trace.
 *
 * @param context - The trace.
 * @param body - What is recorded in it.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, trace } from "@rensa/core";
 * import { currentContext, withContext } from "@rensa/core/compiler";
 *
 * trace({ x: f32(2) }, ({ x }) => {
 *   const outer = currentContext("mine");
 *   console.log(withContext(outer, () => currentContext("mine") === outer)); // true
 *   return x;
 * });
 * ```
 */
export function withContext<T>(context: OpContext, body: () => T): T {
  checkParts("The context", context, "apply", "originOf", "scope", "reserve");
  checkKind("The body", body, "function");
  contexts.push(context);
  try {
    return withPlace(context, body);
  } finally {
    contexts.pop();
  }
}

/**
 * Names a part of a computation. Nodes made inside carry the path (`encoder/dense_1`), which errors, prints and the
 * model summary show.
 *
 * @param name - The part's name, which stands in the nodes' origins.
 * @param body - Computes the part.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, identity, scope, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2) }, ({ x }) => scope("encoder", () => identity(x)));
 * console.log(Object.values(traced.graph.nodes).map(({ origin }) => origin?.scope)); // [undefined, "encoder"]
 * ```
 */
export function scope<T>(name: string, body: () => T): T {
  checkKind("scope: the name", name, "string");
  checkKind("scope: the body", body, "function");
  return currentContext("scope").scope(name, body);
}
