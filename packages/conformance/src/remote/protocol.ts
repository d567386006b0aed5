/** What the two threads of a remote backend say to each other: plain data, in order. */
import type { MessagePort } from "node:worker_threads";
import type { StoredProgram } from "@rensa/backend-js/program";
import type { HostTensor, RensaErrorCode, TypedArray } from "@rensa/core";
import type { StateCopy, StoreLayout } from "@rensa/core/compiler";

/** The number of a store or a program in the other thread. */
export type Place = number;

/** A program as plain data. Of its kernels, those that are loops are only named: their loops are in their sources. */
export interface PostedPlan extends StoredProgram {
  readonly copies: readonly StateCopy[];
  /** JavaScript, by kernel name. */
  readonly sources: ReadonlyMap<string, string>;
}

/** What the other thread is to do. */
export type Request =
  | { readonly kind: "createStorage"; readonly place: Place; readonly layout: StoreLayout }
  | {
      readonly kind: "prepare";
      readonly place: Place;
      readonly store: Place | null;
      readonly plan: PostedPlan;
      /** What buffers hold from the start, by name. */
      readonly initial: ReadonlyMap<string, TypedArray>;
    }
  | { readonly kind: "write"; readonly place: Place; readonly name: string; readonly values: TypedArray }
  | { readonly kind: "read"; readonly place: Place; readonly names: readonly string[] }
  | { readonly kind: "run"; readonly place: Place }
  | { readonly kind: "free"; readonly place: Place };

/** A request, with the number that its answer has; `null` where nobody waits for one. */
export interface Posted {
  readonly id: number | null;
  readonly request: Request;
}

/** A call of a function that only the thread of the user has. The other thread waits for it. */
export interface HostCall {
  readonly kind: "host";
  readonly place: Place;
  readonly kernel: string;
  readonly inputs: readonly HostTensor[];
  readonly outputs: readonly HostTensor[];
}

/** What the other thread says. */
export type Answer =
  | { readonly kind: "done"; readonly id: number; readonly arrays: readonly TypedArray[] }
  | { readonly kind: "failed"; readonly id: number; readonly code: RensaErrorCode; readonly sentence: string }
  /** The function that was called threw; what it threw stayed in its thread. */
  | { readonly kind: "hostFailed"; readonly id: number }
  | HostCall;

/** The outputs that a function filled; `null` where it threw. */
export type HostAnswer = readonly TypedArray[] | null;

/** What the other thread is started with. */
export interface ThreadData {
  /** Milliseconds from a request to its work. */
  readonly delay: number;
  /** Becomes 1 when a function was called, whose outputs are then at the port. */
  readonly signal: Int32Array;
  readonly port: MessagePort;
}
