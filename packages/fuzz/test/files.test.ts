/** A few mutated files of every kind, the same each time; and readers with planted faults. `npm run fuzz` tries more. */
import { describe, expect, it } from "vitest";
import { fileFormats } from "../src/files/file-formats.ts";
import { describeReport, tryFiles } from "../src/files/try-files.ts";
import { fileFormats as planted } from "./planted-formats.ts";

const runs = 60;

// Readers are processes of their own, which a loaded machine starts slowly.
describe("a file that is nearly right", { timeout: 180_000 }, () => {
  it.each(fileFormats.map(({ name }) => name))(
    "is refused by an error of ours, or read as it was: %s",
    async (name) => {
      const report = await tryFiles(name, { first: 1, runs });
      expect(report.failures, describeReport(name, report)).toEqual([]);
      expect(report.judged).toBe(runs);
      expect(report.results.size).toBeGreaterThan(0);
    },
  );
});

describe("the trial of files", { timeout: 180_000 }, () => {
  const module = new URL("./planted-formats.ts", import.meta.url);
  const faults: Readonly<Record<string, RegExp | null>> = {
    right: null,
    accepts: /accepted with other contents/,
    raw: /it throws RangeError/,
    hangs: /hangs, or ended/,
    greedy: /it takes \d+ MB/,
    ends: /hangs, or ended/,
  };

  it("measures what a reader takes, however large the process is that started it", async () => {
    // What this process took once must not hide what the reader takes.
    new Uint8Array(2 ** 29).fill(1);
    const { failures } = await tryFiles(
      "greedy",
      { first: 1, runs: 30, most: 1 },
      { milliseconds: 20_000, megabytes: 128 },
      module,
    );
    expect(failures[0]).toMatch(/it takes \d+ MB/);
  });

  it.each(planted.map(({ name }) => name))("names the fault of a reader: %s", async (name) => {
    // Short only where the time is what must be seen: on a loaded machine, memory takes a while to fill.
    const limits = { milliseconds: name === "hangs" ? 200 : 20_000, megabytes: 128 };
    const { failures } = await tryFiles(name, { first: 1, runs: 30, most: 1 }, limits, module);
    const fault = faults[name] ?? null;
    if (fault === null) expect(failures).toEqual([]);
    else expect(failures[0]).toMatch(fault);
  });
});
