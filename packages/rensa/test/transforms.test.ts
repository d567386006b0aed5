/** The transforms, nested in each other, beside PyTorch (reference/transforms.py) and beside what they are by definition. */
import { readFileSync } from "node:fs";
import {
  checkpoint,
  constant,
  customVjp,
  f32,
  f64,
  grad,
  gradientsOf,
  hessian,
  hessianVectorProduct,
  hostTensor,
  i32,
  jacobian,
  jvp,
  RensaError,
  sampleTensor,
  scan,
  trace,
  vjp,
  vmap,
  type HostTensor,
  type Shape,
  type Tensor,
  type Traced,
} from "@rensa/core";
import { graphFromJson, graphToJson, loadGraph, parseGraph, printGraph } from "@rensa/core/graph";
import { add, clamp, exp, matmul, mean, mul, neg, pow, round, sin, square, sub, sum, take, tanh } from "@rensa/ops";
import { describe, expect, it } from "vitest";
import { compile, standardRegistry } from "../src/index.ts";
import { expectClose, run, type Values } from "./run.ts";

const reference = JSON.parse(readFileSync(new URL("../reference/transforms.json", import.meta.url), "utf8")) as {
  readonly results: Readonly<Record<string, Readonly<Record<string, readonly number[]>>>>;
};

const sample = (shape: Shape, low = -1, high = 1): HostTensor => sampleTensor(shape, low, high, "f64");
const data = {
  x: sample([6, 3]),
  y: sample([6, 2]),
  w: sample([3, 4]),
  v: sample([4, 2]),
};
const direction = sample([3, 4], -0.5, 0.25);

const network = trace({ x: f64(6, 3), y: f64(6, 2), w: f64(3, 4), v: f64(4, 2) }, ({ x, y, w, v }) =>
  mean(square(sub(matmul(tanh(matmul(x, w)), v), y))),
);
const layer = trace({ x: f64(6, 3), w: f64(3, 4) }, ({ x, w }) => tanh(matmul(x, w)));
const curve = trace({ x: f64(5) }, ({ x }) => sum(mul(pow(tanh(x), 3), exp(neg(square(x))))));

describe("as PyTorch has it:", () => {
  const expectLikeTorch = async <Spec, Result>(
    name: string,
    traced: Traced<Spec, Result>,
    inputs: object,
    renamed: object,
  ) => {
    const found = await run(traced, inputs);
    const names = new Map<string, string>(Object.entries(renamed));
    const mapped: Values = Object.fromEntries(
      Object.entries(found).map(([path, values]) => [names.get(path) ?? path, values]),
    );
    expectClose(mapped, reference.results[name] ?? {}, 1e-10);
  };

  it("grad of grad, and of that", async () => {
    const slope = trace({ x: f64(5) }, ({ x }) => sum(grad(curve, ["x"])({ x }).x));
    const x = sample([5]);
    await expectLikeTorch("grad of grad", grad(slope, ["x"]), { x }, {});
    const second = trace({ x: f64(5) }, ({ x }) => sum(grad(slope, ["x"])({ x }).x));
    await expectLikeTorch("grad of grad of grad", grad(second, ["x"]), { x }, {});
  });

  it("jvp of grad, jvp of vjp, vjp of jvp", async () => {
    const names = { "value.w": "value", "tangent.w": "tangent" };
    const inputs = { inputs: data, tangents: { w: direction } };
    await expectLikeTorch("jvp of grad", jvp(grad(network, ["w"]), ["w"]), inputs, names);
    const cotangent = sample([6, 4], 0, 1);
    const pull = trace({ x: f64(6, 3), w: f64(3, 4), cotangent: f64(6, 4) }, ({ x, w, cotangent: given }) => ({
      w: vjp(layer, ["w"])({ inputs: { x, w }, cotangent: given }).gradients.w,
    }));
    const { x, w } = data;
    await expectLikeTorch(
      "jvp of vjp",
      jvp(pull, ["w"]),
      { inputs: { x, w, cotangent }, tangents: { w: direction } },
      names,
    );
    const push = trace(
      { x: f64(6, 3), w: f64(3, 4), direction: f64(3, 4) },
      ({ x: points, w: weights, direction: along }) =>
        jvp(layer, ["w"])({ inputs: { x: points, w: weights }, tangents: { w: along } }).tangent,
    );
    const pulled = trace({ x: f64(6, 3), w: f64(3, 4), direction: f64(3, 4), cotangent: f64(6, 4) }, (given) => ({
      w: vjp(push, ["w"])({ inputs: given, cotangent: given.cotangent }).gradients.w,
    }));
    await expectLikeTorch("vjp of jvp", pulled, { x, w, direction, cotangent }, {});
  });

  it("vmap of grad: the gradients of each example", async () => {
    const one = trace({ x: f64(1, 3), y: f64(1, 2), w: f64(3, 4), v: f64(4, 2) }, ({ x, y, w, v }) =>
      mean(square(sub(matmul(tanh(matmul(x, w)), v), y))),
    );
    const each = vmap(grad(one, ["w", "v"]), 6, { shared: ["w", "v"] });
    const { x, y, w, v } = data;
    await expectLikeTorch("vmap of grad", each, { x: x.data, y: y.data, w, v }, {});
  });

  it("the Hessian of a network of two layers", async () => {
    const names = { "w.w": "ww", "w.v": "wv", "v.w": "vw", "v.v": "vv" };
    await expectLikeTorch("hessian", hessian(network, ["w", "v"]), data, names);
  });

  it("grad through a scan of 1,000 steps", async () => {
    const recurrent = trace({ h: f64(2, 4), x: f64(1000, 2, 3), w: f64(3, 4), u: f64(4, 4) }, ({ h, x, w, u }) => {
      const [last, squares] = scan(h, x, (state, element) => {
        const next = tanh(add(matmul(element, w), matmul(state, u)));
        return [next, sum(square(next))];
      });
      return add(sum(squares), sum(last));
    });
    const both = trace(recurrent.spec, (inputs) => {
      const value = recurrent(inputs);
      const { h, w, u } = inputs;
      return { value, ...gradientsOf(value, { h, w, u }) };
    });
    const inputs = { h: sample([2, 4]), x: sample([1000, 2, 3]), w: sample([3, 4]), u: sample([4, 4], -0.6, 0.6) };
    await expectLikeTorch("grad through a scan of 1000 steps", both, inputs, {});
  });
});

