/** Reading safetensors files. */
import { refuseArgument, checkOptions, formatGiven, RensaError, type HostTensor } from "@rensa/core";
import { readElements } from "./elements.ts";
import { readHeader } from "./header.ts";

/** What a safetensors file holds. */
export interface SafetensorsFile {
  /** By name, in the order in which their bytes stand in the file. */
  readonly tensors: ReadonlyMap<string, HostTensor>;
  /** Free text by name, such as `format`. It has no prototype, so any name is only a name. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * What {@link decodeSafetensors} may be told.
 *
 * @example
 * ```ts
 * import type { SafetensorsOptions } from "@rensa/io";
 *
 * const largest: SafetensorsOptions = { maximumHeaderBytes: 100_000_000 };
 * ```
 */
export interface SafetensorsOptions {
  /**
   * A file with a longer header is refused, since each name costs many times its bytes. Default 4,194,304: some 50,000
   * tensors. The format allows 100,000,000.
   */
  readonly maximumHeaderBytes?: number;
}

const defaultHeaderBytes = 4_194_304;

/**
 * Reads a safetensors file: named tensors, and free text about them.
 *
 * | in the file                     | here   |                                                   |
 * | ------------------------------- | ------ | ------------------------------------------------- |
 * | F32, F64, I32, U8, BOOL         | itself | bit for bit, NaNs too                             |
 * | F16, BF16                       | `f32`  | exact                                             |
 * | I8, I16, U16, U32, I64, U64     | `i32`  | where every element fits; the file is refused else |
 * | anything else (F8, F4, complex) |        | refused                                           |
 *
 * The tensors share the memory of `bytes` where they are aligned; change neither while the other is in use.
 *
 * A file is refused where anything about it is in doubt: a header that is too long, no UTF-8, no JSON, or has a key
 * twice; metadata that are no strings; a shape that overflows or does not fit its bytes; gaps, overlaps, and bytes after
 * the last tensor; a BOOL that is neither 0 nor 1.
 *
 * Source: the format of Hugging Face's safetensors.
 *
 * The format holds no checksums: elements with flipped bits are read as they are. Checkpoints have a SHA-256 beside them.
 *
 * @param bytes - The whole file.
 *
 * @throws RensaError `FILE_INVALID`, with the name of the tensor; `ARGUMENT_INVALID` where `maximumHeaderBytes` is not a positive
 * integer.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { decodeSafetensors, encodeSafetensors } from "@rensa/io";
 *
 * const file = encodeSafetensors(new Map([["weights", hostTensor([[1, 2], [3, 4]])]]), { author: "me" });
 * const { tensors, metadata } = decodeSafetensors(file);
 * console.log(tensors.get("weights")?.shape, metadata["author"]); // [2, 2] "me"
 * ```
 */
export function decodeSafetensors(bytes: Uint8Array, options: SafetensorsOptions = {}): SafetensorsFile {
  if (!ArrayBuffer.isView(bytes)) refuseArgument("decodeSafetensors: the file", bytes, "its bytes, a Uint8Array");
  checkOptions("decodeSafetensors", options, ["maximumHeaderBytes"]);
  const { maximumHeaderBytes = defaultHeaderBytes } = options;
  if (!Number.isSafeInteger(maximumHeaderBytes) || maximumHeaderBytes < 1) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `decodeSafetensors: maximumHeaderBytes is ${formatGiven(maximumHeaderBytes)}; give a positive integer.`,
    );
  }
  // A Buffer of Node is a Uint8Array whose slices are no copies.
  const plain = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { entries, metadata } = readHeader(plain, maximumHeaderBytes);
  const tensors = new Map(
    entries.map((entry): [string, HostTensor] => [
      entry.name,
      { shape: entry.shape, dtype: entry.dtype.readAs, data: readElements(plain, entry) },
    ]),
  );
  return { tensors, metadata };
}
