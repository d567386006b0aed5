/** Digits for the page that learns them: the first of each class, so that a reader does not load ten megabytes. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { DigitFile } from "@rensa/digits";

const [classes, examples, pixels] = [10, 300, 784] as const;

/** Writes a file a class. */
export function writeDigits(folder: string): void {
  const source = join(dirname(createRequire(import.meta.url).resolve("mnist/package.json")), "src", "digits");
  mkdirSync(join(folder, "digits"), { recursive: true });
  for (let digit = 0; digit < classes; digit++) {
    const { data } = JSON.parse(readFileSync(join(source, `${String(digit)}.json`), "utf8")) as DigitFile;
    const file: DigitFile = { data: data.slice(0, examples * pixels).map((value) => Number(value.toFixed(2))) };
    writeFileSync(join(folder, "digits", `${String(digit)}.json`), JSON.stringify(file));
  }
}
