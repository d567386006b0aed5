/** The committed answers of PyTorch: one JSON file per family of ops, a line per sample. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { JsonNumber } from "./question.ts";

/** What PyTorch answered about one sample. */
export interface Answer {
  /** The digest of the question. */
  readonly digest: string;
  readonly shape: readonly number[];
  readonly values: readonly JsonNumber[];
  /** By input, for those of floats; missing where the sample has no gradients. */
  readonly gradients?: Readonly<Record<string, readonly JsonNumber[]>>;
}

/** A family's file. */
export interface Fixture {
  /** The version of PyTorch that answered. */
  readonly torch: string;
  /** By op, then by sample. */
  readonly ops: Readonly<Record<string, Readonly<Record<string, Answer>>>>;
}

/** The file of a family, or `null` where there is none. */
export function readFixture(family: string): Fixture | null {
  const path = pathOf(family);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Fixture) : null;
}

/** Writes a family's file, ops and samples in order, and returns its size in bytes. */
export function writeFixture(family: string, { torch, ops }: Fixture): number {
  const entries = Object.entries(ops)
    .filter(([, samples]) => Object.keys(samples).length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([op, samples]) => {
      const lines = Object.entries(samples).map(
        ([name, answer]) => `${JSON.stringify(name)}:${JSON.stringify(answer)}`,
      );
      return `${JSON.stringify(op)}:{\n${lines.join(",\n")}\n}`;
    });
  const text = `{"torch":${JSON.stringify(torch)},"ops":{\n${entries.join(",\n")}\n}}\n`;
  writeFileSync(pathOf(family), text);
  return text.length;
}

function pathOf(family: string): URL {
  return new URL(`${family}.json`, import.meta.url);
}
