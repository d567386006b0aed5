/** Tables of what is refused: each with its code and the important part of its sentence. */
import { expect, it } from "vitest";
import { RensaError } from "../src/graph/error.ts";

/** Code and sentence of what a call throws; `accepted` where it throws nothing. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof RensaError) return `${error.code} ${error.sentence}`;
    return String(error);
  }
  return "accepted";
}

/** A test for each case: its call is refused with the code that stands first, in a sentence that contains the rest. */
export function refuses(cases: Readonly<Record<string, readonly [words: string, call: () => unknown]>>): void {
  it.each(Object.entries(cases))("%s", (_name, [words, call]) => {
    expectRefusal(words, call);
  });
}

/** Refuses what is not refused in these words: the code, then a part of the sentence. */
export function expectRefusal(words: string, call: () => unknown): void {
  const [code = "", ...rest] = words.split(" ");
  const found = refusal(call);
  expect(found.split(" ")[0], found).toBe(code);
  expect(found).toContain(rest.join(" "));
}
