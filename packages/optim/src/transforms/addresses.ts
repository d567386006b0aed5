/** Addresses: how people name the hyperparameters and reports of an optimizer, whatever it is put together from. */
import { isTensor, type Tensor } from "@rensa/core";
import { partOf, stateAt, type Transform, type TransformState } from "./transform.ts";

/** Which scalars are meant. */
export type ScalarKind = "hyperparameters" | "reports";

/** A scalar of an optimizer's state. */
export interface Located {
  /** The transform that has it. */
  readonly owner: Transform;
  /** Where the owner's state stands in the optimizer's. */
  readonly keys: readonly string[];
  /** The names on the way to the owner. */
  readonly way: readonly { readonly name: string; readonly isNamed: boolean }[];
  readonly name: string;
}

/** All scalars of a kind, from the outside to the inside. */
export function locate(optimizer: Transform, kind: ScalarKind): readonly Located[] {
  const visit = (owner: Transform, keys: readonly string[], way: Located["way"]): readonly Located[] => [
    ...namesOf(owner, kind).map((name) => ({ owner, keys, way, name })),
    ...owner.members.flatMap((member) =>
      visit(member.transform, [...keys, ...member.keys], [...way, { name: member.name, isNamed: member.isNamed }]),
    ),
  ];
  return visit(optimizer, [], []);
}

function namesOf(owner: Transform, kind: ScalarKind): readonly string[] {
  return kind === "reports" ? owner.reports : [...owner.hyperparameters.keys()];
}

/** The whole address of a scalar. */
function wholeAddress({ way, name }: Located): string {
  return [...way.map((each) => each.name), name].join(".");
}

/**
 * What an address means. It is a name, with as many of the names on the way to it before it as one likes; it means all
 * that it fits, but a whole address means that one alone, and a wrapper's own comes before those within.
 */
export function find(located: readonly Located[], address: string): readonly Located[] {
  const whole = located.filter((each) => wholeAddress(each) === address);
  if (whole.length > 0) return whole;
  const fitting = located.filter((each) => fits(each, address));
  return fitting.filter((each) => !fitting.some((other) => isWithin(each, other)));
}

function fits({ way, name }: Located, address: string): boolean {
  let left = address;
  for (const { name: step } of way) if (left.startsWith(`${step}.`)) left = left.slice(step.length + 1);
  return left === name;
}

/** True where a scalar's owner is a member of the other's, at any depth. */
function isWithin({ way }: Located, { way: outer }: Located): boolean {
  return way.length > outer.length && outer.every(({ name }, at) => way[at]?.name === name);
}

/** The shortest address of each scalar that means it alone. */
export function shortestAddresses(located: readonly Located[]): readonly string[] {
  const known = new Map<string, readonly Located[]>();
  const found = (address: string): readonly Located[] => {
    const meant = known.get(address) ?? find(located, address);
    known.set(address, meant);
    return meant;
  };
  return located.map((one) => {
    const named = one.way.filter(({ isNamed }) => isNamed).map(({ name }) => name);
    const candidates = [one.name, [...named, one.name].join(".")];
    const alone = candidates.find((address) => found(address).length === 1 && found(address)[0] === one);
    return alone ?? wholeAddress(one);
  });
}

/** Where a scalar stands in the optimizer's state, as programs name it. */
export function pathOf({ keys, name }: Located, kind: ScalarKind): string {
  return [...keys, kind, name].join(".");
}

/** A scalar of a state. */
export function scalarAt(state: TransformState, kind: ScalarKind, { keys, name }: Located): Tensor {
  const found = partOf(stateAt(state, keys)[kind], name);
  // `init` and `update` of a transform put nothing else there.
  if (!isTensor(found)) throw new TypeError(`The optimizer's ${kind} hold no tensor "${name}".`);
  return found;
}
