/** All generators, by family. */
import { control } from "./families/control.ts";
import { edgeCases } from "./families/edges.ts";
import { elementwise } from "./families/elementwise.ts";
import { further } from "./families/further.ts";
import { indexing } from "./families/indexing.ts";
import { linear } from "./families/linear.ts";
import { nesting } from "./families/nested.ts";
import { reduction } from "./families/reduction.ts";
import { shapes } from "./families/shape.ts";
import type { Generator, Hazard } from "./generator.ts";

/** Steps that sort, which is the work of hosts, or hold graphs that run as such. */
const notPlain: ReadonlySet<string> = new Set([
  ...["sort", "argsort", "top_k", "median", "take_along", "scaled_dot_product_attention"],
  ...["scan", "cond", "while", "nest", "two loops"],
]);

/** Families whose steps give elements on, alone. */
const moving: ReadonlySet<readonly Generator[]> = new Set([elementwise, shapes]);

/** The families that are written by hand: shapes and attributes vary. */
export const families: readonly (readonly Generator[])[] = [
  elementwise,
  reduction,
  shapes,
  linear,
  indexing,
  further,
  control,
  nesting,
  edgeCases,
].map((family) =>
  family.map((each) => ({
    ...each,
    sums: !moving.has(family),
    hazards: notPlain.has(each.name) ? [...each.hazards, "not plain loops" as const] : each.hazards,
  })),
);

/** A table of the generators, by name. */
export function tableOf(generators: readonly Generator[]): ReadonlyMap<string, Generator> {
  return new Map(generators.map((each) => [each.name, each]));
}

/** Few generators that stand for much: their names are listed more than once, and so chosen more often. */
const often: ReadonlySet<string> = new Set([...control, ...nesting, ...linear].map(({ name }) => name));
const times = 4;

/** The names of the generators without certain hazards. */
export function namesWithout(table: ReadonlyMap<string, Generator>, avoid: readonly Hazard[]): readonly string[] {
  return [...table.values()]
    .filter(({ hazards }) => !hazards.some((each) => avoid.includes(each)))
    .flatMap(({ name }) => new Array<string>(often.has(name) ? times : 1).fill(name));
}
