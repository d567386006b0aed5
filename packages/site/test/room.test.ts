/** The parts of the room that runs programs: values as text, tables, lines, and what is believed of a room. */
import { describe, expect, it } from "vitest";
import { isStated } from "../../../docs/results.ts";
import { most } from "../src/runnable/room/messages.ts";
import { fileOf } from "../src/runnable/room/modules-in-room.ts";
import { lineIn, shorten } from "../src/runnable/room/printer.ts";
import { readMessage } from "../src/runnable/room/read-message.ts";
import { showTable } from "../src/runnable/room/show-table.ts";
import { showLine, showValue } from "../src/runnable/room/show-value.ts";

class Box {
  readonly size = 2;
  readonly #hidden = 3;
  get twice() {
    return this.#hidden * 2;
  }
}

const circle: Record<string, unknown> = {};
circle["self"] = circle;

const values: readonly (readonly [unknown, string])[] = [
  [Float32Array.of(0.1, 2, -0, 1 / 3), "Float32Array [0.1, 2, -0, 0.33333334]"],
  [Float32Array.of(Number.NaN, Infinity, 3.4028234e38), "Float32Array [NaN, Infinity, 3.4028235e+38]"],
  [Float64Array.of(0.1), "Float64Array [0.1]"],
  [Int32Array.of(), "Int32Array []"],
  [BigInt64Array.of(1n), "BigInt64Array [1n]"],
  [new DataView(new ArrayBuffer(1)), "DataView {}"],
  [
    { shape: [2], dtype: "f32", "a b": null, none: undefined },
    '{ shape: [2], dtype: "f32", "a b": null, none: undefined }',
  ],
  [{}, "{}"],
  [[[1, -0], ["a\n"]], '[[1, -0], ["a\\n"]]'],
  [new Map([[{ a: 1 }, new Set([1, "x"])]]), 'Map { { a: 1 } => Set { 1, "x" } }'],
  [new Box(), "Box { size: 2 }"],
  [Box, "[class Box]"],
  [() => 1, "[function]"],
  [Object.assign(new Error("no"), { code: "BAD" }), "Error BAD: no"],
  [Symbol("s"), "Symbol(s)"],
  [5n, "5n"],
  [null, "null"],
  [circle, "{ self: [circular] }"],
  [Object.create(null), "{}"],
  [
    {
      get x(): number {
        throw new Error("never read");
      },
    },
    "{ x: [getter] }",
  ],
  [new Array(1000).fill(0), `[${"0, ".repeat(200)}... 800 more]`],
];

describe("a value", () => {
  it.each(values.map(([value, text]) => ({ text, value })))("is shown as $text", ({ value, text }) => {
    expect(showValue(value)).toBe(text);
  });

  it("is text as it is at the top, and with quotation marks inside", () => {
    expect(showLine(["loss", 0.5, ["a"]])).toBe('loss 0.5 ["a"]');
  });

  it("is shown though it does what it can against that", () => {
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error("mine");
        },
      },
    );
    expect(showValue(proxy)).toBe("(a value that cannot be shown: Error: mine)");
    let deep: unknown = 1;
    for (let level = 0; level < 10_000; level++) deep = [deep];
    expect(showValue(deep)).toBe(`${"[".repeat(8)}[...]${"]".repeat(8)}`);
    expect(showValue(Object.create({ constructor: "text" }))).toBe("{}");
  });

  it("agrees with the comments of examples", () => {
    const value = { values: Float32Array.of(0.1), name: "x", nested: [[1, 2]] };
    expect(isStated(showValue(value), [[value]])).toBe(true);
  });
});

describe("a table", () => {
  it("has a row for each record, and a column for each of their members", () => {
    expect(showTable([{ a: 1, b: "x" }, { a: 22 }])).toBe("   a   b\n0  1   x\n1  22");
    expect(showTable({ loss: 0.5 })).toBe("      value\nloss  0.5");
  });

  it.each([[1], [null], ["text"], [[]], [[{}]]])("is not made of %j", (value) => {
    expect(showTable(value)).toBe(null);
  });
});

describe("a line", () => {
  it("is that of the program, whatever called it", () => {
    expect(lineIn("Error\n at log (/node_modules/a.js:7:1)\n at program.ts:12:3\n at program.ts:1:1")).toBe(12);
    expect(lineIn("Error\n at a.js:1:1")).toBe(null);
    expect(lineIn(undefined)).toBe(null);
  });

  it("is cut where it is longer than may be", () => {
    expect(shorten("x".repeat(most.characters))).toHaveLength(most.characters);
    expect(shorten("x".repeat(most.characters + 5))).toMatch(/x\.\.\. 5 more characters$/);
  });
});

describe("what a room says", () => {
  const printed = { type: "printed", level: "log", text: "1", line: 2 };
  it.each([printed, { ...printed, line: null }, { type: "ended" }, { type: "capped" }, { type: "ask", file: "a.js" }])(
    "is believed: %j",
    (message) => {
      expect(readMessage({ ...message, more: "nothing of it" })).toEqual(message);
    },
  );

  it.each([
    [null],
    ["printed"],
    [{}],
    [{ type: "run" }],
    [{ ...printed, level: "__proto__" }],
    [{ ...printed, text: { toString: 1 } }],
    [{ ...printed, text: "x".repeat(1_000_000) }],
    [{ ...printed, line: "1" }],
    [{ ...printed, line: Number.NaN }],
    [{ type: "failed", name: "RensaError", code: 1, message: "", line: null }],
    [{ type: "ask", file: 3 }],
  ])("is not believed: %j", (message) => {
    expect(readMessage(message)).toBe(null);
  });
});

describe("a module", () => {
  it("is known by what programs write, and by its file where files import each other", () => {
    expect(fileOf("rensa", { rensa: "rensa-1.js" })).toBe("rensa-1.js");
    expect(fileOf("./chunk.js", {})).toBe("chunk.js");
  });

  it.each(["lodash", "toString", "__proto__", "https://example.org/x.js"])(
    "%s is not there, and what is there is named",
    (name) => {
      expect(() => fileOf(name, { rensa: "rensa-1.js" })).toThrow(/There is no ".*" here\. .* can import rensa\./);
    },
  );
});
