/** Writing safetensors files. */
import {
  checkKind,
  allocate,
  bytesPerElement,
  dtypeOf,
  dtypes,
  formatTensorType,
  RensaError,
  sizeOf,
  type DType,
  type HostTensor,
} from "@rensa/core";
import { fileNames } from "./file-dtype.ts";
import { isIllFormed, lengthBytes, longestHeader, metadataKey } from "./header.ts";

/** Larger elements come first, so that each tensor is aligned where the first one is. */
const order: readonly DType[] = ["f64", "f32", "i32", "u8", "bool"];

/**
 * Writes a safetensors file: named tensors, and free text about them. Equal contents give equal bytes, whatever the order
 * of the map: tensors are sorted by size of element, then by name, as the reference implementation does, and every tensor
 * is aligned to its element.
 *
 * Source: the format of Hugging Face's safetensors.
 *
 * @param tensors - Tensors by name.
 * @param metadata - Texts by name, which stand in the file's header.
 *
 * @throws RensaError `ARGUMENT_INVALID` for a tensor whose data do not fit its type, a name or text that is no valid
 * Unicode, a tensor named `__metadata__`, or more names than a header can hold.
 *
 * @example
 * ```ts
 * import { hostTensor } from "@rensa/core";
 * import { encodeSafetensors } from "@rensa/io";
 *
 * const file = encodeSafetensors(new Map([["bias", hostTensor([0.5, -0.5])]]), { format: "pt" });
 * console.log(file.byteLength); // 104
 * ```
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, HostTensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  checkKind("encodeSafetensors: the tensors", tensors, "map");
  checkKind("encodeSafetensors: the metadata", metadata, "record");
  const sorted = [...tensors].sort(
    ([leftName, left], [rightName, right]) =>
      order.indexOf(left.dtype) - order.indexOf(right.dtype) || compareText(leftName, rightName),
  );
  for (const [name, tensor] of sorted) checkTensor(name, tensor);
  const { header, dataBytes } = encodeHeader(sorted, metadata);
  const file = new Uint8Array(lengthBytes + header.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, lengthBytes);
  let offset = lengthBytes + header.length;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function refused(sentence: string): RensaError {
  return new RensaError("ARGUMENT_INVALID", `encodeSafetensors: ${sentence}`);
}

function checkTensor(name: string, { shape, dtype, data }: HostTensor): void {
  const label = `tensor ${JSON.stringify(name)}`;
  checkText(label, name);
  if (name === metadataKey) throw refused(`no tensor may be called ${metadataKey}; rename it.`);
  if (!dtypes.includes(dtype)) throw refused(`${label}: ${dtype} is not a dtype; give one of ${dtypes.join(", ")}.`);
  const isShape = shape.every((size) => Number.isSafeInteger(size) && size >= 0);
  if (!isShape || data.length !== sizeOf(shape) || dtypeOf(data) !== dtypeOf(allocate(dtype, 0))) {
    throw refused(
      `${label}: ${data.constructor.name} of ${String(data.length)} elements is not the data of ${formatTensorType({ shape, dtype })}.`,
    );
  }
  const wrong = dtype === "bool" ? data.findIndex((value) => value > 1) : -1;
  if (wrong !== -1) {
    throw refused(`${label}: element ${String(wrong)} of a bool is ${String(data[wrong])}; give 0 or 1.`);
  }
}

function checkText(label: string, text: string): void {
  if (isIllFormed(text)) throw refused(`${label} has half of a surrogate pair, which no file can hold.`);
}

/** The header as bytes, padded so that the data begin at a multiple of 8. */
function encodeHeader(
  sorted: readonly (readonly [string, HostTensor])[],
  metadata: Readonly<Record<string, string>>,
): { readonly header: Uint8Array; readonly dataBytes: number } {
  // Written key by key, because an object would put names such as "10" first and lose "__proto__".
  const fields: string[] = [];
  const texts = Object.entries(metadata).sort(([left], [right]) => compareText(left, right));
  if (texts.length > 0) {
    for (const [name, text] of texts) {
      const label = `the metadata ${JSON.stringify(name)}`;
      if (typeof text !== "string") throw refused(`${label} is a ${typeof text}; give a string.`);
      checkText(label, name);
      checkText(label, text);
    }
    fields.push(
      `"${metadataKey}":{${texts.map((pair) => pair.map((each) => JSON.stringify(each)).join(":")).join(",")}}`,
    );
  }
  let offset = 0;
  for (const [name, { shape, dtype, data }] of sorted) {
    const end = offset + data.length * bytesPerElement[dtype];
    const offsets = `[${String(offset)},${String(end)}]`;
    fields.push(
      `${JSON.stringify(name)}:{"dtype":"${fileNames[dtype]}","shape":[${shape.join(",")}],"data_offsets":${offsets}}`,
    );
    offset = end;
  }
  const text = `{${fields.join(",")}}`;
  const bare = new TextEncoder().encode(text);
  const header = new Uint8Array(Math.ceil(bare.length / 8) * 8).fill(0x20);
  header.set(bare);
  if (header.length > longestHeader) {
    throw refused(
      `the header would have ${String(header.length)} bytes, and at most ${String(longestHeader)} may be; use shorter names or metadata.`,
    );
  }
  return { header, dataBytes: offset };
}
