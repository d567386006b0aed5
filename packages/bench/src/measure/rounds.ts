/** Measuring two contestants in turn: warm up both until they are stable, then rounds of one burst each. */
import type { BuiltWorkload } from "../peers/engine.ts";
import { collectGarbage } from "./machine.ts";

/** How long to measure. All times are in milliseconds. */
export interface Settings {
  readonly rounds: number;
  /** What one burst should last. */
  readonly burst: number;
  /** At most, to warm up. */
  readonly warmUp: number;
  /** At most, for all bursts of one contestant: slow ones get fewer rounds. */
  readonly bound: number;
}

/** The settings of a run, and of a quick one. */
export function settingsFor(quick: boolean, rounds: number | undefined): Settings {
  return quick
    ? { rounds: rounds ?? 3, burst: 60, warmUp: 2000, bound: 4000 }
    : { rounds: rounds ?? 9, burst: 250, warmUp: 3000, bound: 20_000 };
}

/** A contestant with the number of its steps that make a burst. */
export interface Contestant {
  readonly workload: BuiltWorkload;
  readonly steps: number;
  /** Of one step, as the end of the warm-up had it. */
  readonly milliseconds: number;
}

/** Milliseconds a step, of each round. */
export interface Times {
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
}

/**
 * Runs bursts, each of twice as many steps until one is long enough, and goes on until two in a row differ by less than
 * 5 % or the time is over. Engines compile again what is hot, so the first steps tell little.
 */
export async function warmUp(workload: BuiltWorkload, settings: Settings): Promise<Contestant> {
  const end = performance.now() + settings.warmUp;
  let [steps, before] = [1, Number.POSITIVE_INFINITY];
  for (;;) {
    const burst = await workload.run(steps);
    const milliseconds = burst.milliseconds / steps;
    const stable = Math.abs(milliseconds - before) < 0.05 * before;
    const wanted = Math.max(1, Math.round(settings.burst / milliseconds));
    const longEnough = burst.milliseconds >= settings.burst / 4;
    if ((stable && longEnough) || performance.now() >= end) return { workload, steps: wanted, milliseconds };
    steps = longEnough ? wanted : Math.min(wanted, steps * 2);
    before = milliseconds;
  }
}

/** Measures ours and theirs in turn. */
export async function measureInTurn(ours: Contestant, theirs: Contestant, settings: Settings): Promise<Times> {
  const slowest = Math.max(ours.milliseconds * ours.steps, theirs.milliseconds * theirs.steps);
  const rounds = Math.max(1, Math.min(settings.rounds, Math.floor(settings.bound / slowest)));
  const times: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  for (let round = 0; round < rounds; round++) {
    times.ours.push(await burst(ours));
    times.theirs.push(await burst(theirs));
  }
  return times;
}

async function burst({ workload, steps }: Contestant): Promise<number> {
  collectGarbage();
  // Threads that wait by spinning go to sleep in this pause.
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { milliseconds } = await workload.run(steps);
  return milliseconds / steps;
}
