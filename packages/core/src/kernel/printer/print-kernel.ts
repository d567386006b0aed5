/**
 * Kernels as text: what is fused, over which axes, and every store as an expression.
 *
 * ```
 * kernel_2 contraction [m: 32] x [n: 128], sum over [k: 784] (matmul_0, add_1, relu_2)
 *   read x: f32[25088]
 *   write y: f32[4096]
 *   sum = sum of x[m*784+k] * w[128*k+n]
 *   y[m*128+n] = max(sum + bias[n], 0)
 * ```
 */
import { checkParts } from "../../graph/check-argument.ts";
import { computedBy } from "../../expression/computed-index.ts";
import type { Index, IndexAtom, LoopIndex } from "../../expression/index-map.ts";
import type { Scalar } from "../../expression/scalar.ts";
import { constantScalar, type Bound } from "../../expression/scalar.ts";
import type { BufferCopy, ControlBody, Kernel, LoopKernel, ElementStore } from "../kernel.ts";
import { dependenciesOf, Sharing } from "../sharing.ts";

/**
 * A kernel as readable text. What is used more than once stands once, as a `let`.
 *
 * @param kernel - The kernel.
 *
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { Index, Scalar, type LoopIndex } from "@rensa/core";
 * import { printKernel, type RowKernel } from "@rensa/core/compiler";
 *
 * const i: LoopIndex = { kind: "loop", name: "i", extent: 2 };
 * const x = new Scalar({ kind: "load", buffer: "x", offset: Index.of(i) }, "f32");
 * const stores = [{ buffer: "y", offset: Index.of(i), value: x.exp() }];
 * const kernel: RowKernel = { kind: "rows", name: "k", nodes: [], buffers: [], rows: [i], stages: [{ axes: [], stores }] };
 * console.log(printKernel(kernel));
 * // k rows [i: 2]
 * //   y[i] = exp(x[i])
 * ```
 */
export function printKernel(kernel: Kernel): string {
  checkParts("The kernel", kernel, "kind", "buffers");
  const nodes = kernel.nodes.length === 0 ? "" : ` (${kernel.nodes.join(", ")})`;
  const buffers = kernel.buffers.map(
    ({ access, name, dtype, length }) => `${access} ${name}: ${dtype}[${String(length)}]`,
  );
  return [`${kernel.name} ${headOf(kernel)}${nodes}`, ...indented([...buffers, ...linesOf(kernel)])].join("\n");
}

function linesOf(kernel: Kernel): readonly string[] {
  switch (kernel.kind) {
    case "rows":
    case "contraction":
    case "scatter":
      return new KernelPrinter().lines(kernel);
    case "host":
      return [];
    case "scan":
      return [...kernel.starts.map(copyLine), ...bodyLines("body", kernel.body)];
    case "while":
      return [
        ...kernel.starts.map(copyLine),
        ...bodyLines(`condition ${kernel.predicate}`, kernel.condition),
        ...bodyLines("body", kernel.body),
      ];
    case "branch":
      return [...bodyLines("when true", kernel.whenTrue), ...bodyLines("when false", kernel.whenFalse)];
  }
}

function bodyLines(title: string, { kernels, copies, views }: ControlBody): readonly string[] {
  const places = views.map(({ name, of, offset, stride }) => {
    const moves = stride === 0 ? "" : ` ${stride > 0 ? "+" : "-"} ${String(Math.abs(stride))}*step`;
    return `view ${name}: ${of} at byte ${String(offset)}${moves}`;
  });
  const inner = kernels.flatMap((kernel) => printKernel(kernel).split("\n"));
  return [title, ...indented([...places, ...inner, ...copies.map(copyLine)])];
}

