/** How the time of something grows with its size, on a machine that has other things to do. */

/**
 * How many times longer something takes at four times the size: about 4 where it is linear, 16 where it is quadratic. Time
 * is that of the process; of runs in turns the fastest of each size is taken, since what else the machine does can only
 * make a run slower, until they look linear or enough were seen.
 */
export async function growthOf(size: number, prepare: (size: number) => () => unknown): Promise<number> {
  const runs = [prepare(size), prepare(4 * size)] as const;
  const fastest: [number, number] = [Infinity, Infinity];
  for (let turn = 0; turn < mostTurns; turn++) {
    for (const at of [0, 1] as const) {
      const start = process.cpuUsage();
      await runs[at]();
      const { user, system } = process.cpuUsage(start);
      fastest[at] = Math.min(fastest[at], user + system);
    }
    // The first runs compile.
    if (turn > 1 && fastest[1] < mostLinear * fastest[0]) break;
  }
  return fastest[1] / fastest[0];
}

/** Between what is linear, with caches that no longer hold everything, and what is quadratic. */
export const mostLinear = 9;

const mostTurns = 12;
