/** A stream that counts what is read, opened and closed, for tests. */
import { DataStream } from "../src/stream/data-stream.ts";

/** A source that counts what is read of it and whether it was cleaned up. */
export const watched = (size: number, failAt = Infinity) => {
  const seen = { read: 0, opened: 0, closed: 0 };
  const stream = DataStream.from(
    async function* () {
      seen.opened++;
      try {
        for (let value = 0; value < size; value++) {
          await Promise.resolve();
          if (value === failAt) throw new Error("the disk is gone");
          seen.read++;
          yield value;
        }
      } finally {
        seen.closed++;
      }
    },
    { name: "watched", size },
  );
  return { stream, seen };
};
