/** What texts of graphs may not say, each with the place where it stands. */
import { describe, expect, it } from "vitest";
import { graphLimits } from "./limits.ts";
import { parseGraph } from "./parse.ts";
import { TextReader } from "./text-reader.ts";

const around = (attributes: string): string =>
  `graph(x: f32[2]) {\n  y_0: f32[2] = some_op(x) ${attributes}\n  return output = y_0\n}`;

describe("a text that is no graph is refused with what was expected and where:", () => {
  it.each([
    ["", 'line 1, column 1: expected "graph", but the text ends'],
    ["graph x", 'line 1, column 7: expected "(", but there is x'],
    ["graph(x: f32[2]", 'line 1, column 16: expected ",", but the text ends'],
    ["graph(x f32[2])", 'line 1, column 9: expected ":", but there is f32'],
    ["graph(x: f31[2])", '"f31" is not a dtype'],
    ["graph(x: f32[-1])", "line 1, column 14: expected a number from 0, but there is -1"],
    ["graph(x: f32[-0])", "line 1, column 14: expected a number from 0, but there is -0"],
    ["graph(x: f32[1.5])", "line 1, column 14: expected a number from 0, but there is 1.5"],
    ["graph(x: f32[9007199254740992])", "expected a number from 0, but there is 9007199254740992"],
    ["graph(x: f32[y])", "expected a number from 0, but there is y"],
    ["graph(true: f32[])", "line 1, column 7: expected a name, but there is true"],
    ["graph(3: f32[])", "line 1, column 7: expected a name, but there is 3"],
    [around("{ a: }"), "line 2, column 33: expected a value, but there is }"],
    [around("{ a: word }"), "line 2, column 33: expected a value, but there is word"],
    [around("{ a: 1e999 }"), "line 2, column 33: expected a number that a double can hold, but there is 1e999"],
    [around("{ a: -1e999 }"), "expected a number that a double can hold"],
    [around('{ a: "open }'), 'line 2, column 33: expected a value, but there is "'],
    [around('{ a: "\\x" }'), "expected a text with the escapes of JSON"],
    [around("{ a: 1, a: 2 }"), "line 2, column 36: expected a name that the record does not have yet, but there is a"],
    [around('{ a: 1, "a": 2 }'), "line 2, column 36: expected a name that the record does not have yet"],
    [around("{ a: [1 2] }"), 'line 2, column 36: expected ",", but there is 2'],
    [around("{ a 1 }"), 'line 2, column 32: expected ":", but there is 1'],
    [`${around("")} more`, "line 4, column 3: expected the end, but there is more"],
    [around("{ a: 1, a: 2 }").replace("output", "a".repeat(70)), "expected a name that the record does not have yet"],
    ["a".repeat(60), `but there is ${"a".repeat(60)}.`],
    ["a".repeat(61), `but there is ${"a".repeat(60)}....`],
    [around(`{ a: ${"[".repeat(graphLimits.depth + 1)}`), "expected nothing deeper"],
  ])("%j", (text, wanted) => {
    expect(() => parseGraph(text)).toThrow(
      expect.objectContaining({ message: expect.stringContaining(wanted) as string }),
    );
  });
});

describe("a reader", () => {
  it("reads numbers of every kind, and as many of them as a list has", () => {
    const numbers = [0, -0, 1.5, -2e-7, 3e21, Infinity, -Infinity, NaN, ...Array.from({ length: 40 }, (_, at) => at)];
    const text = numbers.map((each) => (Object.is(each, -0) ? "-0" : String(each))).join(", ");
    const reader = new TextReader(`${text}]`);
    expect([...reader.numbers((value) => value as number)]).toEqual(numbers);
    reader.end();
  });

  it("reads nested values up to the limit of depth, many beside each other", () => {
    const { depth } = graphLimits;
    const deepest = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const beside = `[${new Array<string>(depth + 5).fill('{a: [true, false, null, NaN, "b"]}').join(", ")}]`;
    expect(JSON.stringify(new TextReader(deepest).value())).toBe(deepest);
    expect(new TextReader(beside).value()).toHaveLength(depth + 5);
  });

  it("reads a text with escapes and white space as it was written", () => {
    const reader = new TextReader(' \n "a \\" \\\\ b" : name ');
    expect([reader.name(), reader.take(":"), reader.sees("name"), reader.name()]).toEqual([
      'a " \\ b',
      true,
      true,
      "name",
    ]);
    reader.end();
  });

  it("is refused what is no text, and a text that is too large", () => {
    expect(() => new TextReader(5 as never)).toThrow(/5 is not a text/);
    const { characters } = graphLimits;
    expect(characters).toBeGreaterThan(1e6);
  });
});

describe("the marks of a text", () => {
  it("are as many as are allowed, and not one more", () => {
    const text = around("{ a: [1, 2] }");
    const marks = text.match(/[a-z_]\w*|\d+|[^\s\w]/g)?.length ?? 0;
    expect(parseGraph(text, { maximumTokens: marks + 1 }).outputs).toHaveLength(1);
    expect(() => parseGraph(text, { maximumTokens: marks - 1 })).toThrow("more than");
  });
});
