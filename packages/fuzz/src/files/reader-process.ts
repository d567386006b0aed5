/** A process that reads mutated files, so that one which hangs or takes all memory can be ended. */
import { RensaError } from "@rensa/core";
import type { FileFormat } from "./file-format.ts";
import { mutatedFile } from "./mutate-file.ts";
import { peakMemory } from "./peak-memory.ts";

/** What became of a file. */
export interface Outcome {
  readonly number: number;
  readonly how: string;
  /** The code of the error, `"same"` or `"other"` where it was accepted. */
  readonly result: string;
  /** What is wrong; `null` where nothing is. */
  readonly fault: string | null;
  /** Milliseconds of processor time, and the most megabytes of memory so far. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

const [modulePath = "", name = ""] = process.argv.slice(2);
const { fileFormats } = (await import(modulePath)) as { readonly fileFormats: readonly FileFormat[] };
const format = fileFormats.find((each) => each.name === name);
if (format === undefined) throw new TypeError(`There is no format ${name}.`);
const samples = await format.samples();
const originals: string[] = [];
for (const sample of samples) originals.push(await format.read(sample));

const before = peakMemory();

async function outcomeOf(known: FileFormat, number: number): Promise<Outcome> {
  const { bytes, sample, ...change } = mutatedFile(known, samples, number);
  const start = process.cpuUsage();
  const { result, fault } = await judged(known, bytes, originals[sample] ?? "", change);
  const { user, system } = process.cpuUsage(start);
  return {
    number,
    how: change.how,
    result,
    fault,
    milliseconds: (user + system) / 1000,
    megabytes: peakMemory() - before,
  };
}

async function judged(
  { read, judge }: FileFormat,
  bytes: Uint8Array,
  original: string,
  change: Parameters<FileFormat["judge"]>[2],
): Promise<Pick<Outcome, "result" | "fault">> {
  let contents: string;
  try {
    contents = await read(bytes);
  } catch (error) {
    if (error instanceof RensaError && error.code !== "INTERNAL") return { result: error.code, fault: null };
    return {
      result: "raw",
      fault: `it throws ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    };
  }
  if (contents === original) return { result: "same", fault: null };
  return { result: "other", fault: judge(bytes, contents, change) };
}

process.on("message", (number: number) => {
  void outcomeOf(format, number).then((outcome) => process.send?.(outcome));
});
process.send?.("ready");
