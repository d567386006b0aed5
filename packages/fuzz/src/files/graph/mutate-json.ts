/** Damage to the JSON of a graph: to its record, to the lines in it, and to its characters. */
import { mutate, type Mutation, type Random } from "./mutate.ts";

const strange: readonly unknown[] = [0, 2, "1", null, "rensa-graph ", [], {}, [1], [["graph"]], true, [null]];

/** A changed JSON text. */
export function mutateJson(original: string, random: Random): Mutation {
  const kind = random();
  if (kind < 0.5) {
    const record = JSON.parse(original) as { graph: string[] };
    const { text, what, injected } = mutate(record.graph.join("\n"), random);
    return { text: JSON.stringify({ ...record, graph: text.split("\n") }, null, 2), what: `graph: ${what}`, injected };
  }
  if (kind < 0.7) return { text: changeRecord(original, random), what: "record", injected: false };
  const { text, what, injected } = mutate(original, random);
  return { text, what: `json: ${what}`, injected };
}

function changeRecord(original: string, random: Random): string {
  const fields = Object.entries(JSON.parse(original) as Readonly<Record<string, unknown>>);
  const at = Math.floor(random() * fields.length);
  const [name = "", value] = fields[at] ?? [];
  const other = strange[Math.floor(random() * strange.length)];
  const chance = random();
  if (chance < 0.4) fields[at] = [name, other];
  else if (chance < 0.6) fields.splice(at, 1);
  else if (chance < 0.8)
    fields.push([["__proto__", "extra", "Graph", "toJSON"][Math.floor(random() * 4)] ?? "", other]);
  // Twice the same key: readers keep one of the two.
  else
    return `{${[...fields, [name, random() < 0.5 ? value : other] as const].map(([key, each]) => `${JSON.stringify(key)}: ${JSON.stringify(each)}`).join(", ")}}`;
  return JSON.stringify(Object.fromEntries(fields));
}
