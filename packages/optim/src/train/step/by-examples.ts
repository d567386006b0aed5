/** Programs for batches of different sizes: each is compiled once, when the first batch of its size comes. */
import { nextTask } from "@rensa/core/compiler";

export class ByExamples<P> {
  readonly #compile: (examples: number) => Promise<P>;
  readonly #compiled = new Map<number, P>();

  constructor(compile: (examples: number) => Promise<P>) {
    this.#compile = compile;
  }

  /** The program for batches of so many examples, once it is compiled: what a step of many is spared to wait for. */
  get(examples: number): P | undefined {
    return this.#compiled.get(examples);
  }

  /** The program for batches of so many examples. */
  async of(examples: number): Promise<P> {
    const known = this.#compiled.get(examples);
    if (known !== undefined) return known;
    // A function is traced without giving way, which gets a task of its own.
    await nextTask();
    const made = await this.#compile(examples);
    this.#compiled.set(examples, made);
    return made;
  }

  forEach(visit: (program: P) => void): void {
    for (const program of this.#compiled.values()) visit(program);
  }
}
