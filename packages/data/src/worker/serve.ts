/**
 * The side of the worker. The function `serve` is also sent to workers as text, so it uses nothing from outside itself
 * but what every engine has, and types.
 */
import type { EpochOptions } from "../batch-source.ts";
import type { Answer, Port, Request, SentError, SentTensor } from "./protocol.ts";

/** What a factory has to make: a {@link BatchSource} of any types. */
interface AnySource {
  readonly inputs: unknown;
  readonly targets: unknown;
  readonly batchesPerEpoch: number;
  readonly examplesPerEpoch: number;
  batches(options: EpochOptions): Iterable<unknown> | AsyncIterable<unknown>;
}

/** Answers requests; `make` gives the source, of the module and the export that are named. */
export function serve(port: Port, make: (request: Request & { type: "make" }) => unknown): void {
  interface PassState {
    credit: number;
    canceled: boolean;
    wake: () => void;
  }
  const passes = new Map<number, PassState>();
  const held: { source?: AnySource } = {};

  const post = (answer: Answer, transfer: readonly ArrayBuffer[] = []): void => {
    port.post(answer, transfer);
  };
  const toSend = (error: unknown): SentError => {
    const { code, sentence } = Object(error) as { code?: SentError["code"]; sentence?: string };
    const message = sentence ?? (error instanceof Error ? error.message : String(error));
    return sentence === undefined || code === undefined ? { message } : { message, code };
  };
  /** The tensors of a tree in order, copied, because the source may keep its arrays and what is sent is gone. */
  const tensorsOf = (tree: unknown): SentTensor[] => {
    if (typeof tree !== "object" || tree === null) return [];
    if ("dtype" in tree && "data" in tree) {
      const { shape, dtype, data } = tree as SentTensor;
      return [{ shape, dtype, data: data.slice() }];
    }
    return Object.values(tree).flatMap(tensorsOf);
  };
  const send = async (id: number, state: PassState, options: EpochOptions): Promise<void> => {
    if (held.source === undefined) throw new Error("There is no source; ask for it first.");
    for await (const batch of held.source.batches(options)) {
      if (state.canceled) return;
      while (state.credit === 0) {
        await new Promise<void>((resolve) => {
          state.wake = resolve;
        });
        // It may have been canceled while it waited.
        if (passes.get(id)?.canceled !== false) return;
      }
      state.credit--;
      const { inputs, targets } = batch as { inputs: unknown; targets: unknown };
      const tensors = [...tensorsOf(inputs), ...tensorsOf(targets)];
      post(
        { type: "batch", id, tensors },
        tensors.map(({ data }) => data.buffer as ArrayBuffer),
      );
    }
  };
  const start = async ({ id, options, ahead }: Request & { type: "pass" }): Promise<void> => {
    const state: PassState = { credit: ahead, canceled: false, wake: () => undefined };
    passes.set(id, state);
    try {
      await send(id, state, options);
      post({ type: "end", id });
    } catch (error) {
      post({ type: "failed", id, error: toSend(error) });
    }
    passes.delete(id);
  };
  const prepare = async (request: Request & { type: "make" }): Promise<void> => {
    try {
      const source = (await make(request)) as AnySource;
      if (typeof (source as Partial<AnySource> | undefined)?.batches !== "function")
        throw new Error("The factory returned no source of batches.");
      held.source = source;
      const { inputs, targets, batchesPerEpoch, examplesPerEpoch } = source;
      post({ type: "ready", inputs, targets, batchesPerEpoch, examplesPerEpoch });
    } catch (error) {
      post({ type: "refused", error: toSend(error) });
    }
  };

  port.listen((message) => {
    const request = message as Request;
    if (request.type === "make") void prepare(request);
    else if (request.type === "pass") void start(request);
    else {
      const state = passes.get(request.id);
      if (state === undefined) return;
      if (request.type === "more") state.credit++;
      else state.canceled = true;
      state.wake();
    }
  });
}
