/** The transforms within another one: which parameters each sees, its state, and what is evaluated because of it. */
import { checkKind, isTensor, RensaError, type Tensor, type TensorTree } from "@rensa/core";
import { expectNames } from "./scalars.ts";
import {
  checkTransform,
  stateOfMember,
  type Transform,
  type TransformMember,
  type TransformState,
  type Updated,
  type UpdateArguments,
  type UpdateContext,
} from "./transform.ts";
import { maskOf, mergeTensors, pickTensors } from "./trees.ts";

/** A transform within another one, while that one makes its update. */
export interface BoundTransform {
  /** Before the update. */
  readonly state: TransformState;
  /** Its update and next state. Where it sees only some of the parameters, the updates are of these. */
  update(given: {
    /** What the outer one makes of its gradients for it. */
    readonly gradients: TensorTree;
    /** Default: those of the outer one. */
    readonly parameters?: TensorTree;
    /** Default: that of the outer one. */
    readonly context?: UpdateContext;
  }): Updated;
}

/** Which parameters a member sees, by its name. */
export type Takes = (member: string, path: string, parameter: Tensor) => boolean;

/** A member with the parameters that it sees. */
export interface Member extends TransformMember {
  /** The part of some parameters that it sees. */
  part(parameters: TensorTree): TensorTree;
  /** The part of a tree in the places of some parameters. */
  pick(tree: TensorTree, parameters: TensorTree): TensorTree;
}

/** Transforms as an author gives them: one, a list, or a record. */
export type Given<T> = T | readonly T[] | Readonly<Record<string, T>>;

/** The members in what an author has given. */
export function membersOf(owner: string, inner: Given<Transform>, takes: Takes | undefined): readonly Member[] {
  if (isOne(inner)) return [member({ name: "inner", isNamed: false, keys: ["inner"], transform: inner }, takes)];
  checkKind(`${owner}: the transforms within`, inner, Array.isArray(inner) ? "list" : "record");
  const isNamed = !Array.isArray(inner);
  return Object.entries<Transform>(inner as Readonly<Record<string, Transform>>).map(([name, transform]) => {
    checkTransform(owner, transform);
    expectNames(owner, [name]);
    return member({ name, isNamed, keys: ["inner", name], transform }, takes);
  });
}

function isOne<T extends object>(inner: Given<T>): inner is T & Transform {
  const { init } = inner as Partial<Transform>;
  return typeof init === "function";
}

function member(of: TransformMember, takes: Takes | undefined): Member {
  if (takes === undefined) return { ...of, part: (parameters) => parameters, pick: (tree) => tree };
  const pick = (tree: TensorTree, parameters: TensorTree): TensorTree =>
    pickTensors(
      tree,
      maskOf(parameters, (path, parameter) => takes(of.name, path, parameter)),
    );
  return { ...of, pick, part: (parameters) => pick(parameters, parameters) };
}

/** Something for each member, in the form in which the author has given these. */
export function inFormOf<Result>(
  inner: Given<Transform>,
  members: readonly Member[],
  make: (member: Member) => Result,
): Given<Result> {
  const made = members.map((each): readonly [string, Result] => [each.name, make(each)]);
  const [first] = made;
  if (isOne(inner) && first !== undefined) return first[1];
  return Array.isArray(inner) ? made.map(([, result]) => result) : Object.fromEntries(made);
}

/** A member that makes its part of an update. */
export function bind(
  of: Member,
  state: TransformState,
  outer: Omit<UpdateArguments, "state" | "gradients">,
): BoundTransform {
  return {
    state,
    update: ({ gradients, parameters = outer.parameters, context = outer.context }) =>
      of.transform.update({
        state,
        gradients: of.pick(gradients, parameters),
        parameters: of.part(parameters),
        ...(context && { context: contextOfPart(of, context, parameters) }),
      }),
  };
}

/** What a transform of a part of the parameters may ask: elsewhere, the rest is as it is. */
function contextOfPart(of: Member, context: UpdateContext, parameters: TensorTree): UpdateContext {
  return {
    get loss() {
      return context.loss;
    },
    evaluate: (part) => {
      const { loss, gradients } = context.evaluate(mergeTensors(parameters, part));
      return { loss, gradients: of.pick(gradients, parameters) };
    },
  };
}

/** What is evaluated because of members: each for the parameters that it sees, and of several for one the last. */
export function evaluatedByMembers(members: readonly Member[]): Pick<Transform, "evaluated"> {
  if (members.every(({ transform }) => transform.evaluated === undefined)) return {};
  return {
    evaluated: (state, parameters) =>
      mergeTensors(
        parameters,
        ...members.flatMap((each) => {
          const evaluated = each.transform.evaluated?.(stateOfMember(state, each), each.part(parameters));
          return evaluated === undefined ? [] : [evaluated];
        }),
      ),
  };
}

/** What stands in for the context where whoever updates gave none. */
export function noContext(owner: string): UpdateContext {
  const refuse = (): never => {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${owner}: there is no context to evaluate the loss with; pass one to update, as trainStep does.`,
    );
  };
  return {
    get loss() {
      return refuse();
    },
    evaluate: refuse,
  };
}

/** Refuses a tree that has not the types of another one in the same places. */
export function expectSameTypes(what: string, before: TensorTree, after: TensorTree, model: string): void {
  const refuse = (path: string, sentence: string): never => {
    const name = path === "" ? what : `${what} "${path}"`;
    throw new RensaError("ARGUMENT_INVALID", `${name} ${sentence}; it must be as ${model} is.`);
  };
  const visit = (one: TensorTree, other: unknown, path: string): void => {
    if (isTensor(one)) {
      if (!isTensor(other)) return refuse(path, "is missing");
      const [wanted, found] = [one, other].map(({ shape, dtype }) => `${dtype}[${shape.join(", ")}]`);
      if (wanted !== found) refuse(path, `is ${String(found)}, not ${String(wanted)}`);
      return;
    }
    if (typeof other !== "object" || other === null || isTensor(other)) return refuse(path, "is no tree");
    const [own, given] = [
      new Map<string, TensorTree>(Object.entries(one)),
      new Map<string, unknown>(Object.entries(other)),
    ];
    for (const [name, part] of own) {
      const below = path === "" ? name : `${path}.${name}`;
      if (!given.has(name) && (isTensor(part) || Object.keys(part).length > 0)) refuse(below, "is missing");
      if (given.has(name)) visit(part, given.get(name), below);
    }
    for (const name of given.keys()) if (!own.has(name)) refuse(path === "" ? name : `${path}.${name}`, "is unknown");
  };
  visit(before, after, "");
}
