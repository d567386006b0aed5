/** Reports how many elements have passed. */
import type { Progress } from "../progress.ts";
import type { Entry, Open } from "./entry.ts";
import { StagedEntries } from "./staged.ts";

/** The same elements, with a report after every `every` of them and at the end. */
export function progressStage<E>(
  source: Open<E>,
  report: (progress: Progress) => void,
  every: number,
  total: number | undefined,
): Open<E> {
  return (pass, skip) => {
    let rows = skip;
    let told = 0;
    const tell = (): void => {
      told = rows;
      report({ rows, bytes: 0, total });
    };
    return new StagedEntries(source(pass, skip), {
      take(entry): Entry<E> {
        rows++;
        if (rows % every === 0) tell();
        return entry;
      },
      finish(): undefined {
        if (rows % every !== 0 && told !== rows) tell();
      },
    });
  };
}
