/** The doors of the packages: what is published, and under which names. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../root.ts";

/** A module that users import. */
export interface EntryPoint {
  /** What they write: `rensa`, `@rensa/core/graph`. */
  readonly specifier: string;
  /** Its source, from the root of the repository. */
  readonly file: string;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** All doors, `rensa` first, since a name is documented as what the first door calls it. */
export function entryPoints(): readonly EntryPoint[] {
  return readdirSync(join(root, "packages"))
    .sort()
    .flatMap(doorsOf)
    .sort((a, b) => rankOf(a.specifier) - rankOf(b.specifier));
}

function doorsOf(folder: string): EntryPoint[] {
  const text = readFileSync(join(root, "packages", folder, "package.json"), "utf8");
  const manifest = JSON.parse(text) as Manifest;
  if (manifest.private === true) return [];
  return Object.entries(manifest.exports ?? {}).flatMap(([path, source]) => {
    if (typeof source !== "string" || !source.endsWith(".ts")) return [];
    const specifier = path === "." ? manifest.name : `${manifest.name}/${path.slice(2)}`;
    return [{ specifier, file: join("packages", folder, source) }];
  });
}

const first = ["rensa", "@rensa/core", "@rensa/ops", "@rensa/nn", "@rensa/optim", "@rensa/data", "@rensa/io"];

function rankOf(specifier: string): number {
  const at = first.indexOf(specifier);
  return at < 0 ? first.length : at;
}
