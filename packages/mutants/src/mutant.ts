/** Mutants: the mutations of a folder's sources, by names that stay the same while the sources do. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { findMutations, type Mutation } from "./mutation.ts";

/** A mutation of a file of the repository. */
export interface Mutant extends Mutation {
  /** `file:line:column:place among those that begin there`. */
  readonly id: string;
  /** Relative to the repository's root. */
  readonly file: string;
  /** The changed text before and after, on one line. */
  readonly description: string;
}

/**
 * The mutants of a file or of all sources below a folder, in the order of files and places. Tests and samples are not
 * mutated.
 *
 * @param root The repository.
 * @param folder Relative to the root.
 */
export function findMutants(root: string, folder: string): readonly Mutant[] {
  return sourceFiles(root, folder).flatMap((file) => mutantsOf(file, readFileSync(join(root, file), "utf8")));
}

/** The mutants of one text. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const counts = new Map<string, number>();
  return findMutations(text).map((mutation) => {
    const before = text.slice(0, mutation.start);
    const line = before.split("\n").length;
    const place = `${file}:${String(line)}:${String(mutation.start - before.lastIndexOf("\n"))}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    const [was, is] = [text.slice(mutation.start, mutation.end), mutation.replacement].map(shorten);
    return { ...mutation, file, id: `${place}:${String(count)}`, description: `${was ?? ""}  ->  ${is ?? ""}` };
  });
}

/**
 * Some of the mutants, each as likely as any other.
 *
 * @param count How many; all where there are fewer.
 * @param seed The same seed chooses the same.
 */
export function chooseMutants(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  if (count >= mutants.length) return mutants;
  const some = fc.subarray([...mutants.keys()], { minLength: count, maxLength: count });
  const [places = []] = fc.sample(fc.noBias(some), { seed, numRuns: 1 });
  return places.flatMap((place) => mutants[place] ?? []);
}

/** What git knows of: a walk through folders would follow the links of workspaces in circles. */
function sourceFiles(root: string, folder: string): readonly string[] {
  const list = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", folder];
  return execFileSync("git", list, { cwd: root, encoding: "utf8", maxBuffer: 2 ** 28 })
    .split("\0")
    .filter((name) => name.endsWith(".ts") && name.includes("/src/") && !/\.(test|samples|test-d)\.ts$/.test(name))
    .sort();
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
