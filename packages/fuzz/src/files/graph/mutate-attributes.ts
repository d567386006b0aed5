/** Other integers among the attributes of a printed graph: axes that are not there, extents beyond, lists of other lengths. */
import type { Mutation, Random } from "./mutate.ts";

/** Integers that axes, extents, places and counts may not be, or may. */
const integers: readonly string[] = ["-1", "-2", "-9", "0", "1", "2", "3", "9", "64", "1000"];

/** What would take minutes or all memory, if work were done for each. What such a graph computes may take that long. */
const huge: readonly string[] = ["100000", "2147483647", "2147483648", "9007199254740991"];

/** One integer inside the braces of a line replaced, repeated or left out. The types that lines state stay as they are. */
export function mutateAttributes(original: string, random: Random): Mutation {
  return mutateInteger(original, random, integers);
}

/** The same with integers so large that nothing may be done for each of them. */
export function enlargeAttributes(original: string, random: Random): Mutation {
  return mutateInteger(original, random, huge);
}

function mutateInteger(original: string, random: Random, others: readonly string[]): Mutation {
  const places = [...original.matchAll(/\{[^{}\n]*\}/g)].flatMap(({ 0: attributes, index }) =>
    [...attributes.matchAll(/-?\b\d+\b(?![.e])/g)].map(({ 0: token, index: inner }) => ({ token, at: index + inner })),
  );
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return { text: original, what: "nothing", injected: false };
  const { token, at } = place;
  const other = others[Math.floor(random() * others.length)] ?? "0";
  const chance = random();
  const by = chance < 0.7 ? other : chance < 0.85 ? `${token}, ${token}` : "";
  const text = `${original.slice(0, at)}${by}${original.slice(at + token.length)}`;
  return { text, what: `attribute ${token} -> ${by}`, injected: false };
}