function copyLine({ from, to }: BufferCopy): string {
  return `copy ${from} to ${to}`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function headOf(kernel: Kernel): string {
  switch (kernel.kind) {
    case "rows":
      return `rows ${axesText(kernel.rows)}`;
    case "contraction": {
      const batch = kernel.batch.length === 0 ? "" : `${axesText(kernel.batch)} x `;
      return `contraction ${batch}${axesText(kernel.rows)} x ${axesText(kernel.columns)}, sum over ${axesText(kernel.reduction)}`;
    }
    case "scatter":
      return `scatter ${axesText(kernel.axes)} from ${axesText(kernel.over)}`;
    case "host":
      return "host";
    case "scan":
      return `scan of ${String(kernel.length)}`;
    case "while":
      return "while";
    case "branch":
      return `branch on ${kernel.predicate}`;
  }
}

function axesText(axes: readonly LoopIndex[]): string {
  return `[${axes.map(({ name, extent }) => `${name}: ${String(extent)}`).join(", ")}]`;
}

const infix: Readonly<Record<string, string>> = {
  add: "+",
  sub: "-",
  mul: "*",
  div: "/",
  lt: "<",
  le: "<=",
  eq: "==",
  ne: "!=",
};

/** How a scattered value joins what is at its place, as text between the two. */
const assignments = { add: " += ", set: " = ", multiply: " *= ", min: " min= ", max: " max= " } as const;

class KernelPrinter {
  readonly #sharing = new Sharing();
  readonly #uses = new Map<Scalar, number>();
  readonly #names = new Map<Scalar, string>();
  readonly #lets: string[] = [];

  lines(kernel: LoopKernel): readonly string[] {
    switch (kernel.kind) {
      case "rows":
        return kernel.stages.flatMap(({ axes, stores }) => {
          const lines = this.#stores(stores);
          return axes.length === 0 ? lines : [`over ${axesText(axes)}`, ...lines.map((line) => `  ${line}`)];
        });
      case "contraction": {
        const [left, right] = [this.#sharing.intern(kernel.left), this.#sharing.intern(kernel.right)];
        this.#count([left, right]);
        const product = `${this.#text(left)} * ${this.#text(right)}`;
        return [...this.#lets.splice(0), `sum = sum of ${product}`, ...this.#stores(kernel.stores)];
      }
      case "scatter": {
        const bounds = kernel.bounds.length === 0 ? "" : ` if ${this.#bounds(kernel.bounds)}`;
        const [addition = ""] = this.#stores([kernel.addition]).slice(-1);
        return [
          ...this.#stores([kernel.initial]),
          `${addition.replace(" = ", assignments[kernel.combine ?? "add"])}${bounds}`,
        ];
      }
    }
  }

  #stores(stores: readonly ElementStore[]): readonly string[] {
    const values = stores.map(({ value }) => this.#sharing.intern(value));
    this.#count(values);
    return stores.flatMap(({ buffer, offset }, position) => {
      const text = this.#text(values[position] ?? constantScalar(0, "f32"), true);
      return [...this.#lets.splice(0), `${buffer}[${this.#index(offset)}] = ${text}`];
    });
  }

  #count(roots: readonly Scalar[]): void {
    const pending = [...roots];
    for (let scalar = pending.pop(); scalar !== undefined; scalar = pending.pop()) {
      const uses = (this.#uses.get(scalar) ?? 0) + 1;
      this.#uses.set(scalar, uses);
      if (uses === 1) pending.push(...dependenciesOf(scalar));
    }
  }

  /** The text of an expression; `whole` where nothing stands around it, so that it needs no parentheses. */
  #text(scalar: Scalar, whole = false): string {
    const known = this.#names.get(scalar);
    if (known !== undefined) return known;
    const { kind } = scalar.expression;
    const isWork = kind === "call" || kind === "reduce" || kind === "guard";
    if (!isWork || (this.#uses.get(scalar) ?? 0) < 2) return this.#expression(scalar, whole);
    const text = this.#expression(scalar, true);
    const name = `t${String(this.#names.size)}`;
    this.#names.set(scalar, name);
    this.#lets.push(`let ${name} = ${text}`);
    return name;
  }

  #expression({ expression, dtype }: Scalar, whole: boolean): string {
    switch (expression.kind) {
      case "constant":
        return dtype === "bool" ? String(expression.value !== 0) : String(expression.value);
      case "load":
        return `${expression.buffer}[${this.#index(expression.offset)}]`;
      case "index":
        return this.#index(expression.index);
      case "local":
        return expression.name;
      case "call": {
        const { name, inputs } = expression;
        const operator = infix[name];
        if (operator !== undefined) {
          const text = inputs.map((input) => this.#text(input)).join(` ${operator} `);
          return whole ? text : `(${text})`;
        }
        return `${name === "convert" ? dtype : name}(${inputs.map((input) => this.#text(input, true)).join(", ")})`;
      }
      case "reduce":
        return `${expression.combine}${axesText(expression.indices)}(${this.#text(expression.value, true)})`;
      case "guard": {
        const [value, otherwise] = [this.#text(expression.value), this.#text(expression.otherwise)];
        return `(${this.#bounds(expression.bounds)} ? ${value} : ${otherwise})`;
      }
    }
  }

  #bounds(bounds: readonly Bound[]): string {
    return bounds
      .map(({ index, lower, upper }) => `${String(lower)} <= ${this.#index(index)} < ${String(upper)}`)
      .join(" and ");
  }

  #index({ terms, constant }: Index): string {
    const parts = terms.map(({ atom, coefficient }) => {
      return coefficient === 1 ? this.#atom(atom) : `${String(coefficient)}*${this.#atom(atom)}`;
    });
    if (constant !== 0 || parts.length === 0) parts.push(String(constant));
    return parts.join("+").replaceAll("+-", "-");
  }

  #atom(atom: IndexAtom): string {
    switch (atom.kind) {
      case "loop":
        return atom.name;
      case "quotient":
        return `floor((${this.#index(atom.index)})/${String(atom.divisor)})`;
      case "remainder":
        return `((${this.#index(atom.index)}) mod ${String(atom.divisor)})`;
      case "computed":
        return this.#text(this.#sharing.intern(computedBy(atom)));
    }
  }
}