describe("jacobian", () => {
  it("is the same forward and in reverse, for outputs and inputs that are nested", async () => {
    const traced = trace({ a: f64(2, 2), b: { c: f64(3) } }, ({ a, b }) => ({
      first: matmul(a, a),
      second: { third: mul(sum(a), sin(b.c)) },
    }));
    const inputs = { a: sample([2, 2]), b: { c: sample([3]) } };
    const forward = await run(jacobian(traced, ["a", "b"], { mode: "forward" }), inputs);
    const reverse = await run(jacobian(traced, ["a", "b"], { mode: "reverse" }), inputs);
    expectClose(forward, reverse, 1e-13);
    expect(Object.keys(forward)).toEqual(["first.a", "first.b.c", "second.third.a", "second.third.b.c"]);
    expect(forward["first.a"]).toHaveLength(16);
    expect(forward["first.b.c"]?.every((value) => value === 0)).toBe(true);
  });
});

describe("hessianVectorProduct", () => {
  it("is the Hessian times the vector", async () => {
    const vector = { w: direction, v: sample([4, 2]) };
    const product = await run(hessianVectorProduct(network, ["w", "v"]), { inputs: data, vector });
    const full = await run(hessian(network, ["w", "v"]), data);
    const flat = [...vector.w.data, ...vector.v.data];
    const rows = (name: string): readonly number[] => {
      const [byW = [], byV = []] = [full[`${name}.w`], full[`${name}.v`]];
      return Array.from({ length: byW.length / 12 }, (_, row) =>
        flat.reduce(
          (total, each, at) => total + each * Number(at < 12 ? byW[row * 12 + at] : byV[row * 8 + at - 12]),
          0,
        ),
      );
    };
    expectClose(product, { w: rows("w"), v: rows("v") }, 1e-12);
  });
});

