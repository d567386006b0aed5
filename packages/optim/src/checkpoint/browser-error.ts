/** The exceptions of browsers' storage as errors of ours. */
import { storageFailed, type StorageTrouble } from "./storage-error.ts";

/** Runs a call of a browser's storage. What it throws becomes `STORAGE_FAILED`. */
export async function told<T>(what: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw storageFailed(`Cannot ${what}`, troubles[nameOf(error)] ?? "other", error);
  }
}

/** The name of a DOMException. */
export function nameOf(error: unknown): string {
  return typeof error === "object" && error !== null && "name" in error ? String(error.name) : "";
}

const troubles: Readonly<Record<string, StorageTrouble>> = {
  QuotaExceededError: "full",
  NotAllowedError: "forbidden",
  NoModificationAllowedError: "forbidden",
  SecurityError: "forbidden",
};
