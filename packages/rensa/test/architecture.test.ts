/** What ARCHITECTURE.md names exists, and what it says is printed is printed. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { printKernel } from "@rensa/core/compiler";
import { printGraph } from "@rensa/core/graph";
import { meanSquaredError, mul } from "@rensa/ops";
import { createEngine, f32, full, i32, jsBackend, sgd, trace, trainStep, type Tensor } from "rensa";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const text = readFileSync(new URL("ARCHITECTURE.md", root), "utf8");
const blocks = [...text.matchAll(/```text\n([\s\S]*?)```/g)].map(([, block = ""]) => block.trimEnd().split("\n"));
const prose = text.replaceAll(/```[\s\S]*?```/g, "");
const quoted = [...new Set([...prose.matchAll(/`([^`\n]+)`/g)].map(([, name = ""]) => name))];

const left: readonly string[] = ["node_modules", "dist", ".cache", "api"];

/** All files of a folder that a reader may open, by their path from the top of the repository. */
function filesIn(folder: string): readonly string[] {
  return readdirSync(new URL(`.${folder}`, root), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return left.includes(entry.name) ? [] : filesIn(`${folder}${entry.name}/`);
    return entry.isFile() ? [`${folder}${entry.name}`] : [];
  });
}
const files = ["/.config/", "/docs/", "/examples/", "/packages/"].flatMap(filesIn);

describe("ARCHITECTURE.md names what there is:", () => {
  const paths = quoted.filter((name) => /^[\w.-]+\/([\w.-]+\/?)*$/.test(name));

  it("files and folders", () => {
    expect(paths.length).toBeGreaterThan(100);
    const places = files.map((name) => `${name}/`);
    // A folder stands in the middle of a path. What users import is a path too.
    const isThere = (name: string): boolean =>
      name === "rensa/profile" || places.some((place) => place.includes(`/${name.replace(/\/$/, "")}/`));
    expect(paths.filter((name) => !isThere(name))).toEqual([]);
    // By a name alone nobody finds it.
    expect(quoted.filter((name) => /^[\w.-]+\.ts$/.test(name))).toEqual([]);
  });

  it("a file by a path that fits no other", () => {
    const ambiguous = paths
      .filter((name) => name.endsWith(".ts"))
      .filter((name) => files.filter((file) => file.endsWith(`/${name}`)).length > 1);
    expect(ambiguous).toEqual([]);
  });

  it("functions, types, options and ops", () => {
    const sources = files
      .filter((name) => name.endsWith(".ts"))
      .map((name) => readFileSync(new URL(`.${name}`, root), "utf8"));
    const words = new Set(sources.flatMap((source) => source.match(/[A-Za-z_]\w*/g) ?? []));
    const names = quoted.filter((name) => /^[A-Za-z]\w*$/.test(name));
    expect(names.length).toBeGreaterThan(40);
    expect(names.filter((name) => !words.has(name) && !existsSync(new URL(`packages/${name}/`, root)))).toEqual([]);
  });

  it("pages and their headings", () => {
    const links = [...prose.matchAll(/\]\(([^)#]*)(?:#([^)]*))?\)/g)];
    expect(links.length).toBeGreaterThan(2);
    for (const [, file = "", heading] of links) {
      const target = readFileSync(new URL(file === "" ? "ARCHITECTURE.md" : file, root), "utf8");
      const headings = [...target.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
        title.toLowerCase().replaceAll(" ", "-"),
      );
      if (heading !== undefined) expect(headings).toContain(heading);
    }
  });
});

it("what ARCHITECTURE.md prints of a step is what the stages of it print", async () => {
  const line = {
    initialize: () => ({ slope: full([], 0) }),
    apply: ({ slope }: { slope: Tensor }, x: Tensor) => mul(x, slope),
  };
  const engine = createEngine({ backend: jsBackend() });
  const { initialize, step } = trainStep(line, meanSquaredError, sgd(0.1));
  const store = await engine.createStore(initialize);
  const traced = trace({ ...store.types, x: f32(2), y: f32(2), key: i32(2) }, ({ x, y, key, ...before }) => {
    const { state, loss } = step(before, { inputs: x, targets: y, key });
    return { ...state, loss };
  });
  const program = await engine.compile(traced, { state: store });
  const { stages } = program;
  const lines = (...texts: readonly string[]): string[] =>
    texts
      .join("\n")
      .split("\n")
      .map((each) => each.replace(/ \/\/ .*/, "").trim());
  const before = lines(printGraph(traced.graph));
  const printed = [
    before,
    before,
    lines(printGraph(stages.graph)),
    lines(...stages.kernels.map((kernel) => printKernel(kernel))),
    lines(...stages.sources.values()),
  ];
  expect(blocks.map((block, at) => block.filter((each) => printed[at]?.includes(each) !== true))).toEqual(
    printed.map(() => []),
  );
  expect(stages.kernels).toHaveLength(1);
  expect(program.run({ x: [1, 2], y: [3, 6], key: [0, 1] }).loss.data[0]).toBe(22.5);
});
