/** What went wrong in a place where checkpoints are kept, and what its user can do. */
import { RensaError } from "@rensa/core";

/** The causes that a user can do something about. */
export type StorageTrouble = "full" | "forbidden" | "other";

const remedies: Readonly<Record<StorageTrouble, string>> = {
  full: "There is no space left. Free some, or keep fewer checkpoints (keepLast); those saved before are kept.",
  forbidden: "It is not allowed. Give this user the permission, or choose another place; those saved before are kept.",
  other: "Look at the cause; checkpoints saved before are kept.",
};

/** The error `STORAGE_FAILED` of a place. */
export function storageFailed(what: string, trouble: StorageTrouble, cause: unknown): RensaError {
  // Exceptions of browsers may have no message.
  const told = cause instanceof Error ? ` (${cause.message === "" ? cause.name : cause.message})` : "";
  return new RensaError("STORAGE_FAILED", `${what}${told}. ${remedies[trouble]}`, { cause });
}
