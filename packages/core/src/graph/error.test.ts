/** Errors as records and as sentences, with what is known of them and nothing else. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatOrigin, RensaError } from "./error.ts";
import type { Origin } from "./origin.ts";

const origin: Origin = { file: "/a/model.ts", line: 3, column: 7, scope: "layer" };
const details = fc.record(
  { origin: fc.constant(origin), op: fc.constant("add"), node: fc.constant("add_1") },
  { requiredKeys: [] },
);

describe("an error", () => {
  it("has the details that it was given in its record", () => {
    fc.assert(
      fc.property(details, (known) => {
        const error = new RensaError("SHAPE_MISMATCH", "add: no.", known);
        const record = { name: "RensaError", code: "SHAPE_MISMATCH", message: "add: no.", ...known };
        expect(error.toJSON()).toStrictEqual(record);
        expect(JSON.parse(JSON.stringify(error))).toStrictEqual(JSON.parse(JSON.stringify(record)));
      }),
    );
  });

  it("takes further details, and keeps those that it has", () => {
    fc.assert(
      fc.property(details, details, (first, second) => {
        const error = new RensaError("SHAPE_MISMATCH", "add: no.", first).with({ ...second, op: "mul" });
        expect([error.op, error.node, error.origin]).toEqual([
          first.op ?? "mul",
          first.node ?? second.node,
          first.origin ?? second.origin,
        ]);
        expect(error.sentence).toBe("add: no.");
      }),
    );
  });

  it("says where it comes from, with the scope where there is one", () => {
    expect(formatOrigin(origin)).toBe("/a/model.ts:3:7 in layer");
    expect(formatOrigin({ ...origin, scope: "" })).toBe("/a/model.ts:3:7");
  });
});
