/** Requests that come within some milliseconds become one batch, since a batch of 32 costs little more than a batch of one. */

/** A row of inputs. */
export type Row = readonly number[];

/**
 * Makes a function of many rows one of a few that waits for others. A batch that fails fails for all who are in it, so rows
 * should be looked at before.
 */
export function gather(compute: (rows: readonly Row[]) => Promise<readonly Row[]>, milliseconds: number) {
  interface Waiting {
    readonly rows: readonly Row[];
    readonly resolve: (rows: readonly Row[]) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    try {
      const computed = await compute(batch.flatMap(({ rows }) => rows));
      let from = 0;
      for (const { rows, resolve } of batch) resolve(computed.slice(from, (from += rows.length)));
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  };
  return (rows: readonly Row[]): Promise<readonly Row[]> =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setTimeout(() => void flush(), milliseconds);
      waiting.push({ rows, resolve, reject });
    });
}
