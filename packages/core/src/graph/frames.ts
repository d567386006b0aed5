/** The frames of a page, which are drawn only where whoever computes on its main thread gives way in time. */

/** Milliseconds without a frame after which one is waited for: one and a half of the usual time between two. */
const frameMilliseconds = 25;

/** Milliseconds after which no frame is waited for: the page was hidden meanwhile, and draws none. */
const patience = 100;

/** What a page has, and no worker and no server. */
interface Page {
  readonly document?: { readonly visibilityState: string };
  readonly requestAnimationFrame?: (callback: () => void) => number;
}

/** True on the main thread of a page that can be seen. */
export function drawsFrames(): boolean {
  const { document, requestAnimationFrame } = globalThis as Page;
  return document?.visibilityState === "visible" && requestAnimationFrame !== undefined;
}

/**
 * Sees to it that frames are drawn. A browser mostly draws one as soon as it is given way after it was due; where it did
 * not, it is waited for.
 */
export class Frames {
  #last = performance.now();
  /** Resolves when the next frame is begun; `null` where nobody has asked for it. */
  #next: Promise<void> | null = null;

  /** To be called whenever others may run. Waits where no frame was drawn for too long. */
  async giveWay(): Promise<void> {
    if (!drawsFrames()) return;
    this.#next ??= this.#request();
    if (performance.now() - this.#last >= frameMilliseconds) await this.#next;
  }

  #request(): Promise<void> {
    const page = globalThis as Page;
    return new Promise((resolve) => {
      const begin = (): void => {
        clearTimeout(timer);
        this.#last = performance.now();
        this.#next = null;
        resolve();
      };
      const timer = setTimeout(begin, patience);
      page.requestAnimationFrame?.(begin);
    });
  }
}
