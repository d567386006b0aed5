/** The programs on the page of the codes of errors. */
import { describe, expect, it } from "vitest";
import { failingPrograms } from "../programs/failing-programs.ts";
import { runFailingPrograms } from "../src/reference/run-programs.ts";
import { blockKind } from "../src/runnable/runs-in-page.ts";

const failed = await runFailingPrograms();
const programs = Object.entries(failingPrograms).filter(([, program]) => typeof program === "function");

describe("a program on the page of errors fails with the code that it stands at:", () => {
  it.each(programs)("%s", (code) => {
    expect(failed.get(code)?.code).toBe(code);
    expect(failed.get(code)?.printed).not.toMatch(/of-[a-z]+\.ts/);
  });

  it.each(programs)("%s, with all that it needs to run where a reader pastes it", (code) => {
    const text = failed.get(code)?.text ?? "";
    expect(blockKind(text)).toEqual(
      code === "STORAGE_FAILED" ? { kind: "elsewhere", why: "node" } : { kind: "program" },
    );
  });

  it("there is one for every code but that of our own mistakes", () => {
    const others = Object.keys(failingPrograms).filter((code) => !failed.has(code));
    expect(others).toEqual(["INTERNAL"]);
  });

  it("its lines are those that are shown", () => {
    const { text, printed } = failed.get("SHAPE_MISMATCH") ?? {};
    expect(text?.split("\n").slice(0, 4)).toEqual([
      'import { add } from "@rensa/ops";',
      'import { f32, trace } from "rensa";',
      "",
      "// @ts-expect-error TypeScript refuses it too.",
    ]);
    expect(printed).toContain("made at program.ts:5");
    expect(failed.get("USER_CODE_FAILED")?.text.split("\n")[6]).toBe('  throw new Error("not written yet");');
    expect(failed.get("USER_CODE_FAILED")?.printed).toContain("written at program.ts:7");
  });
});
