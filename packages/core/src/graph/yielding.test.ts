/** What a training leaves to others on the thread that it computes on. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Yielding } from "./yielding.ts";

const vsync = 1000 / 60;

/**
 * Steps of so many milliseconds, for so long; how often they gave way, and when frames were drawn. A frame is drawn for who
 * asked for it, at the first task after the screen is ready, or, for an `unwilling` browser, only when nothing else is to do.
 */
async function compute(
  milliseconds: number,
  total: number,
  unwilling = false,
): Promise<{ readonly ways: number; readonly frames: readonly number[] }> {
  const frames: number[] = [];
  let asked: (() => void) | null = null;
  let ready = vsync;
  const draw = (): void => {
    frames.push(now);
    ready = vsync * (Math.floor(now / vsync) + 1);
    asked?.();
    asked = null;
  };
  vi.stubGlobal("requestAnimationFrame", (begin: () => void) => {
    asked = begin;
  });
  vi.stubGlobal("setImmediate", (task: () => void) => {
    if (asked !== null && now >= ready && !unwilling) draw();
    queueMicrotask(task);
  });
  const yielding = new Yielding();
  let ways = 0;
  while (now < total) {
    now += milliseconds;
    if (!yielding.isDue) continue;
    ways++;
    const progress = { isOver: false };
    const over = yielding.now().then(() => (progress.isOver = true));
    for (let turn = 0; turn < 10 && !progress.isOver; turn++) await Promise.resolve();
    // Nothing else is to do: a frame is waited for.
    if (!progress.isOver) {
      now = Math.max(now, ready);
      draw();
    }
    await over;
  }
  return { ways, frames };
}

let now = 0;

describe("a training", () => {
  beforeEach(() => {
    now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  });

  it.each([
    [1, 45],
    [5, 45],
    [8, 45],
    // A step is not interrupted.
    [30, 20],
  ])("with steps of %d ms lets a page that is seen draw at least %d frames a second", async (milliseconds, least) => {
    vi.stubGlobal("document", { visibilityState: "visible" });
    const { frames } = await compute(milliseconds, 2000);
    expect(frames.length / 2).toBeGreaterThanOrEqual(least);
  });

  it("waits for a frame where the browser draws none by itself, but not all the time", async () => {
    vi.stubGlobal("document", { visibilityState: "visible" });
    const { frames, ways } = await compute(1, 2000, true);
    expect(frames.length / 2).toBeGreaterThanOrEqual(25);
    expect(ways).toBeGreaterThan(2 * frames.length);
  });

  it("waits for no frame where nobody sees one, and gives way less often", async () => {
    vi.stubGlobal("document", { visibilityState: "hidden" });
    expect(await compute(1, 2000)).toEqual({ ways: 40, frames: [] });
  });

  it("waits for no frame where there is no page", async () => {
    expect(await compute(1, 2000)).toEqual({ ways: 40, frames: [] });
  });
});
