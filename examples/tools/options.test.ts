import { afterEach, describe, expect, it, vi } from "vitest";
import { readOptions } from "./options.ts";

const { argv } = process;
afterEach(() => {
  process.argv = argv;
  vi.restoreAllMocks();
});

function read(...given: readonly string[]) {
  process.argv = ["node", "main.ts", ...given];
  return readOptions("Does something.", { steps: [5, "steps"], seed: [0, "a seed"], port: [5173, "a port", 0] });
}

describe("the options of an example", () => {
  it("have their defaults", () => {
    expect(read()).toEqual({ steps: 5, seed: 0, port: 5173, picture: "picture.svg" });
  });

  it("are numbers, and a file", () => {
    const given = ["--steps", "7", "--seed", "3", "--port", "0", "--picture", "x.svg"];
    expect(read(...given)).toEqual({ steps: 7, seed: 3, port: 0, picture: "x.svg" });
  });

  it.each(["0", "-1", "1.5", "x", "", " ", "NaN", "1e99", "Infinity"])("are refused with a sentence: %j", (text) => {
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    vi.spyOn(process, "exit").mockImplementation(() => {
      throw new Error("the program ended");
    });
    expect(() => read("--steps", text)).toThrow("the program ended");
    expect(said.mock.calls.join("")).toContain("Give a whole number, at least 1.");
  });
});
