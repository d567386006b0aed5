/** Stable merge sort of positions by their keys. */

/** Runs of this length are sorted by insertion. */
const runLength = 16;

/** The positions of the keys in ascending order; NaN last, or first. */
export function mergeOrder(keys: Float64Array, nanFirst: boolean): Int32Array {
  const isNumber = (position: number): boolean => !Number.isNaN(keys[position]);
  const positions = Int32Array.from(keys, (_, position) => position);
  const numbers = positions.filter(isNumber);
  const others = numbers.length === keys.length ? new Int32Array(0) : positions.filter((each) => !isNumber(each));
  const sorted = sortNumbers(numbers, keys);
  const result = new Int32Array(keys.length);
  result.set(sorted, nanFirst ? others.length : 0);
  result.set(others, nanFirst ? 0 : sorted.length);
  return result;
}

function sortNumbers(positions: Int32Array, keys: Float64Array): Int32Array {
  const { length } = positions;
  for (let from = 0; from < length; from += runLength) {
    sortRun(positions, keys, from, Math.min(from + runLength, length));
  }
  let source = positions;
  let target: Int32Array = new Int32Array(length);
  for (let width = runLength; width < length; width *= 2) {
    for (let from = 0; from < length; from += 2 * width) {
      merge(source, target, keys, from, Math.min(from + width, length), Math.min(from + 2 * width, length));
    }
    [source, target] = [target, source];
  }
  return source;
}

function sortRun(positions: Int32Array, keys: Float64Array, from: number, to: number): void {
  for (let at = from + 1; at < to; at++) {
    const position = positions[at] ?? 0;
    const key = keys[position] ?? 0;
    let hole = at;
    for (; hole > from && (keys[positions[hole - 1] ?? 0] ?? 0) > key; hole--)
      positions[hole] = positions[hole - 1] ?? 0;
    positions[hole] = position;
  }
}

/** Joins two sorted parts of `source` in `target`; of equal keys, that of the first part comes first. */
function merge(
  source: Int32Array,
  target: Int32Array,
  keys: Float64Array,
  from: number,
  middle: number,
  to: number,
): void {
  let [left, right] = [from, middle];
  for (let at = from; at < to; at++) {
    const [first = 0, second = 0] = [source[left], source[right]];
    const takesFirst = left < middle && (right >= to || (keys[first] ?? 0) <= (keys[second] ?? 0));
    if (takesFirst) left++;
    else right++;
    target[at] = takesFirst ? first : second;
  }
}
