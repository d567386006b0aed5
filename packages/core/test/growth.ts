/** How the time of something grows with its size, on a machine that has other things to do. */

/**
 * How many times longer something takes at four times the size: about 4 where it is linear, 16 where it is quadratic. Of
 * runs in turns, the fastest of each size is taken: what else the machine does can only make a run slower.
 */
export async function growthOf(size: number, prepare: (size: number) => () => unknown): Promise<number> {
  const sizes = [size, 4 * size];
  const runs = sizes.map((each) => prepare(each));
  const fastest = sizes.map(() => Infinity);
  for (let turn = 0; turn < turns; turn++) {
    for (const [at, run] of runs.entries()) {
      const start = performance.now();
      await run();
      fastest[at] = Math.min(fastest[at] ?? Infinity, performance.now() - start);
    }
  }
  const [small = 1, large = 1] = fastest;
  return large / small;
}

/** Between what is linear, with caches that no longer hold everything, and what is quadratic. */
export const mostLinear = 9;

const turns = 4;
