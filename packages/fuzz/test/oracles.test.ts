/** The oracles refuse what is wrong: ops with wrong derivatives, and backends that compute something else. */
import { jsBackend } from "@rensa/backend-js";
import { defineOp, sizeOf, type Backend, type Tensor } from "@rensa/core";
import { mul } from "@rensa/ops";
import { afterAll, describe, expect, it } from "vitest";
import { Builder } from "../src/generate/build.ts";
import { generator, type Generator } from "../src/generate/generator.ts";
import { families, tableOf } from "../src/generate/table.ts";
import { oracles } from "../src/oracles/all.ts";
import { closeBackends, Context, makeBackends } from "../src/oracles/oracle.ts";
import { ask } from "../src/run/campaign.ts";

const backends = makeBackends();
afterAll(() => closeBackends(backends));

/** The sine, with a derivative that is wrong by a hundredth. */
const wrongSine = defineOp({
  name: "wrong_sine",
  forward: { scalar: ([x]) => x.sin() },
  vjp: ({ inputs: [x], gradient }) => [() => mul(mul(gradient, rightCosine(x) as Tensor) as Tensor, 1.01) as Tensor],
});
const rightCosine = defineOp({ name: "right_cosine", forward: { scalar: ([x]) => x.cos() } });

const wrong: Generator = generator("wrong_sine", (bench, choices) => {
  const x = bench.float(choices);
  return x && { tensor: wrongSine(x.tensor) as Tensor, bound: 1 };
});

/** JavaScript whose last buffer of at least two floats is moved in its first element, by a part of it. */
function spoiled(part: number): Backend {
  const inner = jsBackend();
  return {
    ...inner,
    prepare: async (plan) => {
      const prepared = await inner.prepare(plan);
      const target = plan.buffers.findLast(({ dtype, shape }) => dtype === "f32" && sizeOf(shape) > 1);
      return {
        ...prepared,
        run: () => {
          prepared.run();
          const array = prepared.arrays.get(target?.name ?? "");
          const largest = Math.max(0, ...Array.from<number>(array ?? []).map(Math.abs));
          if (array !== undefined) array[0] = (array[0] ?? 0) + part * largest;
        },
      };
    },
  };
}

async function refused(
  name: string,
  generators: readonly Generator[],
  changed = backends,
): Promise<string | undefined> {
  const table = tableOf(generators);
  const oracle = oracles.find((each) => each.name === name);
  if (oracle === undefined) throw new TypeError(`There is no oracle ${name}.`);
  const { failure } = await ask(oracle, table, new Context(new Builder(table), changed), { seed: 1, runs: 40 });
  return failure?.case.steps.map(([step]) => step).join();
}

describe("the oracle", () => {
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
