/** Runs an example's main.ts in this process, which is what its test does: no second process has to start. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What an example printed, and the picture that it drew. */
export interface Ran {
  readonly text: string;
  readonly picture: string;
}

/** Runs it with options such as `["--steps", "10"]`; what it prints goes nowhere else. */
export async function runMain(main: URL, options: readonly string[] = []): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "rensa-example-"));
  const file = join(folder, "picture.svg");
  const { argv } = process;
  const { log } = console;
  const lines: string[] = [];
  process.argv = [...argv.slice(0, 1), main.pathname, ...options, "--picture", file];
  console.log = (...values: readonly unknown[]) => lines.push(values.join(" "));
  try {
    await import(main.href);
    return { text: lines.join("\n"), picture: readFileSync(file, "utf8") };
  } finally {
    process.argv = argv;
    console.log = log;
    rmSync(folder, { recursive: true });
  }
}
