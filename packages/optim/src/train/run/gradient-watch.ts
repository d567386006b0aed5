/** Who wants to see gradients, and after which steps. */
export class GradientWatch {
  readonly #watchers = new Set<{ readonly every: number }>();

  /** Asks for every `every`-th step, until the returned function is called. */
  watch(every: number): () => void {
    const watcher = { every };
    this.#watchers.add(watcher);
    return () => {
      this.#watchers.delete(watcher);
    };
  }

  /** True where anybody wants this step. */
  wants(step: number): boolean {
    for (const { every } of this.#watchers) if (step % every === 0) return true;
    return false;
  }
}