describe("vmap", () => {
  const one = trace({ x: f64(3, 4), i: i32(2), w: f64(4, 5) }, ({ x, i, w }) => ({
    product: tanh(matmul(take(x, i), w)),
    shared: sum(w),
  }));
  const inputs = {
    x: sample([3, 3, 4]),
    i: hostTensor([0, 2, 1, 1, 2, 0], [3, 2], "i32"),
    w: sample([4, 5]),
  };

  it("is a loop over the examples, and nests in itself", async () => {
    const all = await run(vmap(one, 3, { shared: ["w"] }), inputs);
    const parts = await Promise.all(
      [0, 1, 2].map((example) =>
        run(one, {
          x: inputs.x.data.slice(example * 12, 12 + example * 12),
          i: inputs.i.data.slice(example * 2, 2 + example * 2),
          w: inputs.w,
        }),
      ),
    );
    expectClose(
      all,
      { product: parts.flatMap(({ product = [] }) => product), shared: parts.flatMap(({ shared = [] }) => shared) },
      1e-14,
    );
    const twice = vmap(vmap(one, 3, { shared: ["w"] }), 2, { shared: ["i"] });
    const double = await run(twice, { x: sample([2, 3, 3, 4]), i: inputs.i, w: sample([2, 4, 5]) });
    const second = await run(vmap(one, 3, { shared: ["w"] }), {
      ...inputs,
      x: sample([2, 3, 3, 4]).data.slice(36),
      w: sample([2, 4, 5]).data.slice(20),
    });
    expect(double["product"]?.slice(30)).toEqual(second["product"]);
  });

  it("can be differentiated, and its graph prints, parses and loads", async () => {
    const total = trace({ x: f64(3, 3, 4), i: i32(3, 2), w: f64(4, 5) }, (given) =>
      sum(square(vmap(one, 3, { shared: ["w"] })(given).product)),
    );
    const traced = grad(total, ["x", "w"]);
    expect(parseGraph(printGraph(traced.graph))).toEqual(traced.graph);
    const loaded = loadGraph(graphFromJson(graphToJson(traced.graph)), standardRegistry());
    const found = await run(traced, inputs);
    expectClose(await run(loaded, inputs), found, 1e-14);
    const loop = trace({ x: f64(3, 3, 4), i: i32(3, 2), w: f64(4, 5) }, ({ x, i, w }) => {
      const parts = [0, 1, 2].map((example) => {
        const row = constant(hostTensor([example], [1], "i32")) as Tensor<readonly [1], "i32">;
        const at = (tensor: Tensor): Tensor => sum(take(tensor, row), 0);
        const rows = take(at(x), at(i) as Tensor<readonly [2], "i32">) as Tensor<readonly [2, 4], "f64">;
        return sum(square(tanh(matmul(rows, w))));
      });
      return parts.reduce((total, part) => add(total, part));
    });
    expectClose(found, await run(grad(loop, ["x", "w"]), inputs), 1e-12);
  });

  it("refuses a size or a shared input that cannot be", () => {
    expect(() => vmap(one, 0)).toThrow(/not a number of examples/);
    expect(() => vmap(one, 2, { shared: ["nothing" as "w"] })).toThrow(RensaError);
  });
});

describe("checkpoint", () => {
  const deep = (wrap: (body: () => Tensor<readonly [4096], "f32">) => Tensor<readonly [4096], "f32">) =>
    trace({ x: f32(4096) }, ({ x }) => {
      let value = x;
      // Each block keeps values that its backward pass reads; sums keep the blocks from being one kernel.
      for (let block = 0; block < 8; block++) {
        const before = value;
        value = wrap(() => {
          let inner = before;
          for (let step = 0; step < 4; step++) inner = sub(sin(inner), mul(inner, mean(inner)));
          return inner;
        });
      }
      return sum(value);
    });

  it("has the same gradients, and needs less memory for them", async () => {
    const x = sampleTensor([4096]);
    const plain = await compile(
      grad(
        deep((body) => body()),
        ["x"],
      ),
    );
    const saving = await compile(
      grad(
        deep((body) => checkpoint(body)),
        ["x"],
      ),
    );
    expectClose({ x: [...saving.run({ x }).x.data] }, { x: [...plain.run({ x }).x.data] }, 1e-5);
    expect(saving.stages.memory.bytes).toBeLessThan(plain.stages.memory.bytes * 0.6);
  });

  it("can be differentiated twice, and vectorized", async () => {
    const traced = trace({ x: f64(3) }, ({ x }) => sum(checkpoint(() => exp(sin(x)))));
    const plain = trace({ x: f64(3) }, ({ x }) => sum(exp(sin(x))));
    const x = sample([3]);
    expectClose(await run(hessian(traced, ["x"]), { x }), await run(hessian(plain, ["x"]), { x }), 1e-13);
    const many = { x: sample([2, 3]) };
    expectClose(await run(vmap(grad(traced, ["x"]), 2), many), await run(vmap(grad(plain, ["x"]), 2), many), 1e-13);
  });
});

describe("customVjp", () => {
  it("replaces the derivative, also inside vmap, jvp and scan", async () => {
    const straightThrough = customVjp({
      name: "straight_through",
      inputs: ["x"],
      forward: (x) => round(x),
      vjp: ({ gradient }) => [() => clamp(gradient, { min: -1, max: 1 })],
    });
    const traced = trace({ x: f64(3) }, ({ x }) => sum(mul(straightThrough(x), 3)));
    const x = hostTensor([0.2, 1.7, -2.6], [3], "f64");
    expect(await run(grad(traced, ["x"]), { x })).toEqual({ x: [1, 1, 1] });
    expect(await run(vmap(grad(traced, ["x"]), 1), { x: x.data })).toEqual({ x: [1, 1, 1] });
  });
});
