/**
 * What the benchmark and its peers say to each other: one JSON object a line, over standard input and output.
 *
 *     -> {"command":"build","workload":{...}}   <- {}
 *     -> {"command":"run","steps":3}            <- {"milliseconds":1.5,"values":[...]}
 *
 * The first line comes from the peer: {"version":"..."}. An answer {"error":"..."} says what failed. Tensors are
 * {"shape":[...],"dtype":"f32","data":"<base64 of little-endian elements>"}.
 */
import type { DType, HostTensor } from "@rensa/core";
import type { Description } from "../workloads/description.ts";

/** A request to a peer. */
export type Request =
  { readonly command: "build"; readonly workload: Description } | { readonly command: "run"; readonly steps: number };

/** An answer of a peer, as it is parsed: any of the fields may be there. */
export interface Answer {
  readonly version?: string;
  readonly error?: string;
  readonly milliseconds?: number;
  readonly values?: readonly number[];
}

/** A line, without its end. */
export function encode(message: Request | Answer): string {
  return JSON.stringify(message, (_key, value: unknown) =>
    ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
      : value,
  );
}

/** A request, from a line. */
export function decodeRequest(line: string): Request {
  return JSON.parse(line, (_key, value: unknown) => (isEncodedTensor(value) ? decodeTensor(value) : value)) as Request;
}

/** An answer, from a line. */
export function decodeAnswer(line: string): Answer {
  return JSON.parse(line) as Answer;
}

interface EncodedTensor {
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly data: string;
}

function isEncodedTensor(value: unknown): value is EncodedTensor {
  return (
    typeof value === "object" &&
    value !== null &&
    "dtype" in value &&
    typeof value.dtype === "string" &&
    "data" in value &&
    typeof value.data === "string"
  );
}

function decodeTensor({ shape, dtype, data }: EncodedTensor): HostTensor {
  // A copy of its own starts at offset 0, as a view of more than bytes must.
  const { buffer } = Uint8Array.from(Buffer.from(data, "base64"));
  return { shape, dtype, data: dtype === "i32" ? new Int32Array(buffer) : new Float32Array(buffer) };
}
