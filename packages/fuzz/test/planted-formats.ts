/** Readers with faults, each of which the trial of files has to name. */
import { RensaError } from "@rensa/core";
import type { FileFormat } from "../src/files/file-format.ts";

const sample = Uint8Array.from({ length: 64 }, (_, at) => at);
const isWhole = (bytes: Uint8Array): boolean => bytes.length === 64 && bytes.every((byte, at) => byte === at);
const refusal = new RensaError("FILE_INVALID", "The file is damaged.");

/** A format whose every change is told, read by a reader that does something else with a file that is damaged. */
function planted(name: string, readDamaged: (bytes: Uint8Array) => string): FileFormat {
  return {
    name,
    samples: () => Promise.resolve([sample]),
    read: (bytes) => Promise.resolve(isWhole(bytes) ? "whole" : readDamaged(bytes)),
    judge: () => "it is accepted with other contents",
  };
}

export const fileFormats: readonly FileFormat[] = [
  planted("right", () => {
    throw refusal;
  }),
  planted("accepts", (bytes) => {
    if (bytes.length === 64) return "other";
    throw refusal;
  }),
  planted("raw", (bytes) => {
    if (bytes.length > 64) throw new RangeError("Offset is outside the bounds of the DataView");
    throw refusal;
  }),
  planted("hangs", (bytes) => {
    for (let at = 0; bytes.length < 32; at = (at + 1) % 2);
    throw refusal;
  }),
  planted("greedy", (bytes) => {
    if (bytes.length > 64) new Uint8Array(2 ** 28).fill(1);
    throw refusal;
  }),
  planted("ends", (bytes) => {
    if (bytes.length < 32) process.exit(1);
    throw refusal;
  }),
];
