/** A page that compiles on its main thread: how often it can do something else, and what a second time costs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "./find-chromium.ts";
import { startCompilePage } from "./on-compile-page.ts";

const executablePath = findChromium();
if (executablePath === null) {
  console.warn(
    "Left out: compiling in Chromium. There is none on the PATH; install it (Debian: apt-get install chromium) or give its path in CHROMIUM_PATH.",
  );
}

describe.skipIf(executablePath === null)("a page that compiles a convolutional network", () => {
  let page: Awaited<ReturnType<typeof startCompilePage>>;

  beforeAll(async () => {
    page = await startCompilePage(executablePath!);
  });

  afterAll(() => page.close());

  it("can do something else after each pass, node and kernel, and an equal graph takes a small part of the turns", async () => {
    const { first, second, passes, kernels, nodes } = await page.call("count");
    expect(passes).toBeGreaterThan(5);
    expect(kernels).toBeGreaterThan(10);
    // Nodes are looked at for facts and for fusion; each kernel is lowered and emitted.
    expect(first).toBeGreaterThan(passes + 2 * nodes + 2 * kernels);
    expect(second).toBeLessThan(first / 3);
  });

  it.each(["train", "compile"] as const)("is not held for most of the time: %s", async (way) => {
    // What else runs on the machine can hold a page once, not each time.
    const shares: number[] = [];
    for (let attempt = 0; attempt < 3; attempt++) {
      const [first] = await page.call("measure", way);
      shares.push((first?.worst ?? 0) / (first?.milliseconds ?? 1));
    }
    expect(Math.min(...shares)).toBeLessThan(1 / 3);
  });

  it("is built without a warning", () => {
    expect(page.warnings).toEqual([]);
  });
});
