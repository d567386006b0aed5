/** Scans: on every backend the same as written out, whatever they carry, read and return. */
import { bool, constant, f32, full, i32, type Tensor } from "@rensa/core";
import { greater, logicalNot, matmul, tanh, where } from "@rensa/ops";
import { describe, it } from "vitest";
import { any, plus, product, sameAsUnrolled, times, traced } from "./everywhere.ts";
import { type Style } from "./loops.ts";

describe("a scan", () => {
  it("carries a value through a sequence and stacks results, forward and backward", async () => {
    const body = traced({ h: f32(5), x: f32(5), w: f32(5) }, ({ h, x, w }) => {
      const next = any(tanh(plus(times(h as Tensor, w as Tensor), x as Tensor)));
      return [next, times(next, 2), plus(h as Tensor, 1)];
    });
    for (const reverse of [false, true]) {
      await sameAsUnrolled({ h: f32(5), xs: f32(7, 5), w: f32(5) }, ({ h, xs, w }, style) =>
        style.scan({ carried: [h as Tensor], sequences: [xs as Tensor], constants: [w as Tensor] }, body, {
          length: 7,
          reverse,
        }),
      );
    }
  });

  it("carries values that trade places, pass through, or are only read", async () => {
    const body = traced({ a: f32(3), b: f32(3), c: f32(3), d: f32(3), x: f32(3) }, ({ a, b, c, d, x }) => [
      b as Tensor,
      a as Tensor,
      c as Tensor,
      plus(times(d as Tensor, 0.5), x as Tensor),
      plus(a as Tensor, c as Tensor),
      a as Tensor,
      x as Tensor,
    ]);
    await sameAsUnrolled({ a: f32(3), b: f32(3), c: f32(3), d: f32(3), xs: f32(4, 3) }, ({ a, b, c, d, xs }, style) =>
      style.scan({ carried: [a, b, c, d] as Tensor[], sequences: [xs as Tensor] }, body, { length: 4 }),
    );
  });

  it("hands three values round while all of them change", async () => {
    const body = traced({ a: f32(2), b: f32(2), c: f32(2) }, ({ a, b, c }) => [
      b as Tensor,
      c as Tensor,
      a as Tensor,
      plus(a as Tensor, times(b as Tensor, 3)),
    ]);
    await sameAsUnrolled({ a: f32(2), b: f32(2), c: f32(2) }, ({ a, b, c }, style) =>
      style.scan({ carried: [a, b, c] as Tensor[] }, body, { length: 5 }),
    );
  });

  it("returns one value as carried and as result, several times over", async () => {
    const body = traced({ h: f32(6), x: f32(6) }, ({ h, x }) => {
      const next = plus(times(h as Tensor, 0.5), x as Tensor);
      return [next, next, next, x as Tensor];
    });
    await sameAsUnrolled({ h: f32(6), xs: f32(3, 6) }, ({ h, xs }, style) =>
      style.scan({ carried: [h as Tensor], sequences: [xs as Tensor] }, body, { length: 3 }),
    );
  });

  it("starts two carried values from one", async () => {
    const body = traced({ a: f32(4), b: f32(4) }, ({ a, b }) => [plus(a as Tensor, 1), times(b as Tensor, 2)]);
    await sameAsUnrolled({ h: f32(4) }, ({ h }, style) => {
      const start = times(h as Tensor, 3);
      return style.scan({ carried: [start, start], constants: [] }, body, { length: 3 });
    });
  });

  it("reads constants, its own and those of the body, and computes with data of the body", async () => {
    const body = traced({ h: f32(4), w: f32(4) }, ({ h, w }) => [
      plus(times(h as Tensor, w as Tensor), any(constant([1, 2, 3, 4]))),
      times(h as Tensor, any(full([4], 0.25))),
    ]);
    await sameAsUnrolled({ h: f32(4), w: f32(4) }, ({ h, w }, style) =>
      style.scan({ carried: [h as Tensor], constants: [times(w as Tensor, 0.5)] }, body, { length: 4 }),
    );
  });

  it("contracts with a weight, as a recurrent network does", async () => {
    const body = traced({ h: f32(20, 24), x: f32(20, 16), w: f32(24, 24), u: f32(16, 24), b: f32(24) }, (given) => {
      const { h, x, w, u, b } = given as { [K in "h" | "x" | "w" | "u" | "b"]: Tensor };
      const next = any(tanh(plus(plus(product(h, w), product(x, u)), b)));
      return [next, next];
    });
    const spec = { h: f32(20, 24), xs: f32(6, 20, 16), w: f32(24, 24), u: f32(16, 24), b: f32(24) };
    await sameAsUnrolled(spec, ({ h, xs, w, u, b }, style) =>
      style.scan(
        { carried: [h as Tensor], sequences: [xs as Tensor], constants: [w, u, b].map((t) => times(t as Tensor, 0.3)) },
        body,
        { length: 6 },
      ),
    );
  });

  it("adds up gradients of a weight in place", async () => {
    const body = traced({ g: f32(16, 24), x: f32(20, 16), d: f32(20, 24) }, ({ g, x, d }) => [
      plus(g as Tensor, any(matmul(x as Tensor, d as never, { transposeA: true }))),
    ]);
    await sameAsUnrolled({ g: f32(16, 24), xs: f32(5, 20, 16), ds: f32(5, 20, 24) }, ({ g, xs, ds }, style) =>
      style.scan({ carried: [g as Tensor], sequences: [xs, ds] as Tensor[] }, body, { length: 5 }),
    );
  });

  it("carries integers and booleans", async () => {
    const body = traced({ n: i32(3), flag: bool(3), x: i32(3) }, (given) => {
      const { n, flag, x } = given as { n: Tensor; flag: Tensor; x: Tensor };
      const next = any(where(flag as never, plus(n, x), times(n, 2)));
      return [next, any(logicalNot(flag as never)), any(greater(next, 0))];
    });
    await sameAsUnrolled({ n: i32(3), flag: bool(3), xs: i32(5, 3) }, ({ n, flag, xs }, style) =>
      style.scan({ carried: [n, flag] as Tensor[], sequences: [xs as Tensor] }, body, { length: 5 }),
    );
  });

  it("runs in another scan, over a sequence that the outer one moves along", async () => {
    const inner = traced({ s: f32(3), y: f32(3), w: f32(3) }, ({ s, y, w }) => {
      const next = plus(times(s as Tensor, w as Tensor), y as Tensor);
      return [next, times(next, 0.5)];
    });
    const body = (style: Style) =>
      traced({ h: f32(3), xs: f32(4, 3), w: f32(3) }, ({ h, xs, w }) => {
        const [last, stacked] = style.scan(
          { carried: [h as Tensor], sequences: [xs as Tensor], constants: [w as Tensor] },
          inner,
          { length: 4, reverse: true },
        ) as [Tensor, Tensor];
        return [any(tanh(last)), last, stacked, h as Tensor];
      });
    await sameAsUnrolled({ h: f32(3), xss: f32(5, 4, 3), w: f32(3), ws: f32(5, 3) }, ({ h, xss, w, ws }, style) => [
      ...style.scan({ carried: [h as Tensor], sequences: [xss as Tensor], constants: [w as Tensor] }, body(style), {
        length: 5,
      }),
      ws as Tensor,
    ]);
  });
});
