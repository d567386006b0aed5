/** The element types of a safetensors file, and which of ours holds each. */
import type { DType } from "@rensa/core";

/** An element type of a file that can be read. */
export interface FileDType {
  /** Its name in the header. */
  readonly name: string;
  /** Bytes of an element. */
  readonly bytes: number;
  /** The dtype that it is read as. */
  readonly readAs: DType;
}

const readable: readonly FileDType[] = [
  { name: "F64", bytes: 8, readAs: "f64" },
  { name: "F32", bytes: 4, readAs: "f32" },
  { name: "F16", bytes: 2, readAs: "f32" },
  { name: "BF16", bytes: 2, readAs: "f32" },
  { name: "I64", bytes: 8, readAs: "i32" },
  { name: "U64", bytes: 8, readAs: "i32" },
  { name: "I32", bytes: 4, readAs: "i32" },
  { name: "U32", bytes: 4, readAs: "i32" },
  { name: "I16", bytes: 2, readAs: "i32" },
  { name: "U16", bytes: 2, readAs: "i32" },
  { name: "I8", bytes: 1, readAs: "i32" },
  { name: "U8", bytes: 1, readAs: "u8" },
  { name: "BOOL", bytes: 1, readAs: "bool" },
];

/** The element types that can be read, by their names in a header. */
export const fileDTypes: ReadonlyMap<string, FileDType> = new Map(readable.map((each) => [each.name, each]));

/** The name in a header of each dtype of ours. */
export const fileNames: Readonly<Record<DType, string>> = {
  f64: "F64",
  f32: "F32",
  i32: "I32",
  u8: "U8",
  bool: "BOOL",
};
