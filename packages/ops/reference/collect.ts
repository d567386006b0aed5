/** The samples of all ops, by family: the folder of `src` that they stand in. */
import { readdirSync } from "node:fs";
import type { OpSamples } from "@rensa/core";

/** The ops of one folder. */
export interface Family {
  readonly name: string;
  readonly ops: readonly OpSamples[];
}

/** What was found, and the files that could not be loaded, as sentences. */
export interface Collected {
  readonly families: readonly Family[];
  readonly broken: readonly string[];
}

/** Loads every `*.samples.ts` of this package. */
export async function collectSamples(): Promise<Collected> {
  const source = new URL("../src/", import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".samples.ts"))
    .sort();
  const families = new Map<string, OpSamples[]>();
  const broken: string[] = [];
  for (const file of files) {
    try {
      const { samples } = (await import(new URL(file, source).href)) as { samples: OpSamples };
      const [family = ""] = file.split("/");
      families.set(family, [...(families.get(family) ?? []), samples]);
    } catch (error) {
      broken.push(`${file} does not load: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { families: Array.from(families, ([name, ops]) => ({ name, ops })), broken };
}
