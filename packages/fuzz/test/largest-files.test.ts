/** Files that would cost too much are refused by an error that names the limit. `npm run fuzz` measures those that are read. */
import { describe, expect, it } from "vitest";
import { largestFiles } from "../src/files/largest/largest-files.ts";

const refused = largestFiles.flatMap(({ refusal, ...file }) => (refusal === undefined ? [] : [{ ...file, refusal }]));

describe("a file that would take too long", { timeout: 180_000 }, () => {
  it.each(refused)("is refused: $name", async ({ make, read, refusal }) => {
    await expect(read(await make())).rejects.toThrow(refusal);
  });
});
