/** Calls of the user's functions from the other thread, which waits for them. */
import { MessageChannel } from "node:worker_threads";
import type { HostRun } from "@rensa/core/compiler";
import type { HostAnswer, HostCall, Place } from "./protocol.ts";

/** The functions of the programs of a backend. */
export class HostCalls {
  readonly signal = new Int32Array(new SharedArrayBuffer(4));
  readonly #channel = new MessageChannel();
  readonly #runs = new Map<Place, ReadonlyMap<string, HostRun>>();
  /** What the last function threw. Only one run is under way at a time. */
  #thrown: unknown = null;

  constructor() {
    this.#channel.port1.unref();
  }

  /** The port at which the other thread finds what functions computed. */
  get port() {
    return this.#channel.port2;
  }

  /** What the function threw that was called last. */
  get thrown(): unknown {
    return this.#thrown;
  }

  add(place: Place, runs: ReadonlyMap<string, HostRun>): void {
    if (runs.size > 0) this.#runs.set(place, runs);
  }

  remove(place: Place): void {
    this.#runs.delete(place);
  }

  /** Calls a function and tells the other thread, whatever became of it. */
  serve({ place, kernel, inputs, outputs }: HostCall): void {
    let answer: HostAnswer = null;
    try {
      this.#runs.get(place)?.get(kernel)?.(inputs, outputs);
      answer = outputs.map(({ data }) => data);
    } catch (error) {
      this.#thrown = error;
    }
    this.#channel.port1.postMessage(answer);
    Atomics.store(this.signal, 0, 1);
    Atomics.notify(this.signal, 0);
  }
}
