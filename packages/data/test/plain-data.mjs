/** Factories that worker tests load, without TypeScript. */

/** Counts what it makes in shared memory, and whether it was cleaned up. */
export const counted = ({ counts, failAt }) => {
  const seen = new Int32Array(counts);
  const type = { shape: [1], dtype: "f32" };
  return {
    inputs: type,
    targets: type,
    batchesPerEpoch: 1000,
    examplesPerEpoch: 1000,
    async *batches({ start = 0 }) {
      const kept = new Float32Array(1);
      try {
        for (let at = start; at < 1000; at++) {
          if (at === failAt) throw new Error("the disk is gone");
          Atomics.add(seen, 0, 1);
          kept[0] = at;
          const tensor = { ...type, data: kept };
          yield { inputs: tensor, targets: tensor };
        }
      } finally {
        Atomics.add(seen, 1, 1);
      }
    },
  };
};

export const refusing = () => {
  throw new Error("no such folder");
};

export const nothing = () => 7;

export const dying = () => ({
  ...counted({ counts: new SharedArrayBuffer(8), failAt: -1 }),
  async *batches() {
    process.exit(3);
  },
});
