/** The oracles refuse what is wrong: ops with wrong derivatives, and backends that compute something else. */
import { jsBackend } from "@rensa/backend-js";
import { checkpoint, defineOp, full, scan, sizeOf, type Backend, type Pass, type Tensor } from "@rensa/core";
import { expandComposites, ProgramCache } from "@rensa/core/compiler";
import { referenceKey, type GraphNode } from "@rensa/core/graph";
import { add, mul, tanh } from "@rensa/ops";
import { defaultPasses } from "rensa";
import { afterAll, describe, expect, it } from "vitest";
import { Builder } from "../src/generate/build.ts";
import { generator, type Generator } from "../src/generate/generator.ts";
import { families, tableOf } from "../src/generate/table.ts";
import { oracles } from "../src/oracles/all.ts";
import { closeBackends, Context, makeBackends } from "../src/oracles/oracle.ts";
import { ask, type Failure } from "../src/run/campaign.ts";
import { plantedPasses } from "./planted-passes.ts";

const backends = makeBackends();
afterAll(() => closeBackends(backends));

/** The sine, with a derivative that is wrong by a hundredth. */
const wrongSine = defineOp({
  name: "wrong_sine",
  forward: { scalar: ([x]) => x.sin() },
  vjp: ({ inputs: [x], gradient }) => [() => mul(mul(gradient, rightCosine(x)), 1.01)],
});
const rightCosine = defineOp({ name: "right_cosine", forward: { scalar: ([x]) => x.cos() } });

const wrong: Generator = generator("wrong_sine", (bench, choices) => {
  const x = bench.float(choices);
  return x && { tensor: wrongSine(x.tensor), bound: 1 };
});

/** JavaScript whose last buffer of at least two floats is moved in its first element, by a part of it. */
function spoiled(part: number): Backend {
  return spoiledBy((value, largest) => value + part * largest);
}

/** JavaScript whose last buffer of at least two floats has another first element. */
function spoiledBy(change: (value: number, largest: number) => number): Backend {
  const inner = jsBackend();
  return {
    ...inner,
    prepare: async (plan, options) => {
      const prepared = await inner.prepare(plan, options);
      const target = plan.buffers.findLast(({ dtype, shape }) => dtype === "f32" && sizeOf(shape) > 1);
      return {
        ...prepared,
        run: () => {
          prepared.run?.();
          const array = target && prepared.storage.view?.(target.name);
          const largest = Math.max(0, ...Array.from<number>(array ?? []).map(Math.abs));
          if (array !== undefined) array[0] = change(array[0] ?? 0, largest);
        },
      };
    },
  };
}

async function refusal(
  name: string,
  generators: readonly Generator[],
  changed = backends,
  passes?: readonly Pass[],
): Promise<Failure | null> {
  const table = tableOf(generators);
  const oracle = oracles.find((each) => each.name === name);
  if (oracle === undefined) throw new TypeError(`There is no oracle ${name}.`);
  const context = new Context(new Builder(table), changed, passes);
  return (await ask(oracle, table, context, { seed: 1, runs: 40 })).failure;
}

/** The steps of a case that is refused. */
async function refused(...parameters: Parameters<typeof refusal>): Promise<string | undefined> {
  return (await refusal(...parameters))?.case.steps.map(([step]) => step).join();
}

const named = (...names: readonly string[]): readonly Generator[] =>
  families.flat().filter(({ name }) => names.includes(name));

/** A scan whose backward pass forgets a way to its sequence, as forward mode did through stacked results. */
const forgetful = defineOp({
  name: "forgetful",
  inputs: ["x", "gradient"],
  forward: { scalar: ([x, gradient]) => x.cos().mul(gradient) },
  // Its transpose is taken to be nothing.
  vjp: () => [null, null],
});
const sineOnce = defineOp({
  name: "sine_once",
  forward: { scalar: ([x]) => x.sin() },
  vjp: ({ inputs: [x], gradient }) => [() => forgetful(x, gradient)],
});

/** A body that reads its operand where a node of another graph had the same name: what is not adopted is another value. */
const misread: Generator = generator("misread", (bench, choices) => {
  const x = bench.float(choices);
  if (x === undefined) return undefined;
  const whole = mul(x.tensor, 2);
  const wrongWay = defineOp({
    name: "wrong_way",
    inputs: ["v", "a"],
    forward: { scalar: ([v, a]) => v.mul(a) },
    // The cotangents of the two, exchanged.
    vjp: ({ inputs: [v, a], gradient }) => [() => mul(gradient, v), () => mul(gradient, a)],
  });
  return { tensor: checkpoint(() => tanh(wrongWay(x.tensor, whole))), bound: 1 };
});

