/** Calls to the other side that have no answer yet. */
import type { PortableError } from "./portable-error.ts";
import { unpackError } from "./portable-error.ts";

interface Request {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  /** Whether a run that waits for this side waits for its answer as well. */
  readonly isShort: boolean;
}

/** Calls by their numbers. */
export class Requests {
  readonly #pending = new Map<number, Request>();
  #next = 0;
  #waiting: (() => void)[] = [];

  /** A new call; `isShort` where what waits for {@link Requests.whenIdle} waits for its answer. */
  add(isShort: boolean): { readonly id: number; readonly answer: Promise<unknown> } {
    const id = ++this.#next;
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject, isShort }));
    return { id, answer };
  }

  settle(id: number, answer: { readonly value: unknown } | { readonly error: PortableError }): void {
    const request = this.#pending.get(id);
    this.#pending.delete(id);
    if ("error" in answer) request?.reject(unpackError(answer.error));
    else request?.resolve(answer.value);
    if (this.isIdle) this.#wake();
  }

  rejectAll(error: Error): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
    this.#wake();
  }

  /** True where all short calls are answered. */
  get isIdle(): boolean {
    return ![...this.#pending.values()].some(({ isShort }) => isShort);
  }

  /** Resolves when all short calls are answered. */
  async whenIdle(): Promise<void> {
    if (!this.isIdle) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
