/** transform: makes a gradient transform from what it keeps and what it makes of gradients. */
import { callUserCode, checkKind, checkOptions, checkParts, type Tensor, type TensorTree } from "@rensa/core";
import type { InnerAddresses, InnerTransforms } from "./address-types.ts";
import { locate, shortestAddresses } from "./addresses.ts";
import {
  bind,
  evaluatedByMembers,
  expectSameTypes,
  inFormOf,
  membersOf,
  noContext,
  type BoundTransform,
} from "./members.ts";
import { expectNames, hyperparametersOf, nextReports, scalars, type FirstValue } from "./scalars.ts";
import {
  stateOfMember,
  type Hyperparameter,
  type InnerStates,
  type Transform,
  type TransformState,
  type UpdateContext,
} from "./transform.ts";

/** The transforms within, ready to update. */
export type InnerOf<I> = I extends { readonly init: unknown; readonly members: unknown }
  ? BoundTransform
  : { readonly [Name in keyof I]: BoundTransform };

/** Slots by name. */
export type Slots = Readonly<Record<string, TensorTree>>;

/** What the function `update` of a transform is given. */
export interface UpdateParts<H extends string, S extends Slots, I> {
  readonly gradients: TensorTree;
  readonly parameters: TensorTree;
  /** As the step before has left them. */
  readonly slots: S;
  /** The hyperparameters of now: scalars, f64 where one of the parameters is, else f32. */
  readonly hyperparameters: Readonly<Record<H, Tensor>>;
  /** The transforms within; each has to be asked for its update, and its next state returned. */
  readonly inner: InnerOf<I>;
  /**
   * The loss, here and at other parameters.
   *
   * @throws RensaError `ARGUMENT_INVALID` where whoever updates gave none.
   */
  readonly context: UpdateContext;
}

/** What the function `update` of a transform returns. */
export interface UpdateResult<S extends Slots, R extends string> {
  /** What is added to the parameters, or goes to the next transform: a tensor for each gradient, of its type. */
  readonly updates: TensorTree;
  /** The next slots, of the types of those before. They may be left out only where there are none. */
  readonly slots?: S;
  /** What it tells of this update. What is left out keeps its value. */
  readonly reports?: Readonly<Partial<Record<R, Tensor>>>;
  /** The next states of the transforms within, as they are given. They may be left out only where there are none. */
  readonly inner?: InnerStates;
}

/** What a transform is made from. */
export interface TransformDefinition<
  H extends string = never,
  S extends Slots = Readonly<Record<never, never>>,
  R extends string = never,
  I extends InnerTransforms = readonly [],
> {
  /** For errors. Default: `transform`. */
  readonly name?: string;
  /** Numbers that can be set while a training runs: the first value, or the first value and a range. Default: none. */
  readonly hyperparameters?: Readonly<Record<H, number | Hyperparameter>>;
  /** What it keeps from step to step, as it is before the first one. Default: nothing. */
  readonly slots?: (parameters: TensorTree) => S;
  /** What it tells of each update, and the values before the first one. Default: nothing. */
  readonly reports?: Readonly<Record<R, FirstValue>>;
  /** Transforms within. Their state is kept beside its own. Default: none. */
  readonly inner?: I;
  /** Which parameters a transform within sees, by its name (`inner` where there is one). Default: all. */
  readonly takes?: (member: string, path: string, parameter: Tensor) => boolean;
  /** Makes updates of gradients. */
  readonly update: (parts: UpdateParts<H, S, I>) => UpdateResult<S, R>;
  /** What is evaluated in place of the parameters. Default: what a transform within says of it, the last one first. */
  readonly evaluated?: (parts: Pick<UpdateParts<H, S, I>, "parameters" | "slots" | "hyperparameters">) => TensorTree;
}

