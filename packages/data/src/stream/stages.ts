/** Stages of a stream: each pulls from the one before when it is pulled itself, so nothing is read ahead. */
import { sourceFailed, type Entry, type Open } from "./entry.ts";
import { epochRandom, exampleRandoms, sfc32, uniformInteger } from "../random.ts";
import type { MapContext } from "../table/mapped-table.ts";

/** Each element through a function. Elements that are left out are not mapped. */
export function mapStage<E, F>(
  source: Open<E>,
  map: (value: E, context: MapContext) => F | Promise<F>,
  salt: number,
): Open<F> {
  return async function* mapped(pass, skip): AsyncGenerator<Entry<F>, undefined> {
    const { epoch, seed } = pass;
    const randoms = exampleRandoms(seed, epoch, salt);
    for await (const { row, value } of source(pass, skip)) {
      let result: F;
      try {
        result = await map(value, { row, epoch, seed, random: randoms(row) });
      } catch (cause) {
        throw sourceFailed("map", row, cause);
      }
      yield { row, value: result };
    }
    return undefined;
  };
}

/** The elements for which a function says yes. */
export function filterStage<E>(source: Open<E>, keep: (value: E, row: number) => boolean | Promise<boolean>): Open<E> {
  return async function* filtered(pass, skip): AsyncGenerator<Entry<E>, undefined> {
    let left = skip;
    for await (const entry of source(pass, 0)) {
      let kept: boolean;
      try {
        kept = await keep(entry.value, entry.row);
      } catch (cause) {
        throw sourceFailed("filter", entry.row, cause);
      }
      if (!kept) continue;
      if (left > 0) left--;
      else yield entry;
    }
    return undefined;
  };
}

/** The first elements. The source is not asked for one more. */
export function takeStage<E>(source: Open<E>, count: number): Open<E> {
  return async function* taken(pass, skip): AsyncGenerator<Entry<E>, undefined> {
    let left = count - skip;
    if (left <= 0) return undefined;
    for await (const entry of source(pass, skip)) {
      yield entry;
      left--;
      if (left === 0) return undefined;
    }
    return undefined;
  };
}

/** All but the first elements. */
export function skipStage<E>(source: Open<E>, count: number): Open<E> {
  return (pass, skip) => source(pass, skip + count);
}

/** A buffer of elements, from which one is drawn at random for each that comes in. */
export function shuffleStage<E>(source: Open<E>, size: number, salt: number): Open<E> {
  return async function* shuffled(pass, skip): AsyncGenerator<Entry<E>, undefined> {
    if (!pass.shuffle) return yield* source(pass, skip);
    const words = epochRandom("shuffle", pass.seed, pass.epoch);
    const random = sfc32(words(), words() + salt, words());
    const buffer: Entry<E>[] = [];
    // Every element draws the same numbers whether it is left out or not, so a resumed pass goes on as it was.
    let left = skip;
    for await (const entry of source(pass, 0)) {
      if (buffer.length < size) {
        buffer.push(entry);
        continue;
      }
      const chosen = uniformInteger(random, size);
      const drawn = buffer[chosen] ?? entry;
      buffer[chosen] = entry;
      if (left > 0) left--;
      else yield drawn;
    }
    while (buffer.length > 0) {
      const chosen = uniformInteger(random, buffer.length);
      const last = buffer.pop();
      const drawn = chosen === buffer.length ? last : buffer[chosen];
      if (last !== undefined && chosen < buffer.length) buffer[chosen] = last;
      if (left > 0) left--;
      else if (drawn !== undefined) yield drawn;
    }
    return undefined;
  };
}

/** Asks for up to `count` elements before they are needed. */
export function prefetchStage<E>(source: Open<E>, count: number): Open<E> {
  return async function* prefetched(pass, skip): AsyncGenerator<Entry<E>, undefined> {
    const stop = new AbortController();
    const signal = pass.signal === undefined ? stop.signal : AbortSignal.any([pass.signal, stop.signal]);
    const entries = source({ ...pass, signal }, skip);
    // Kept as a value, because a promise that fails before it is awaited would end a Node process.
    type Answer = { readonly result: IteratorResult<Entry<E>, undefined> } | { readonly error: unknown };
    const ask = (): Promise<Answer> =>
      entries.next().then(
        (result) => ({ result }),
        (error: unknown) => ({ error }),
      );
    const asked: Promise<Answer>[] = [];
    try {
      for (;;) {
        while (asked.length < count) asked.push(ask());
        const answer = await asked.shift();
        if (answer === undefined) return undefined;
        if ("error" in answer) throw answer.error;
        if (answer.result.done === true) return undefined;
        asked.push(ask());
        yield answer.result.value;
      }
    } finally {
      stop.abort();
      await entries.return(undefined);
    }
  };
}
