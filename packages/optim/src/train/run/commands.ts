/** What a trainer may be told, and the status that it has then: one rule for trainers of this thread and of others. */
import { RensaError } from "@rensa/core";
import type { TrainerState, TrainerStatus } from "../trainer-state.ts";

/** What steers a run. */
export type CommandName = "start" | "pause" | "resume" | "stop";

/** True from the start to the end of a run, while it can be steered. */
export function isUnderWay({ status }: Pick<TrainerState, "status">): boolean {
  return status === "running" || status === "paused";
}

/** True where a command would not be refused. A run that is over, or was told to stop, may be told so again. */
export function isApt(command: CommandName, { status }: Pick<TrainerState, "status">): boolean {
  switch (command) {
    case "start":
      return status === "idle";
    case "pause":
      return status === "running";
    case "resume":
      return status === "paused";
    case "stop":
      return status !== "idle";
  }
}

/**
 * The status after a command.
 *
 * @throws RensaError `TRAINER_STATE` where it does not suit the status.
 */
export function statusAfter(command: CommandName, state: Pick<TrainerState, "status">): TrainerStatus {
  if (!isApt(command, state)) throw refusal(command, state);
  if (command === "pause") return "paused";
  if (command === "stop") return isUnderWay(state) ? "stopped" : state.status;
  return "running";
}

/** Why something cannot be done now. */
export function refusal(what: string, { status }: Pick<TrainerState, "status">): RensaError {
  const hint = status === "idle" ? "; start it before" : "";
  return new RensaError("TRAINER_STATE", `${what}: the trainer is ${status}${hint}.`);
}

/** Why a signal ends a run. */
export function reasonOf(signal: AbortSignal | undefined): string {
  const reason: unknown = signal?.reason;
  if (reason instanceof Error) return reason.message;
  return typeof reason === "string" ? reason : "its signal aborted";
}
