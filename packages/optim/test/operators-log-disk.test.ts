/** Logs and the disk: what it refuses, what waits for it, and which logs there are none of. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastValueFrom, toArray } from "rxjs";
import { describe, expect, it } from "vitest";
import { BackgroundFile } from "../src/node/background-file.ts";
import { logTo } from "../src/node/log-to.ts";
import { train } from "../src/train/train.ts";
import { lineConfig } from "./line.ts";
import { ended, started, step } from "./operators-events.ts";
import { logFolder } from "./operators-log-files.ts";

const { folder, newPath, logged } = logFolder();

describe("logTo and the disk", () => {
  it("tells once of what the disk refuses, and lets the run go on", async () => {
    // On this device every write fails for want of space.
    for (const [path, options] of [
      ["/dev/full", {}],
      ["/dev/full", { bufferBytes: 0 }],
      [join(folder, "file", "below"), {}],
    ] as const) {
      writeFileSync(join(folder, "file"), "");
      const errors: unknown[] = [];
      const events = await lastValueFrom(
        train(lineConfig()).pipe(
          logTo(path, { ...options, append: false, onError: (error) => errors.push(error) }),
          toArray(),
        ),
      );
      expect(events.at(-1)).toMatchObject({ type: "completed", step: 12 });
      expect(errors).toMatchObject([{ code: "STORAGE_FAILED" }]);
      expect(String(errors[0])).toContain(path);
    }
  });

  it("writes in order and loses nothing, whether the run has to wait for the disk or not", async () => {
    for (const bufferBytes of [0, 1000, 1_000_000]) {
      const path = newPath();
      const errors: unknown[] = [];
      const file = new BackgroundFile(path, { append: false, bufferBytes, onError: (error) => errors.push(error) });
      const lines = Array.from({ length: 3000 }, (_, at) => `line ${String(at)} ${"x".repeat(at % 97)}\n`);
      for (const [at, line] of lines.entries()) {
        file.write(line);
        // Now and then the background has its turn.
        if (at % 500 === 0) await new Promise(setImmediate);
      }
      await file.close();
      expect(errors).toEqual([]);
      expect(readFileSync(path, "utf8")).toBe(lines.join(""));
    }
  });

  it("takes a function as its format, and refuses others, and an empty path", async () => {
    const { text } = await logged([started(), step(), ended()], {
      format: (event) => (event.type === "step" ? `${String(event.loss)}\n` : null),
    });
    expect(text).toBe("0.5\n");
    const invalid = expect.objectContaining({ code: "ARGUMENT_INVALID" });
    expect(() => logTo("x", { format: "xml" as never })).toThrow(invalid);
    expect(() => logTo("")).toThrow(invalid);
    expect(() => logTo("x", { bufferBytes: -1 })).toThrow(invalid);
  });
});
