/** Single products and convolutions as programs. Operands and results are state, so that a step copies nothing. */
import {
  compile,
  flattenTree,
  gradientsOf,
  isTyped,
  traceTree,
  type Backend,
  type HostTensor,
  type StatefulProgram,
  type Tensor,
  type TensorType,
} from "@rensa/core";
import { conv2d, depthwiseConv2d, matmul } from "@rensa/ops";
import { defaultPasses } from "rensa";
import type { ConvolutionDescription, GemmDescription } from "../workloads/description.ts";

/** A compiled layer. */
export interface LayerStep {
  readonly run: () => void;
  /** What the last run computed, in order. */
  readonly outputs: () => readonly HostTensor[];
  readonly program: StatefulProgram<unknown, unknown, unknown>;
}

type Tensors = Readonly<Record<string, Tensor>>;

/** Compiles the products of a workload. */
export function compileGemm(description: GemmDescription, backend: Backend): Promise<LayerStep> {
  const { a, b, transposeA, transposeB } = description;
  const operands = { ...Object.fromEntries(a.map((matrix, at) => [`a_${String(at)}`, matrix])), b };
  return compileLayer(operands, backend, ({ b: right, ...left }) =>
    // What a trace is given by name has no shape in the types.
    Object.values(left).map((matrix): Tensor => matmul(matrix, right as Tensor, { transposeA, transposeB })),
  );
}

/** Compiles a convolution with the gradients of its input and its filters. */
export function compileConvolution(description: ConvolutionDescription, backend: Backend): Promise<LayerStep> {
  const { x, filters, gradient, depthwise } = description;
  const operands: Readonly<Record<string, HostTensor>> = { x, filters, gradient };
  return compileLayer(operands, backend, (given) => {
    const { x: input, filters: windows, gradient: cotangent } = given as Record<"x" | "filters" | "gradient", Tensor>;
    const options = { padding: "same" } as const;
    const output: Tensor = depthwise ? depthwiseConv2d(input, windows, options) : conv2d(input, windows, options);
    const gradients = gradientsOf(output, { input, windows }, cotangent);
    return [output, gradients.input, gradients.windows];
  });
}

async function compileLayer(
  operands: Readonly<Record<string, HostTensor>>,
  backend: Backend,
  body: (operands: Tensors) => readonly Tensor[],
): Promise<LayerStep> {
  const types = Object.fromEntries(
    Object.entries(operands).map(([name, { shape, dtype }]): [string, TensorType] => [name, { shape, dtype }]),
  );
  const results = traceTree<typeof types, unknown>(types, body).result;
  const spec = { state: { operands: types, results } };
  interface Arguments {
    readonly state: { readonly operands: Tensors };
  }
  const traced = traceTree<Readonly<Record<"state", unknown>>, { state: unknown }>(spec, ({ state }: Arguments) => ({
    state: { operands: state.operands, results: body(state.operands) },
  }));
  const program = await compile(traced, { backend, passes: defaultPasses, state: ["state"] });
  program.store.writeByPath(
    new Map(Object.entries(operands).map(([name, value]) => [`state.operands.${name}`, value])),
  );
  return {
    run: () => void program.run({}),
    outputs: () =>
      flattenTree(Reflect.get(program.store.readNow("state"), "results"), isData).map(([, value]) => value),
    program,
  };
}

function isData(value: unknown): value is HostTensor {
  return isTyped(value);
}