/**
 * Makes a gradient transform: an optimizer, a part of one, or a wrapper around others. All of Rensa's are made by it.
 *
 * Its functions run inside a trace. Whatever its slots, hyperparameters and reports are called, and whatever layers are,
 * they stay apart: checkpoints hold them, `setHyperparameter` changes a hyperparameter within its range, and `partition`,
 * `masked` and other wrappers take it as any other one.
 *
 * @param definition - Its state, its hyperparameters, and what it makes of gradients.
 *
 * @throws RensaError `ARGUMENT_INVALID` for names that cannot be part of an address, first values out of range, and, in a
 *   trace, for updates and slots of other types than the gradients and slots that they belong to.
 *
 * @example
 * ```ts
 * import { add, mul, sign } from "@rensa/ops";
 * import { castLike, chain, filledLike, mapTensors, scaleByLearningRate, transform } from "@rensa/optim";
 *
 * // Momentum whose updates are signs.
 * const scaleBySigns = (momentum: number) =>
 *   transform({
 *     name: "scaleBySigns",
 *     hyperparameters: { momentum: { initial: momentum, from: 0, below: 1 } },
 *     slots: (parameters) => ({ velocity: filledLike(parameters, 0) }),
 *     update: ({ gradients, slots, hyperparameters: { momentum: share } }) => {
 *       const velocity = mapTensors(gradients, [slots.velocity], (g, v) => add(mul(v, castLike(share, v)), g));
 *       return { updates: mapTensors(velocity, [], (v) => sign(v)), slots: { velocity } };
 *     },
 *   });
 * const optimizer = chain(scaleBySigns(0.9), scaleByLearningRate(1e-3));
 * console.log(optimizer.addresses); // ["momentum", "learningRate"]
 * ```
 */
export function transform<
  H extends string = never,
  S extends Slots = Readonly<Record<never, never>>,
  R extends string = never,
  const I extends InnerTransforms = readonly [],
>(definition: TransformDefinition<H, S, R, I>): Transform<H | InnerAddresses<I>> {
  const parts = ["name", "hyperparameters", "slots", "reports", "inner", "takes", "update", "evaluated"] as const;
  checkOptions("transform", definition, parts);
  const { name = "transform", slots, reports, takes, update, evaluated } = definition;
  checkKind("transform: update", update, "function");
  for (const [part, given] of Object.entries({ slots, takes, evaluated })) {
    if (given !== undefined) checkKind(`${name}: ${part}`, given, "function");
  }
  const hyperparameters = hyperparametersOf(name, definition.hyperparameters ?? {});
  const firstReports = new Map(Object.entries<FirstValue>(reports ?? {}));
  expectNames(name, [...firstReports.keys()]);
  const inner: InnerTransforms = definition.inner ?? [];
  const members = membersOf(name, inner, takes);
  const own = (state: TransformState) => ({
    // What `init` has made, and every update has kept the types of.
    slots: state.slots as S,
    hyperparameters: state.hyperparameters as Readonly<Record<H, Tensor>>,
  });
  const made: Omit<Transform, "addresses"> = {
    name,
    hyperparameters,
    reports: [...firstReports.keys()],
    members,
    init: (parameters) => ({
      slots: callUserCode(`${name}: slots`, () => slots?.(parameters) ?? {}),
      hyperparameters: scalars(parameters, new Map([...hyperparameters].map(([each, { initial }]) => [each, initial]))),
      reports: scalars(parameters, firstReports),
      inner: inFormOf(inner, members, (member) => member.transform.init(member.part(parameters))),
    }),
    update: ({ gradients, state, parameters, context }) => {
      const outer = { parameters, ...(context && { context }) };
      const bound = inFormOf(inner, members, (member) => bind(member, stateOfMember(state, member), outer));
      const result = callUserCode(`${name}: update`, () =>
        update({
          gradients,
          parameters,
          ...own(state),
          // One for each transform within, in the form in which these are given.
          inner: bound as InnerOf<I>,
          context: context ?? noContext(name),
        }),
      );
      checkParts(`${name}: what update returns`, result, "updates");
      expectSameTypes(`${name}: the update`, gradients, result.updates, "its gradient");
      expectSameTypes(`${name}: the next state, in slots,`, state.slots, result.slots ?? {}, "it was");
      expectSameTypes(`${name}: the next state, in inner,`, state.inner, result.inner ?? {}, "it was");
      return {
        updates: result.updates,
        state: {
          slots: result.slots ?? state.slots,
          hyperparameters: state.hyperparameters,
          reports: nextReports(name, state.reports, result.reports ?? {}),
          inner: result.inner ?? state.inner,
        },
      };
    },
    ...(evaluated === undefined
      ? evaluatedByMembers(members)
      : {
          evaluated: (state, parameters) =>
            callUserCode(`${name}: evaluated`, () => evaluated({ parameters, ...own(state) })),
        }),
  };
  const addresses = shortestAddresses(locate({ ...made, addresses: [] }, "hyperparameters"));
  // The types say the same of them, but for the shortest form.
  return Object.freeze({ ...made, addresses }) as Transform<H | InnerAddresses<I>>;
}
