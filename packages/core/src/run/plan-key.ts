/**
 * By what it is known that two plans would be the same. A key says everything that a plan is made from: as text, and what
 * texts cannot say as a list of things, which are compared one by one. So no chance makes two keys equal.
 */
import { isConstantData } from "../graph/is-constant-data.ts";
import type { Yielding } from "../graph/yielding.ts";
import type { PlanRequest } from "./plan-graph.ts";

/** What a plan is made from. */
export interface PlanKey {
  readonly text: string;
  /** Ops, the functions of passes, plugins: by identity. Constants: by what they hold. */
  readonly things: readonly unknown[];
  /** How much is kept with it. */
  readonly bytes: number;
}

/** The key of a request; `null` where more than so many bytes would have to be kept. */
export async function planKey(request: PlanRequest, most: number, yielding: Yielding): Promise<PlanKey | null> {
  const { graph, definitions, passes, regionPasses = [], plugins } = request;
  const all = [...passes, ...regionPasses];
  const things: unknown[] = [...all.map(({ run }) => run), ...plugins, ...definitions.values()];
  let bytes = 0;
  const constants = new Set<unknown>();
  // JSON, in which every text begins with a quote, so that what JSON lacks can be said by others.
  const textOf = (value: unknown): string => {
    const text = JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, name: string) {
      const inner = this[name];
      if (typeof inner === "string") return `'${inner}`;
      if (typeof inner === "boolean" || isPlain(inner)) return inner;
      if (typeof inner === "number")
        return Object.is(inner, -0) ? "-0" : Number.isFinite(inner) ? inner : String(inner);
      things.push(inner);
      if (isConstantData(inner) && !constants.has(inner)) bytes += 8 * inner.length;
      constants.add(inner);
      return "thing";
    });
    bytes += text.length;
    return text;
  };
  const texts = [
    textOf([
      [request.backend, request.fuse, request.precision, request.state, graph.inputs, graph.outputs, graph.plugins],
      all.map((pass) => [pass.name, pass.again]),
      // Where the lists end.
      [passes.length, request.regionPasses?.length, plugins.length],
      [...definitions].map(([name, { owner }]) => [name, owner.plugin]),
    ]),
  ];
  for (const entry of Object.entries(graph.nodes)) {
    texts.push(textOf(entry));
    if (bytes > most) return null;
    if (yielding.isDue) await yielding.now();
  }
  return { text: texts.join("\n"), things, bytes };
}

/** True where both keys say the same. */
export function sameKey(one: PlanKey, other: PlanKey): boolean {
  return (
    one.text === other.text &&
    one.things.length === other.things.length &&
    one.things.every((thing, at) => sameThing(thing, other.things[at]))
  );
}

function sameThing(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isConstantData(one)) return isConstantData(other) && one.equals(other);
  const [rules, others] = [appliedBy(one), appliedBy(other)];
  return rules !== undefined && rules.length === others?.length && rules.every((rule, at) => rule === others[at]);
}

/** The rules that the function of a pass applies, where it says that it does nothing else. */
function appliedBy(run: unknown): readonly unknown[] | undefined {
  return typeof run === "function" ? (run as { readonly applies?: readonly unknown[] }).applies : undefined;
}

/** What JSON says in full: `null`, lists and records. */
function isPlain(value: unknown): boolean {
  if (value === null || Array.isArray(value)) return true;
  return typeof value === "object" && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);
}
