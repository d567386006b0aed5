/** The gradients of all networks, layer by layer, as a table that can be drawn in place. */
import { kinds, type Kind } from "./model.ts";
import type { Progress } from "./train-networks.ts";

const barWidth = 8;
const cellWidth = 16;

/** The table: a row for each layer, a column for each network, and a bar whose every block is a power of ten. */
export function gradientTable(networks: ReadonlyMap<Kind, Progress>): readonly string[] {
  const columns = kinds.map((kind) => networks.get(kind));
  const names = columns.find((column) => column !== undefined)?.layers.map(({ layer }) => layer) ?? [];
  const row = (name: string, cells: readonly string[]): string =>
    [name.padEnd(10), ...cells.map((cell) => cell.padEnd(cellWidth))].join(" ").trimEnd();
  return [
    row("gradient", kinds),
    ...names.map((name, at) =>
      row(
        name,
        columns.map((column) => cell(column?.layers[at]?.rootMeanSquare)),
      ),
    ),
    row(
      "loss",
      columns.map((column) => column?.loss.toFixed(4) ?? ""),
    ),
    row(
      "step",
      columns.map((column) => String(column?.step ?? "")),
    ),
  ];
}

function cell(value: number | undefined): string {
  if (value === undefined) return "";
  const blocks = value > 0 ? Math.max(0, Math.min(barWidth, Math.round(barWidth + Math.log10(value)))) : 0;
  return `${value.toExponential(1).padEnd(7)} ${"█".repeat(blocks)}`;
}

/** Draws lines over the ones drawn before, at most ten times a second. */
export class LiveLines {
  readonly #stream: { write(text: string): unknown };
  #height = 0;
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(stream: { write(text: string): unknown }) {
    this.#stream = stream;
  }

  draw(lines: readonly string[], isLast = false): void {
    const now = performance.now();
    if (now - this.#drawnAt < 100 && !isLast) return;
    this.#drawnAt = now;
    const up = this.#height === 0 ? "" : `\u001b[${String(this.#height)}A`;
    this.#stream.write(up + lines.map((line) => `\r${line}\u001b[K\n`).join(""));
    this.#height = lines.length;
  }
}