describe("the oracle", () => {
  it("forward refuses a jvp that is wrong by a hundredth", async () => {
    const op = defineOp({
      name: "wrong_along",
      forward: { scalar: ([x]) => x.sin() },
      jvp: ({ inputs: [x], tangents: [dx] }) => mul(mul(dx, rightCosine(x)), 1.01),
    });
    const along = generator("wrong_along", (bench, choices) => {
      const x = bench.float(choices);
      return x && { tensor: op(x.tensor), bound: 1 };
    });
    expect(await refused("forward", [along])).toBe("wrong_along");
  });

  it("transposed refuses a derivative that forward mode loses", async () => {
    const lossy = generator("sine_once", (bench, choices) => {
      const x = bench.float(choices);
      return x && { tensor: sineOnce(x.tensor), bound: 1 };
    });
    expect(await refused("transposed", [lossy])).toBe("sine_once");
    expect(await refused("second-order", [lossy])).toBe("sine_once");
  });

  it("gradients refuses a body whose cotangents go to the wrong tensors", async () => {
    expect(await refused("gradients", [...named("add", "nest"), misread])).toMatch(/misread/);
  });

  it("batched-gradients refuses a batch whose branches are exchanged", async () => {
    // Only a batch computes both ways and chooses.
    const exchanged: Pass = {
      name: "exchange branches",
      run: (graph) => {
        const chosen = Object.values(graph.nodes).filter(({ op }) => op === "choose");
        return {
          additions: chosen.map(({ inputs: [condition, one, other], ...node }): GraphNode => {
            return {
              ...node,
              id: `${node.id}_exchanged`,
              inputs: [condition, other, one].flatMap((each) => each ?? []),
            };
          }),
          replacements: new Map(chosen.map(({ id }) => [id, { node: `${id}_exchanged`, slot: 0 }])),
          removals: chosen.map(({ id }) => id),
        };
      },
    };
    const passes = [expandComposites, exchanged, ...defaultPasses];
    expect(await refused("batched-gradients", named("cond"), backends, passes)).toBe("cond");
  });

  it("together refuses loops of two directions that are merged", async () => {
    // The key of what can be merged or shared, without the direction: every loop runs forward where two meet.
    const undirected: Pass = {
      name: "merge whatever the direction",
      run: (graph) => {
        const scans = Object.values(graph.nodes).filter(({ op }) => op === "scan");
        const [first] = scans;
        const other = scans.find(({ attributes }) => attributes["reverse"] !== first?.attributes["reverse"]);
        if (first === undefined || other === undefined) return {};
        const id = `${other.id}_turned`;
        const reverse = first.attributes["reverse"] ?? false;
        return {
          additions: [{ ...other, id, attributes: { ...other.attributes, reverse } }],
          replacements: new Map(
            other.outputs.map((_, slot) => [referenceKey({ node: other.id, slot }), { node: id, slot }]),
          ),
          removals: [other.id],
        };
      },
    };
    const directed = generator("directed", (bench, choices) => {
      const reverse = choices.flag();
      const x = bench.ofRank(choices, 1);
      if (x === undefined) return undefined;
      const [, stacked] = scan(
        full([], 0, x.tensor.dtype),
        x.tensor,
        (carry: Tensor, element: Tensor) => {
          const next = add(mul(carry, 0.5), element);
          return [next, next] as const;
        },
        { reverse },
      );
      return { tensor: stacked };
    });
    expect(await refused("passes", named("two loops"), backends, [undirected, ...defaultPasses])).toBe("two loops");
    expect(await refused("together", [directed], backends, [undirected, ...defaultPasses])).toBe("directed");
  });

  it("cached refuses a cache that takes one number for another", async () => {
    class Careless extends ProgramCache {
      override planOf(...[key, make]: Parameters<ProgramCache["planOf"]>): ReturnType<ProgramCache["planOf"]> {
        return super.planOf({ ...key, text: key.text.replaceAll(/"value":[^,}]+/g, "") }, make);
      }
    }
    const shifted = generator("shifted", (bench, choices) => {
      const [x, by] = [bench.float(choices), choices.between(0, 5)];
      return x && { tensor: add(x.tensor, full([], by, x.tensor.dtype)) };
    });
    const emitted: Backend = { ...jsBackend(), cache: new Careless() };
    expect(await refused("cached", [shifted], { ...backends, emitted })).toBe("shifted");
    expect(await refusal("cached", [shifted])).toBeNull();
  });

  it.each(plantedPasses)("checked-passes names what is at fault where $mistake", async ({ steps, pass, says }) => {
    const failure = await refusal("checked-passes", steps, backends, [pass, ...defaultPasses]);
    expect(failure?.message).toMatch(says);
    expect(await refusal("checked-passes", steps)).toBeNull();
  });

  it.each(["empty", "large", "nest", "extremes"])(
    "interpreted sees %s, and a backend that is wrong there",
    async (name) => {
      const changed = { ...backends, emitted: spoiled(1e-3) };
      expect(await refused("interpreted", named(name), changed)).toBe(name);
    },
  );

  it.each([Infinity, -Infinity, Number.NaN])("javascript-single refuses %s in place of a number", async (value) => {
    const changed = { ...backends, emitted: spoiledBy(() => value) };
    expect(await refused("javascript-single", named("add"), changed)).toBe("add");
  });

  it("gradients refuses a derivative that is wrong, and shrinks the case to it", async () => {
    expect(await refused("gradients", [...families.flat().slice(0, 20), wrong])).toBe("wrong_sine");
  });

  it("second-order refuses it too", async () => {
    expect(await refused("second-order", [...families.flat().slice(0, 3), wrong])).toMatch(/wrong_sine/);
  });

  it("interpreted refuses results that are wrong by 1e-3, and passes refuses nothing", async () => {
    expect(await refused("passes", families.flat().slice(0, 10))).toBeUndefined();
    const changed = { ...backends, emitted: spoiled(1e-3) };
    expect(await refused("interpreted", families.flat().slice(0, 10), changed)).toBeDefined();
  });
});
