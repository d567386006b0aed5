/** Files that are nearly right: flipped bits, cuts, blocks that are missing, doubled or moved, numbers at their extremes. */
import fc from "fast-check";
import type { Change, FileFormat } from "./file-format.ts";

/** A file and what was done to it. */
export interface MutatedFile extends Change {
  readonly bytes: Uint8Array;
  readonly sample: number;
}

interface Random {
  /** An integer from 0 to `bound - 1`. */
  below(bound: number): number;
}

/** Numbers at which sizes overflow, become negative or are too large for what is there. */
const extremes = [0n, 1n, 2n, 0x7fn, 0x80n, 0xffn, 0x7fffn, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn].concat([
  0x20000000000000n,
  0x7fffffffffffffffn,
  0xffffffffffffffffn,
]);

/** Text that means something to readers of text. */
const words = [
  '"',
  '""',
  ",",
  "\n",
  "\r",
  "\0",
  "\ufeff",
  "1e999",
  "-0",
  "__proto__",
  "{",
  "[[[[",
  "null",
  "\ud83d",
  "9".repeat(40),
];

/** A mutation of bytes. */
type Mutation = readonly [how: string, change: (bytes: Uint8Array, random: Random) => Uint8Array];

const mutations: readonly Mutation[] = [
  [
    "flip",
    (bytes, random) => {
      const changed = bytes.slice();
      for (let count = 1 + random.below(3); count > 0; count--) {
        const at = placeIn(bytes, random);
        changed[at] = (changed[at] ?? 0) ^ (1 << random.below(8));
      }
      return changed;
    },
  ],
  [
    "set",
    (bytes, random) => {
      const changed = bytes.slice();
      changed[placeIn(bytes, random)] = [0, 1, 127, 128, 254, 255, random.below(256)][random.below(7)] ?? 0;
      return changed;
    },
  ],
  [
    "number",
    (bytes, random) => {
      const changed = bytes.slice();
      const value = extremes[random.below(extremes.length)] ?? 0n;
      const size = 2 ** random.below(4);
      const at = Math.max(0, Math.min(placeIn(bytes, random), bytes.length - size));
      const isLittle = random.below(2) === 0;
      for (let byte = 0; byte < size; byte++) {
        changed[at + (isLittle ? byte : size - 1 - byte)] = Number((value >> BigInt(8 * byte)) & 255n);
      }
      return changed;
    },
  ],
  ["cut", (bytes, random) => bytes.slice(0, random.below(bytes.length))],
  ["remove", (bytes, random) => replaced(bytes, block(bytes, random), new Uint8Array())],
  [
    "double",
    (bytes, random) => {
      const [start, end] = block(bytes, random);
      return replaced(bytes, [end, end], bytes.slice(start, end));
    },
  ],
  [
    "move",
    (bytes, random) => {
      const [start, end] = block(bytes, random);
      const at = random.below(bytes.length);
      return replaced(bytes, [at, Math.min(bytes.length, at + end - start)], bytes.slice(start, end));
    },
  ],
  [
    "insert",
    (bytes, random) => {
      const at = placeIn(bytes, random);
      return replaced(
        bytes,
        [at, at],
        Uint8Array.from({ length: 1 + random.below(40) }, () => random.below(256)),
      );
    },
  ],
  [
    "word",
    (bytes, random) => {
      const at = placeIn(bytes, random);
      const word = new TextEncoder().encode(words[random.below(words.length)]);
      return replaced(bytes, [at, Math.min(bytes.length, at + random.below(4))], word);
    },
  ],
];

/** Headers are at the start and at the end; half of all places are there. */
function placeIn({ length }: Uint8Array, random: Random): number {
  const near = Math.min(length, 200);
  const kind = random.below(4);
  if (kind === 0) return random.below(near);
  return kind === 1 ? length - 1 - random.below(near) : random.below(length);
}

function block(bytes: Uint8Array, random: Random): readonly [start: number, end: number] {
  const start = placeIn(bytes, random);
  return [start, Math.min(bytes.length, start + 1 + random.below(random.below(2) === 0 ? 8 : 200))];
}

function replaced(bytes: Uint8Array, [start, end]: readonly [number, number], middle: Uint8Array): Uint8Array {
  const whole = new Uint8Array(bytes.length - (end - start) + middle.length);
  whole.set(bytes.subarray(0, start));
  whole.set(middle, start);
  whole.set(bytes.subarray(end), start + middle.length);
  return whole;
}

/** The file of a number: the same each time. */
export function mutatedFile({ seal }: FileFormat, samples: readonly Uint8Array[], number: number): MutatedFile {
  const stream = fc.sample(fc.infiniteStream(fc.nat(0x7fffffff)), { seed: number, numRuns: 1 })[0];
  const random: Random = { below: (bound) => Number(stream?.next().value ?? 0) % Math.max(1, bound) };
  const sample = random.below(samples.length);
  let bytes: Uint8Array = samples[sample] ?? new Uint8Array();
  const done: string[] = [];
  const times = random.below(4) === 0 ? 2 : 1;
  for (let count = 0; count < times && bytes.length > 0; count++) {
    const [how, change] = mutations[random.below(mutations.length)] ?? ["none", (same: Uint8Array) => same];
    done.push(how);
    bytes = change(bytes, random);
  }
  const isSealed = seal !== undefined && random.below(3) === 0;
  if (isSealed) bytes = seal(bytes);
  const isCut = done.every((how) => how === "cut") && !isSealed;
  return { bytes, sample, how: done.join(" and "), isCut, isSealed };
}
