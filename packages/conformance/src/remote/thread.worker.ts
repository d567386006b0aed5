/** The other thread of a remote backend: it does what it is asked for, in order, some time later. */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from "node:worker_threads";
import { RensaError, type HostTensor, type TypedArray } from "@rensa/core";
import type { HostRun } from "@rensa/core/compiler";
import type { Answer, HostAnswer, Place, Posted, Request, ThreadData } from "./protocol.ts";
import { makeProgram, makeStore, type RemoteMemory } from "./remote-memory.ts";

/** A function of the user's threw, in the user's thread. */
class HostFailed extends Error {}

/** Serves the requests that come at a port. */
function serve(parent: MessagePort, { delay, signal, port }: ThreadData): void {
  const places = new Map<Place, RemoteMemory>();

  const memoryAt = (place: Place): RemoteMemory => {
    const memory = places.get(place);
    if (memory === undefined) throw new RensaError("INTERNAL", `There is nothing at ${String(place)}.`);
    return memory;
  };

  const post = (answer: Answer, transfer: readonly TypedArray[]): void => {
    // They are copies, allocated here.
    parent.postMessage(
      answer,
      transfer.map(({ buffer }) => buffer as ArrayBuffer),
    );
  };

  /** Has a function called in the user's thread, and waits. */
  const hostRun =
    (place: Place, kernel: string): HostRun =>
    (inputs, outputs) => {
      const [given, filled] = [inputs.map(copyOf), outputs.map(copyOf)];
      Atomics.store(signal, 0, 0);
      post(
        { kind: "host", place, kernel, inputs: given, outputs: filled },
        [...given, ...filled].map(({ data }) => data),
      );
      Atomics.wait(signal, 0, 0);
      const answer = (receiveMessageOnPort(port) as { readonly message: HostAnswer } | undefined)?.message ?? null;
      if (answer === null) throw new HostFailed();
      outputs.forEach(({ data }, at) => {
        data.set(answer[at] ?? []);
      });
    };

  const perform = (request: Request): readonly TypedArray[] => {
    const { place } = request;
    switch (request.kind) {
      case "createStorage":
        places.set(place, makeStore(request.layout));
        return [];
      case "prepare": {
        const { plan, initial, store } = request;
        const memory = store === null ? null : (memoryAt(store).memory ?? null);
        places.set(
          place,
          makeProgram(plan, initial, memory, (kernel) => hostRun(place, kernel)),
        );
        return [];
      }
      case "write":
        memoryAt(place).arrayOf(request.name).set(request.values);
        return [];
      case "read": {
        const { arrayOf } = memoryAt(place);
        return request.names.map((name) => arrayOf(name).slice());
      }
      case "run":
        memoryAt(place).run?.();
        return [];
      case "free":
        places.delete(place);
        return [];
    }
  };

  const answer = ({ id, request }: Posted): void => {
    // What nobody waits for must not fail: then the thread does.
    if (id === null) {
      perform(request);
      return;
    }
    try {
      const arrays = perform(request);
      post({ kind: "done", id, arrays }, arrays);
    } catch (error) {
      if (error instanceof HostFailed) post({ kind: "hostFailed", id }, []);
      else post(failure(id, error), []);
    }
  };

  parent.on("message", (posted: Posted) => {
    if (delay === 0) answer(posted);
    // Timers of one length end in their order.
    else setTimeout(answer, delay, posted);
  });
}

function failure(id: number, error: unknown): Answer {
  if (error instanceof RensaError) return { kind: "failed", id, code: error.code, sentence: error.sentence };
  return { kind: "failed", id, code: "INTERNAL", sentence: error instanceof Error ? error.message : String(error) };
}

function copyOf({ shape, dtype, data }: HostTensor): HostTensor {
  return { shape, dtype, data: data.slice() };
}

// What `startThread` gave.
if (parentPort !== null) serve(parentPort, workerData as ThreadData);
