/** Stages of a stream: each pulls from the one before when it is pulled itself, so nothing is read ahead. */
import { epochRandom, exampleRandoms, sfc32, uniformInteger } from "../random.ts";
import type { MapContext } from "../table/mapped-table.ts";
import { isLater, sourceFailed, type Awaitable, type Entry, type Open } from "./entry.ts";
import { StagedEntries } from "./staged.ts";

/** Each element through a function. Elements that are left out are not mapped. */
export function mapStage<E, F>(
  source: Open<E>,
  map: (value: E, context: MapContext) => F | Promise<F>,
  salt: number,
): Open<F> {
  return (pass, skip) => {
    const { epoch, seed } = pass;
    const randoms = exampleRandoms(seed, epoch, salt);
    return new StagedEntries(source(pass, skip), {
      take({ row, value }): Awaitable<Entry<F>> {
        return ask(
          "map",
          row,
          () => map(value, { row, epoch, seed, random: randoms(row) }),
          (result) => ({ row, value: result }),
        );
      },
    });
  };
}

/** The elements for which a function says yes. */
export function filterStage<E>(source: Open<E>, keep: (value: E, row: number) => boolean | Promise<boolean>): Open<E> {
  return (pass, skip) => {
    let left = skip;
    return new StagedEntries(source(pass, 0), {
      take(entry): Awaitable<Entry<E> | undefined> {
        const { row, value } = entry;
        return ask(
          "filter",
          row,
          () => keep(value, row),
          (isKept) => (isKept && left-- <= 0 ? entry : undefined),
        );
      },
    });
  };
}

/** What becomes of the answer of a user's function; where it fails, the error names the stage and the row. */
function ask<A, R>(place: string, row: number, call: () => Awaitable<A>, become: (answer: A) => R): Awaitable<R> {
  let answer: Awaitable<A>;
  try {
    answer = call();
  } catch (cause) {
    throw sourceFailed(place, row, cause);
  }
  if (!isLater(answer)) return become(answer);
  return answer.then(become, (cause: unknown) => {
    throw sourceFailed(place, row, cause);
  });
}

/** The first elements. The source is not asked for one more. */
export function takeStage<E>(source: Open<E>, count: number): Open<E> {
  return (pass, skip) => {
    let left = count - skip;
    return new StagedEntries(source(pass, skip), {
      isFull: () => left <= 0,
      take(entry): Entry<E> {
        left--;
        return entry;
      },
    });
  };
}

/** All but the first elements. */
export function skipStage<E>(source: Open<E>, count: number): Open<E> {
  return (pass, skip) => source(pass, skip + count);
}

/** A buffer of elements, from which one is drawn at random for each that comes in. */
export function shuffleStage<E>(source: Open<E>, size: number, salt: number): Open<E> {
  return (pass, skip) => {
    if (!pass.shuffle) return source(pass, skip);
    const words = epochRandom("shuffle", pass.seed, pass.epoch);
    const random = sfc32(words(), words() + salt, words());
    const buffer: Entry<E>[] = [];
    // Every element draws the same numbers whether it is left out or not, so a resumed pass goes on as it was.
    let left = skip;
    return new StagedEntries(source(pass, 0), {
      take(entry): Entry<E> | undefined {
        if (buffer.length < size) {
          buffer.push(entry);
          return undefined;
        }
        const chosen = uniformInteger(random, size);
        const drawn = buffer[chosen];
        buffer[chosen] = entry;
        return left-- > 0 ? undefined : drawn;
      },
      finish(): Entry<E> | undefined {
        while (buffer.length > 0) {
          const chosen = uniformInteger(random, buffer.length);
          const last = buffer.pop();
          const drawn = chosen === buffer.length ? last : buffer[chosen];
          if (last !== undefined && chosen < buffer.length) buffer[chosen] = last;
          if (left-- <= 0) return drawn;
        }
        return undefined;
      },
    });
  };
}
