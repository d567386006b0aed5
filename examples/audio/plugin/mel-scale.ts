/** The mel scale, on which equal steps sound equally far apart, and matrices between it and bins. */
import { binsOf } from "./fourier.ts";

/** Mel bands of a spectrum. */
export interface MelBands {
  /** Samples of a frame. */
  readonly size: number;
  /** Samples a second. */
  readonly rate: number;
  readonly bands: number;
  /** The lowest frequency, in hertz. */
  readonly low: number;
  /** The highest frequency, in hertz. */
  readonly high: number;
}

/** Hertz as mels (O'Shaughnessy 1987). */
export function melOf(hertz: number): number {
  return 2595 * Math.log10(1 + hertz / 700);
}

/** Mels as hertz. */
export function hertzOf(mel: number): number {
  return 700 * (10 ** (mel / 2595) - 1);
}

/** The frequency at the peak of each band. */
export function melCenters({ bands, low, high }: MelBands): readonly number[] {
  const step = (melOf(high) - melOf(low)) / (bands + 1);
  return Array.from({ length: bands }, (_, band) => hertzOf(melOf(low) + (band + 1) * step));
}

/** [bins][bands]: triangles that overlap by half, equally wide in mels. */
export function melFilters(options: MelBands): readonly (readonly number[])[] {
  const { size, rate, low, high } = options;
  const edges = [low, ...melCenters(options), high];
  return Array.from({ length: binsOf(size) }, (_, bin) => {
    const hertz = (bin * rate) / size;
    return melCenters(options).map((center, band) => {
      const [before = 0, after = 0] = [edges[band], edges[band + 2]];
      return Math.max(0, Math.min((hertz - before) / (center - before), (after - hertz) / (after - center)));
    });
  });
}

/**
 * [bands][bins]: the pseudoinverse of the filters F, (F^T F + ridge)^-1 F^T: of all spectra with given mels nearly the one
 * of least power. The ridge, a millionth of the largest entry, is for bands so narrow that they hold no bin.
 */
export function inverseMelFilters(options: MelBands): readonly (readonly number[])[] {
  const filters = melFilters(options);
  const gram = Array.from({ length: options.bands }, (_, a) =>
    Array.from({ length: options.bands }, (_unused, b) =>
      filters.reduce((sum, row) => sum + (row[a] ?? 0) * (row[b] ?? 0), 0),
    ),
  );
  const ridge = 1e-6 * Math.max(...gram.flat());
  const ridged = gram.map((row, a) => row.map((value, b) => value + (a === b ? ridge : 0)));
  return solve(
    ridged,
    Array.from({ length: options.bands }, (_, band) => filters.map((row) => row[band] ?? 0)),
  );
}

/** The X of A X = B, for a positive definite A, by elimination. */
function solve(matrix: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, at) => [...row, ...(right[at] ?? [])]);
  rows.forEach((pivot, at) => {
    const scale = pivot[at] ?? 1;
    pivot.forEach((value, column) => (pivot[column] = value / scale));
    for (const row of rows) {
      const factor = row === pivot ? 0 : (row[at] ?? 0);
      if (factor !== 0) row.forEach((value, column) => (row[column] = value - factor * (pivot[column] ?? 0)));
    }
  });
  return rows.map((row) => row.slice(matrix.length));
}
