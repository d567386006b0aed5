/** The programs on the page of the codes of errors. */
import { describe, expect, it } from "vitest";
import { failingPrograms } from "../programs/failing-programs.ts";
import { runFailingPrograms } from "../src/reference/run-programs.ts";

const failed = await runFailingPrograms();
const programs = Object.entries(failingPrograms).filter(([, program]) => typeof program === "function");

describe("a program on the page of errors fails with the code that it stands at:", () => {
  it.each(programs)("%s", (code) => {
    expect(failed.get(code)?.code).toBe(code);
    expect(failed.get(code)?.text).not.toBe("");
    expect(failed.get(code)?.printed).not.toContain("failing-programs");
  });

  it("its lines are those that are shown", () => {
    expect(failed.get("SHAPE_MISMATCH")?.text).toBe(
      "// @ts-expect-error TypeScript refuses it too.\ntrace({ a: f32(2), b: f32(3) }, ({ a, b }) => add(a, b));",
    );
    expect(failed.get("SHAPE_MISMATCH")?.printed).toContain("made at program.ts:2");
    expect(failed.get("OP_UNKNOWN")?.text.split("\n")).toHaveLength(3);
  });
});
