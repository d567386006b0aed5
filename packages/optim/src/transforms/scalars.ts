/** The scalars of a transform that people see: hyperparameters and reports. */
import {
  callUserCode,
  checkKind,
  checkOptions,
  full,
  isTensor,
  RensaError,
  type Tensor,
  type TensorTree,
} from "@rensa/core";
import { cast } from "@rensa/ops";
import { expectRange, rangeOf } from "../ranges.ts";
import type { Hyperparameter } from "./transform.ts";
import { floatOf } from "./trees.ts";

/** A scalar before the first step: a number, or what makes it in the trace. */
export type FirstValue = number | ((parameters: TensorTree) => Tensor);

/** Hyperparameters as an author says them, held to their names and ranges. */
export function hyperparametersOf(
  owner: string,
  given: Readonly<Record<string, number | Hyperparameter>>,
): ReadonlyMap<string, Hyperparameter> {
  checkKind(`${owner}: the hyperparameters`, given, "record");
  expectNames(owner, Object.keys(given));
  return new Map(
    Object.entries(given).map(([name, said]): [string, Hyperparameter] => {
      const what = `${owner}: the hyperparameter ${name}`;
      const hyperparameter = typeof said === "number" ? { initial: said } : said;
      checkKind(what, hyperparameter, "record");
      checkOptions(what, hyperparameter, ["initial", "from", "above", "to", "below"]);
      expectRange(owner, rangeOf(hyperparameter), { [`the hyperparameter ${name}`]: hyperparameter.initial });
      return [name, Object.freeze({ ...hyperparameter })];
    }),
  );
}

/** Refuses names that no address can hold. */
export function expectNames(owner: string, names: readonly string[]): void {
  const unsuited = names.find((name) => name === "" || name.includes("."));
  if (unsuited === undefined) return;
  throw new RensaError(
    "ARGUMENT_INVALID",
    `${owner}: "${unsuited}" cannot be a part of an address; give it a name without dots.`,
  );
}

/** Scalars in the float of some parameters: f64 where one of these is, else f32. */
export function scalars(
  parameters: TensorTree,
  values: ReadonlyMap<string, FirstValue>,
): Readonly<Record<string, Tensor>> {
  const dtype = floatOf(parameters);
  return Object.fromEntries(
    [...values].map(([name, value]): [string, Tensor] => {
      if (typeof value === "number") return [name, full([], value, dtype)];
      const made = callUserCode(`The first value of the report "${name}"`, () => value(parameters));
      return [name, made.dtype === dtype ? made : cast(made, dtype)];
    }),
  );
}

/** The reports after an update, each of the type that it has. */
export function nextReports(
  owner: string,
  before: Readonly<Record<string, Tensor>>,
  told: Readonly<Partial<Record<string, Tensor>>>,
): Readonly<Record<string, Tensor>> {
  const made = new Map<string, Tensor | undefined>(Object.entries(told));
  for (const [name, value] of made) {
    if (Object.hasOwn(before, name) && isTensor(value) && value.shape.length === 0) continue;
    const known = Object.keys(before).join(", ");
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${owner}: the report "${name}" is no scalar that the transform says it has (${known === "" ? "none" : known}); name it in reports, and give a scalar.`,
    );
  }
  return Object.fromEntries(
    Object.entries(before).map(([name, old]): [string, Tensor] => {
      const value = made.get(name) ?? old;
      return [name, value.dtype === old.dtype ? value : cast(value, old.dtype)];
    }),
  );
}
