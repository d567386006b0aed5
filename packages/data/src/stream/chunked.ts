/** Elements that come in chunks: those of a chunk are there at once, and nobody waits for each of them. */

/** An iterator whose results are there at once or later. Those of arrays and of generators, also async ones, are such. */
export interface AnyIterator<E> {
  next(): IteratorResult<E, unknown> | Promise<IteratorResult<E, unknown>>;
  return?(): unknown;
}

/** A source that is read in chunks, as what it is made of. */
export class Chunked<E> implements AsyncIterable<E> {
  readonly #chunks: AsyncGenerator<Iterable<E>, undefined>;

  constructor(chunks: AsyncGenerator<Iterable<E>, undefined>) {
    this.#chunks = chunks;
  }

  /** Waits between chunks only. */
  iterator(): AnyIterator<E> {
    const chunks = this.#chunks;
    let current: Iterator<E> = [][Symbol.iterator]();
    const further = async (): Promise<IteratorResult<E, unknown>> => {
      for (;;) {
        const chunk = await chunks.next();
        if (chunk.done === true) return { done: true, value: undefined };
        current = chunk.value[Symbol.iterator]();
        const first = current.next();
        if (first.done !== true) return first;
      }
    };
    return {
      next: () => {
        const result = current.next();
        return result.done === true ? further() : result;
      },
      return: () => {
        current.return?.();
        return chunks.return(undefined);
      },
    };
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<E, undefined> {
    for await (const chunk of this.#chunks) yield* chunk;
    return undefined;
  }
}
