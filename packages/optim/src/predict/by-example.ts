/**
 * Whether a model computes each example of a batch by itself: tried, by changing half of the examples and looking at the
 * others.
 */
import { flattenTree, isFloat, isTyped, mapTree, sizeOf, type HostTensor, type Tree } from "@rensa/core";
import { sameRows } from "./batch-rows.ts";

type Inputs = Tree<HostTensor>;

/** Rows from the first of these to below the second. */
type Rows = readonly [from: number, to: number];

/** What becomes of some rows of a tensor. */
type Change = (tensor: HostTensor, rows: Rows) => HostTensor;

/**
 * NaN shows wherever examples are mixed by arithmetic, however little they weigh. Comparisons hide it: numbers far below and
 * above all others show there. Integers may be indices: theirs become those of other examples, and 0, which models can read.
 */
const changes: readonly Change[] = [
  (tensor, rows) => (isFloat(tensor.dtype) ? filled(tensor, rows, Number.NaN) : turned(tensor, rows)),
  (tensor, rows) => filled(tensor, rows, isFloat(tensor.dtype) ? -beyond(tensor) : 0),
  (tensor, rows) => filled(tensor, rows, isFloat(tensor.dtype) ? beyond(tensor) : 0),
];

/**
 * True where no output changed with other examples, false where one did; `null` where nothing could be changed.
 *
 * @param run Runs the model on a batch of the size of `inputs`.
 * @param size How many examples there are, from 2.
 */
export async function computesByExample(
  run: (inputs: Inputs) => Promise<Inputs>,
  inputs: Inputs,
  size: number,
): Promise<boolean | null> {
  const half = Math.ceil(size / 2);
  const halves: readonly [Rows, Rows] = [
    [0, half],
    [half, size],
  ];
  const before = flattenTree(await run(inputs), isData);
  for (const [changed, seen] of [halves, [halves[1], halves[0]] as const]) {
    let isTried = false;
    for (const change of changes) {
      const others = mapTree<HostTensor, Inputs>(inputs, isData, (tensor) => change(tensor, changed));
      if (sameInputs(inputs, others, changed)) continue;
      isTried = true;
      let after: ReadonlyMap<string, HostTensor>;
      try {
        after = new Map(flattenTree(await run(others), isData));
      } catch {
        // What was put there may be no data for this model; then nothing is known, and each size gets a program.
        return false;
      }
      if (!before.every(([path, output]) => sameRows(output, after.get(path) ?? output, ...seen))) return false;
    }
    if (!isTried) return null;
  }
  return true;
}

function sameInputs(one: Inputs, other: Inputs, rows: Rows): boolean {
  const others = new Map(flattenTree(other, isData));
  return flattenTree(one, isData).every(([path, tensor]) => sameRows(tensor, others.get(path) ?? tensor, ...rows));
}

function filled({ shape, dtype, data }: HostTensor, [from, to]: Rows, value: number): HostTensor {
  const width = sizeOf(shape.slice(1));
  return { shape, dtype, data: data.slice().fill(value, from * width, to * width) };
}

/** A number larger than all others of a tensor, but of their size. */
function beyond({ data }: HostTensor): number {
  let largest = 1;
  for (const value of data) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
  return 2 * largest;
}

/** Rows in the place of others: those of the other end, in turn. */
function turned({ shape, dtype, data }: HostTensor, [from, to]: Rows): HostTensor {
  const [size = 0] = shape;
  const width = sizeOf(shape.slice(1));
  const copy = data.slice();
  for (let row = from; row < to; row++) {
    const other = size - 1 - row;
    copy.set(data.subarray(other * width, (other + 1) * width), row * width);
  }
  return { shape, dtype, data: copy };
}

function isData(value: unknown): value is HostTensor {
  return isTyped(value);
}
