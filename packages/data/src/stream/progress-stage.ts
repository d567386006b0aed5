/** Reports how many elements have passed. */
import type { Progress } from "../progress.ts";
import type { Entry, Open } from "./entry.ts";

/** The same elements, with a report after every `every` of them and at the end. */
export function progressStage<E>(
  source: Open<E>,
  report: (progress: Progress) => void,
  every: number,
  total: number | undefined,
): Open<E> {
  return async function* counted(pass, skip): AsyncGenerator<Entry<E>, undefined> {
    let rows = skip;
    for await (const entry of source(pass, skip)) {
      rows++;
      if (rows % every === 0) report({ rows, bytes: 0, total });
      yield entry;
    }
    if (rows % every !== 0) report({ rows, bytes: 0, total });
    return undefined;
  };
}
