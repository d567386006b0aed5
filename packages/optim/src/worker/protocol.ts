/** What the two sides of a connection tell each other. */
import { RensaError, type HostTensor } from "@rensa/core";
import type { AddedEvent } from "../train/control.ts";
import type { TrainEvent } from "../train/event.ts";
import type { Json, Kept, TrainingSnapshot } from "../train/snapshot/snapshot.ts";
import type { TrainerState, TrainerStatus } from "../train/trainer-state.ts";
import type { PortableError } from "./portable-error.ts";

/** Both sides must speak the same one. */
export const protocolVersion = 1;

/** At which events a run waits until the other side has seen them, and has done what it does because of them. */
export type WaitFor = "epochs" | "steps" | "nothing";

/** What is asked of the far side, by name. */
export interface Calls {
  /** With a reason, the run is stopped at once, before it computes anything. */
  readonly start: (stopReason: string | undefined) => Promise<void>;
  readonly pause: () => TrainerStatus;
  readonly resume: () => TrainerStatus;
  readonly stop: (reason: string | undefined) => TrainerStatus;
  readonly readHyperparameters: () => Promise<Readonly<Record<string, number>>>;
  readonly setHyperparameter: (name: string, value: number) => Promise<void>;
  readonly readParameters: () => Promise<ReadonlyMap<string, HostTensor>>;
  readonly writeParameters: (parameters: ReadonlyMap<string, HostTensor>) => Promise<void>;
  readonly snapshot: () => Promise<TrainingSnapshot>;
  readonly keep: (name: string, kept: Kept) => void;
  readonly kept: (name: string) => Promise<Kept | null>;
  /** The hold gets a number, by which it is ended. */
  readonly hold: (hold: number) => void;
  readonly release: (hold: number) => void;
  readonly emit: (event: AddedEvent) => void;
  /** The watch gets a number, by which it is ended. */
  readonly watchGradients: (watch: number, every: number) => void;
  readonly unwatchGradients: (watch: number) => void;
}

/** The name of a call. */
export type CallName = keyof Calls;

/** What the far side makes its trainer from. */
export interface Order {
  readonly options: Json;
  readonly seed: number;
  readonly index: number;
  readonly resume: TrainingSnapshot | null;
}

/** What a state tells of the last step. */
export type LastScores = Pick<TrainerState, "loss" | "metrics">;

/** To the side that serves. */
export type ToServer =
  /** Sent at once, and again where the other side says that it serves by now. */
  | {
      readonly kind: "hello";
      readonly version: number;
      readonly waitFor: WaitFor;
      readonly order: Order;
      readonly lock: string;
    }
  | { readonly kind: "call"; readonly id: number; readonly name: CallName; readonly given: readonly unknown[] }
  /** Whether events of steps are wanted. */
  | { readonly kind: "observe"; readonly steps: boolean }
  /** All events up to this one were seen. */
  | { readonly kind: "seen"; readonly sequence: number }
  | { readonly kind: "leave" };

/** From the side that serves. */
export type ToClient =
  | { readonly kind: "ready"; readonly state: TrainerState; readonly holdsLock: boolean }
  | { readonly kind: "refused"; readonly error: PortableError }
  | {
      readonly kind: "event";
      readonly sequence: number;
      readonly event: TrainEvent;
      readonly waits: boolean;
      /** Of the last step, where steps do not cross. */
      readonly scores?: LastScores;
    }
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly error: PortableError };

/** A message with the connection that it belongs to: one worker can serve several. */
export type Addressed<Message> = Message & { readonly rensa: "trainer"; readonly session: string };

/** Said to whoever listens as soon as a worker serves. */
export interface Serving {
  readonly rensa: "trainer";
  readonly kind: "serving";
  readonly version: number;
}

/** A message of ours; workers may be sent others. */
export function isOurs(message: unknown): message is Addressed<ToServer> | Addressed<ToClient> | Serving {
  return typeof message === "object" && message !== null && "rensa" in message && message.rensa === "trainer";
}

/** Two versions that do not understand each other. */
export function versionMismatch(client: number, server: number): RensaError {
  return new RensaError(
    "ARGUMENT_INVALID",
    `connectTrainer speaks version ${String(client)} of its protocol and serveTrainer ${String(server)}; use one version of @rensa/optim on both sides.`,
  );
}
