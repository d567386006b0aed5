/** Samples of echo. */
import { hostTensor, sampleTensor, type OpSamples } from "@rensa/core";
import { byRow } from "./by-row.ts";
import { echo } from "./echo.ts";

export const echoSamples: OpSamples = {
  op: echo,
  samples: [
    { name: "a row", inputs: [hostTensor([1, 2, 4])], apply: (x) => echo(x), expected: [1, 2.5, 5] },
    { name: "rows, from the right", inputs: [sampleTensor([2, 5])], apply: (x) => echo(x, { by: -2, from: "right" }) },
  ],
  tensorReference: byRow((row, { by, from }) =>
    row.map((each, at) => each + Number(by) * (row[from === "left" ? at - 1 : at + 1] ?? 0)),
  ),
};
