/** A schedule as a picture of braille characters, for terminals and documents. */
import { checkOptions } from "@rensa/core";
import { expectRange, ranges } from "../ranges.ts";
import { sampleSchedule } from "./sample-schedule.ts";
import type { Schedule } from "./schedule.ts";

/** The size of {@link plotSchedule}. */
export interface PlotOptions {
  /** Characters across, labels not counted. Default: 60. */
  readonly width?: number;
  /** Lines, the axis not counted. Default: 10. */
  readonly height?: number;
}

/** Dots of a braille character: 2 columns of 4, by their bits. */
const dotBits = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;
const emptyCharacter = 0x2800;

/**
 * The rates of the first steps as text: the rate upward from 0, the steps to the right.
 *
 * @param schedule - The schedule.
 * @param steps - How many steps.
 *
 * @throws RensaError `ARGUMENT_INVALID` for steps or sizes that are no whole numbers from 1, and whatever
 *   {@link sampleSchedule} refuses.
 *
 * @example
 * ```ts
 * import { cosine, plotSchedule } from "@rensa/optim";
 *
 * console.log(await plotSchedule(cosine({ peak: 1e-3, steps: 100, warmUp: 10 }), 100, { width: 40, height: 4 }));
 * // 0.001 ┤⠀⠀⠀⡰⠉⠉⠉⠉⠑⠒⠒⠢⠤⠤⣀⡀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
 * //       ┤⠀⠀⢠⠃⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠈⠉⠑⠒⠤⠤⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
 * //       ┤⠀⡰⠁⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠑⠒⠤⠤⣀⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀
 * //     0 ┤⡠⠃⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠑⠒⠒⠤⠤⠤⣀⣀⣀⣀
 * //       └────────────────────────────────────────
 * //        0                                     99
 * ```
 */
export async function plotSchedule(schedule: Schedule, steps: number, options: PlotOptions = {}): Promise<string> {
  checkOptions("plotSchedule", options, ["width", "height"]);
  const { width = 60, height = 10 } = options;
  expectRange("plotSchedule", ranges.count, { steps, width, height });
  const rates = await sampleSchedule(schedule, steps);
  const highest = rates.reduce((most, rate) => Math.max(most, rate), 0);
  const [columns, rows] = [2 * width, 4 * height];
  const canvas = Array.from({ length: height }, () => new Uint8Array(width));
  const rowOf = (step: number): number =>
    highest === 0 ? rows - 1 : Math.round((1 - (rates[step] ?? 0) / highest) * (rows - 1));
  let before: number | undefined;
  for (let column = 0; column < columns; column++) {
    const row = rowOf(Math.round((column / Math.max(1, columns - 1)) * (steps - 1)));
    // A fall within one column is a line and no gap.
    const joined = before === undefined ? row : before + Math.sign(row - before);
    for (let dot = Math.min(row, joined); dot <= Math.max(row, joined); dot++) {
      const line = canvas[Math.floor(dot / 4)];
      const character = Math.floor(column / 2);
      if (line !== undefined) line[character] = (line[character] ?? 0) | (dotBits[column % 2]?.[dot % 4] ?? 0);
    }
    before = row;
  }
  const labels = canvas.map((_, at) => (at === 0 && highest > 0 ? shortly(highest) : at === height - 1 ? "0" : ""));
  const margin = Math.max(...labels.map(({ length }) => length));
  const lines = canvas.map((line, at) => {
    const text = Array.from(line, (dots) => String.fromCodePoint(emptyCharacter + dots)).join("");
    return `${(labels[at] ?? "").padStart(margin)} ┤${text}`;
  });
  const last = String(steps - 1);
  return [
    ...lines,
    `${" ".repeat(margin)} └${"─".repeat(width)}`,
    `${" ".repeat(margin)}  0${last.padStart(Math.max(last.length + 1, width - 1))}`,
  ].join("\n");
}

function shortly(value: number): string {
  return String(Number(value.toPrecision(3)));
}
