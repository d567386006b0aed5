/**
 * How one thread of a browser notices that another is gone: it waits for a lock that the other holds as long as it lives.
 * A worker that is terminated tells nobody else.
 *
 * Where there are no locks (Node 20, pages that are not secure) nothing is done.
 */

/** Holds a lock until the returned function is called; `null` where there are no locks. Resolves when it is held. */
export async function holdLock(name: string): Promise<(() => void) | null> {
  const locks = lockManager();
  if (locks === undefined) return null;
  return new Promise((resolve) => {
    const held = locks.request(name, () => new Promise<void>((release) => resolve(release)));
    // A page may forbid locks; then there is no lifeline.
    held.catch(() => {
      resolve(null);
    });
  });
}

/** Calls back when whoever holds the lock is gone, unless the signal aborts before. */
export function whenFree(name: string, signal: AbortSignal, callBack: () => void): void {
  lockManager()
    ?.request(name, { signal }, callBack)
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
}

function lockManager(): LockManager | undefined {
  const { navigator } = globalThis as { readonly navigator?: { readonly locks?: LockManager } };
  return navigator?.locks;
}
