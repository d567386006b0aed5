/** How measurements are taken, compared and printed. */
import { jsBackend } from "@rensa/backend-js";
import { describe, expect, it } from "vitest";
import { agree, difference } from "../src/measure/agreement.ts";
import { compare } from "../src/measure/compare.ts";
import { fmaLoop, fmaLoopModule } from "../src/measure/fma-loop.ts";
import { median, spread } from "../src/measure/statistics.ts";
import { permuted } from "../src/peers/channels-first.ts";
import { PeerProcesses } from "../src/peers/list.ts";
import { decodeRequest, encode } from "../src/peers/protocol.ts";
import { docsPage } from "../src/report/docs.ts";
import { resultTable } from "../src/report/table.ts";
import { gemm } from "../src/workloads/layers.ts";

const machine = {
  cores: 2,
  cpu: "a processor",
  engine: "Node 0",
  platform: "linux x64",
  relaxedSimd: false,
  peak: 30,
  threads: 1,
  backend: "js",
};
const settings = { rounds: 2, burst: 1, warmUp: 10, bound: 1000 };

function compareSmall() {
  const description = gemm("G", [8, 8, 8]);
  const processes = new PeerProcesses(undefined, 1);
  const arena = { machine, settings, processes, backend: () => jsBackend(), report: () => undefined };
  return compare({ ...description, a: description.a.slice(0, 1), flops: 1024 }, ["fma-loop", "pytorch"], arena);
}

describe("a comparison", () => {
  it("is a row of plain numbers, and one that fails a row with its error", async () => {
    const rows = JSON.parse(JSON.stringify(await compareSmall())) as Record<string, unknown>[];
    const { peerMs, oursMs, ratio, ...first } = rows[0] as Record<"peerMs" | "oursMs" | "ratio", number>;
    expect(first).toMatchObject({ workload: "G", peer: "fma-loop", threads: 1, agrees: true, rounds: 2 });
    expect(ratio).toBeCloseTo(peerMs / oursMs);
    expect(rows[1]).toEqual(expect.objectContaining({ workload: "G", peer: "pytorch", error: "needs --python" }));
    expect(rows[1]).not.toHaveProperty("ratio");
  });

  it("is a line of the table and of the page, with what failed below", async () => {
    const rows = await compareSmall();
    const table = resultTable(rows);
    expect(table.split("\n")[0]).toMatch(/^workload {2}peer .* of peak {2}scaling$/);
    expect(table).toContain("G pytorch fails: needs --python");
    const page = docsPage({ machine, rows }, "npm run bench -- --write-docs");
    expect(page).toContain("- **G**: [8,8] x [8,8]");
    expect(page).toMatch(/^\| G +\| pytorch +\| 1 +\| fails/m);
  });
});

describe("numbers", () => {
  it("have a median, and the range of their middle half as spread", () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(spread([1, 2, 3, 4, 5])).toBeCloseTo(2 / 3);
    expect(() => median([])).toThrow("no values");
  });

  it("agree up to rounding, as far as both have losses", () => {
    expect(difference([2, 1], [2.001], "losses")).toBeCloseTo(5e-4);
    expect(agree(difference([2], [2.001], "losses"), "losses")).toBe(true);
    expect(agree(difference([2], [2.01], "losses"), "losses")).toBe(false);
  });

  it("of outputs are compared with the largest, and must all be there", () => {
    expect(difference([0, 10], [0.001, 10], "outputs")).toBeCloseTo(1e-4);
    expect(agree(difference([0, 10], [0], "outputs"), "outputs")).toBe(false);
    expect(agree(difference([Number.NaN], [1], "outputs"), "outputs")).toBe(false);
  });
});

describe("the loop of multiply-adds", () => {
  it("is a valid module", async () => {
    expect(WebAssembly.validate(fmaLoopModule(false))).toBe(true);
    const { milliseconds, values } = await fmaLoop(false, 1e6).run(2);
    expect(milliseconds).toBeGreaterThan(0);
    expect(values).toEqual([]);
  });

  it("computes what it says: each of its turns applies c = c * a + b to every accumulator", async () => {
    const { instance } = await WebAssembly.instantiate(fmaLoopModule(false));
    const run = instance.exports["run"] as (turns: number, a: number, b: number) => number;
    // With a = 1 and b = 1, one turn of 8 multiply-adds counts to 8 in each of 12 accumulators.
    expect(run(1, 1, 1)).toBe(96);
    expect(run(3, 1, 1)).toBe(288);
  });
});

describe("peers", () => {
  it("are sent tensors as they are", () => {
    const workload = gemm("G", [4, 4, 4]);
    expect(decodeRequest(encode({ command: "build", workload }))).toEqual({ command: "build", workload });
  });

  it("that want channels first get them", () => {
    const data = Float32Array.from({ length: 12 }, (_, at) => at);
    const moved = permuted({ shape: [1, 2, 2, 3], dtype: "f32", data }, [0, 3, 1, 2]);
    expect(moved.shape).toEqual([1, 3, 2, 2]);
    expect([...moved.data]).toEqual([0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  });
});
