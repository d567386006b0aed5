/** Each mistake as its author meets it, under its name: vitest runs this file as mistakes.test.ts, and everything in it is to fail. */
import { describePlugin } from "@rensa/conformance";
import { jsBackend } from "rensa";
import { describe, it } from "vitest";
import { mistakes } from "./index.ts";
import type { Mistake, Tried } from "./mistake.ts";

for (const mistake of mistakes) {
  describe(mistake.name, () => {
    const tried = trial(mistake);
    if (tried === undefined) return;
    const { plugin, samples } = tried;
    describePlugin(plugin, { samples, backends: [{ name: "js", backends: [jsBackend()] }] });
  });
}

/** What is tried; of what is refused at once, the error is that of a test. */
function trial({ make }: Mistake): Tried | undefined {
  try {
    return make();
  } catch (error) {
    it("is defined", () => {
      throw error;
    });
    return undefined;
  }
}
