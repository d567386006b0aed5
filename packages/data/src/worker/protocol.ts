/** The messages between a thread that trains and a worker that makes batches. */
import type { DType, RensaErrorCode, TypedArray } from "@rensa/core";
import type { EpochOptions } from "../batch-source.ts";

/** One tensor of a batch. The tree that it belongs to was told once, at the start. */
export interface SentTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: TypedArray;
}

/** An error on its way to another thread. */
export interface SentError {
  readonly message: string;
  /** The code, where it was an error of Rensa. */
  readonly code?: RensaErrorCode;
}

/** What the worker is told. */
export type Request =
  | { readonly type: "make"; readonly module?: string; readonly exported?: string; readonly argument: unknown }
  /** Starts a pass, of which `ahead` batches may be sent. */
  | { readonly type: "pass"; readonly id: number; readonly options: EpochOptions; readonly ahead: number }
  /** One more batch may be sent. */
  | { readonly type: "more"; readonly id: number }
  | { readonly type: "cancel"; readonly id: number };

/** What the worker answers. */
export type Answer =
  | {
      readonly type: "ready";
      readonly inputs: unknown;
      readonly targets: unknown;
      readonly batchesPerEpoch: number;
      readonly examplesPerEpoch: number;
    }
  | { readonly type: "refused"; readonly error: SentError }
  | { readonly type: "batch"; readonly id: number; readonly tensors: readonly SentTensor[] }
  | { readonly type: "end"; readonly id: number }
  | { readonly type: "failed"; readonly id: number; readonly error: SentError };

/** How either side sends and hears messages. */
export interface Port {
  readonly post: (message: unknown, transfer: readonly ArrayBuffer[]) => void;
  readonly listen: (hear: (message: unknown) => void) => void;
}
