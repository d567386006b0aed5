/** The tutorials, run as they stand: what each prints at its end, how long it is beside its peer, and that it casts nothing. */
import { readdir, readFile } from "node:fs/promises";
import { afterEach, describe, expect, it, vi } from "vitest";

/** What a tutorial prints, and from where to where its number may be. */
type Figures = Readonly<Record<string, readonly [from: number, to: number]>>;

const tutorials: Readonly<Record<string, Figures>> = {
  iris: { accuracy: [0.9, 1] },
  forecast: { "mean absolute error": [0, 0.02] },
  "padded-text": { accuracy: [0.88, 1] },
  anomaly: { accuracy: [0.97, 1] },
  transfer: { accuracy: [0.82, 1] },
  "two-inputs": { "accuracy of the department": [0.95, 1], "error of the urgency": [0, 0.5] },
  pendulum: { height: [0.99, 1] },
  "plain-loop": { "mean squared error": [0, 0.05] },
  // A cart that is pushed at random falls after some 22 steps; 500 is the most.
  "cart-pole": { "mean reward": [100, 500] },
  gan: { "points within a fifth of the ring": [0.85, 1], "twelfths of the ring": [11, 12] },
};

const here = new URL("./", import.meta.url);
const read = (name: string): Promise<string> => readFile(new URL(name, here), "utf8");

/** Lines that are neither blank nor only a comment. */
const codeOf = (text: string, comment: RegExp): readonly string[] =>
  text.split("\n").filter((line) => line.trim() !== "" && !comment.test(line.trim()));
const ourComment = /^(\/\/|\/?\*)/;

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(Object.entries(tutorials))("the tutorial %s", (name, figures) => {
  it("ends with its figures", async () => {
    const log = vi.spyOn(console, "log").mockReturnValue(undefined);
    await import(new URL(`${name}.ts`, here).href);
    const said = log.mock.calls.map(([what, value]: unknown[]) => [String(what), Number(value)] as const);
    expect(said.map(([what]) => what)).toEqual(Object.keys(figures));
    for (const [what, value] of said) {
      const [from, to] = figures[what] ?? [0, 0];
      expect(value, what).toBeGreaterThanOrEqual(from);
      expect(value, what).toBeLessThanOrEqual(to);
    }
  });

  it("has at most 1.1 times the lines of its peer", async () => {
    const [ours, peer] = await Promise.all([read(`${name}.ts`), read(`peers/${name.replaceAll("-", "_")}.py`)]);
    expect(codeOf(ours, ourComment).length).toBeLessThanOrEqual(1.1 * codeOf(peer, /^#/).length);
  });

  it("casts nothing", async () => {
    const text = codeOf(await read(`${name}.ts`), ourComment).join("\n");
    expect(text).not.toMatch(/\bas (?!const\b|\w+ from|\w+,|\w+ \})|\bany\b|[\w\])]![.,;)\]]|@ts-|eslint-disable/);
  });
});

it("tests every tutorial", async () => {
  const files = (await readdir(here)).filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  expect(files.sort()).toEqual(
    Object.keys(tutorials)
      .map((name) => `${name}.ts`)
      .sort(),
  );
});
