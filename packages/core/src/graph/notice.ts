/** Notices on the console: one, however many workers have the same to say. */
import { checkKind } from "./check-argument.ts";

/** What pages and their workers have, where they are served securely. */
interface Locks {
  request(name: string, options: { readonly ifAvailable: true }, run: (lock: unknown) => unknown): Promise<unknown>;
}

/**
 * Writes a notice to the console, unless another page or worker of this origin that still lives has written it. Where nobody
 * can know (in Node, on a page that is not secure) it is written in any case; so call it once.
 *
 * @param text - The sentence.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { giveNotice } from "@rensa/core/compiler";
 *
 * giveNotice("my-plugin: there is no GPU here; it computes on the CPU.");
 * ```
 */
export function giveNotice(text: string): void {
  checkKind("giveNotice: the text", text, "string");
  const { navigator, process } = globalThis as {
    readonly navigator?: { readonly locks?: Locks };
    readonly process?: unknown;
  };
  const tell = (): void => {
    console.warn(text);
  };
  if (navigator?.locks === undefined || process !== undefined) {
    tell();
    return;
  }
  const held = navigator.locks.request(text, { ifAvailable: true }, (lock) => {
    if (lock === null) return undefined;
    tell();
    // The lock is free again when this page or worker ends.
    return new Promise(() => undefined);
  });
  held.catch(tell);
}
