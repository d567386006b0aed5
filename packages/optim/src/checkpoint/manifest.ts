/** The manifest beside a checkpoint's file: what the file must be, byte for byte, and what to know without reading it. */
import { RensaError } from "@rensa/core";
import { readJson } from "./description.ts";
import { writeExactJson } from "./exact-json.ts";

/** A number by which a checkpoint is judged. */
export interface Score {
  /** What was measured, such as `validation.loss`. */
  readonly name: string;
  readonly value: number;
}

/** What is known of a checkpoint without reading it. */
export interface CheckpointManifest {
  /** Version of this record. */
  readonly format: 3;
  /** The version of Rensa that made it. */
  readonly rensa: string;
  readonly runId: string;
  /** SHA-256 of the traced step: two trainings with one `runId` are told apart by it. */
  readonly graph: string;
  /** Steps done. */
  readonly step: number;
  /** The epoch that is under way, or the last one that is over. */
  readonly epoch: number;
  /** Loss of the last validation; `null` before the first. */
  readonly loss: number | null;
  /** What it was judged by; `null` where it was not. */
  readonly metric: Score | null;
  /**
   * False where a parameter or slot is NaN or infinite. Such a checkpoint takes no other one's place: it is loaded by
   * `latest` or `best` only where there is no finite one.
   */
  readonly isFinite: boolean;
  /** True where it was the best so far when it was saved. */
  readonly isBest: boolean;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Bytes of the file. */
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal digits. */
  readonly sha256: string;
}

/** The text of a manifest, for its file. */
export function writeManifest(manifest: CheckpointManifest): string {
  const { metric, ...others } = manifest;
  return `${writeExactJson({ ...others, metric: metric === null ? null : { ...metric } }, "manifest", 2)}\n`;
}

/**
 * The manifest that a text holds.
 *
 * @throws RensaError `CHECKPOINT_INVALID` where it holds something else.
 */
export function readManifest(text: string): CheckpointManifest {
  const manifest = readJson(text, "The manifest");
  return {
    format: manifest.field("format").format(),
    rensa: manifest.field("rensa").text(),
    runId: manifest.field("runId").text(),
    graph: manifest.field("graph").text(),
    step: manifest.field("step").count(),
    epoch: manifest.field("epoch").count(),
    loss: manifest.field("loss").nullable((loss) => loss.number()),
    metric: manifest.field("metric").nullable((metric) => ({
      name: metric.field("name").text(),
      value: metric.field("value").number(),
    })),
    isFinite: manifest.field("isFinite").boolean(),
    isBest: manifest.field("isBest").boolean(),
    savedAt: manifest.field("savedAt").number(),
    bytes: manifest.field("bytes").count(),
    sha256: manifest.field("sha256").text(),
  };
}

/**
 * SHA-256 in hexadecimal digits.
 *
 * @throws RensaError `STORAGE_FAILED` on a page that has no WebCrypto, because it was not loaded over HTTPS.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const { crypto } = globalThis as { readonly crypto?: { readonly subtle?: SubtleCrypto } };
  if (crypto?.subtle === undefined) {
    throw new RensaError(
      "STORAGE_FAILED",
      "Checkpoints need WebCrypto for their checksums, and it is missing here; load the page over HTTPS or from localhost.",
    );
  }
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
