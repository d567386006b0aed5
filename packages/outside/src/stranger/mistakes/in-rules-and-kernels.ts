/** Mistakes in rewrite rules and in kernels. */
import { rule, sampleTensor, type HostTensor, type OpSamples, type Tensor } from "@rensa/core";
import { equal, expandDims, maximum, minimum, mul, neg, relu, where } from "@rensa/ops";
import { comparedWithCubes, each, pluginOf, scalarCube, type Mistake, type Tried, type Unary } from "./mistake.ts";

/** A rule on the cube of a negative, right where it puts -cube(x) in its place. */
const replaced = (by: (x: Tensor, op: Unary) => unknown) => (): Tried => {
  const op = scalarCube();
  // The mistake that is tried.
  const surge = rule("surge(-x) -> ?", { op, inputs: [{ op: neg, inputs: ["x"] }] }, ({ x }) => by(x, op) as never);
  const samples: OpSamples = {
    op,
    samples: [{ name: "of a negative", inputs: [sampleTensor([2, 3], 0.5, 2)], apply: (x) => op(neg(x)) }],
    reference: (x) => -(x ** 3),
  };
  return { plugin: pluginOf(op, { rewrites: [surge] }), samples: [samples] };
};

const kernel = (run: unknown) => () => comparedWithCubes(scalarCube(), { backends: { js: { surge: run } } });
let runs = 0;

export const inRulesAndKernels: readonly Mistake[] = [
  {
    name: "a rule that is off by 1e-4",
    says: ["rules", 'by the rule "surge(-x) -> ?"'],
    make: replaced((x, op) => mul(op(x), -1.0001)),
  },
  {
    name: "a rule of the wrong sign",
    says: ["rules", 'by the rule "surge(-x) -> ?"'],
    make: replaced((x, op) => op(x)),
  },
  {
    name: "a rule that is wrong below 0",
    says: ["rules", 'by the rule "surge(-x) -> ?"'],
    make: replaced((x, op) => neg(op(relu(x)))),
  },
  {
    name: "a rule that is wrong for large values",
    says: ["rules", 'by the rule "surge(-x) -> ?"'],
    make: replaced((x, op) => neg(op(minimum(x, 1000)))),
  },
  {
    name: "a rule that is wrong for small values",
    says: ["rules", 'by the rule "surge(-x) -> ?"'],
    make: replaced((x, op) => neg(op(maximum(x, 0.25)))),
  },
  {
    name: "a rule that is wrong at zero",
    says: ["rules", 'by the rule "surge(-x) -> ?"'],
    make: replaced((x, op) => where(equal(x, 0), 1, neg(op(x)))),
  },
  {
    name: "a rule of another shape",
    says: ["rules", "does not fit", "f32[1, 2, 3] in place of f32[2, 3]"],
    make: replaced((x, op) => expandDims(neg(op(x)), 0)),
  },
  { name: "a rule that returns a list", says: ["RensaError", "returned a list of 1"], make: replaced((x) => [x]) },
  {
    name: "a kernel of another op",
    says: ["kernels", "against the op's own form"],
    make: kernel(each((x) => x ** 2)),
  },
  {
    name: "a kernel that is off by 1e-4",
    says: ["kernels", "against the oracle"],
    make: kernel(each((x) => x ** 3 * 1.0001)),
  },
  {
    name: "a kernel that writes beyond its output",
    says: ["RensaError", "offset is out of bounds"],
    make: kernel(([x]: [HostTensor], [y]: [HostTensor]) => y.data.set(x.data, 1)),
  },
  {
    name: "a kernel that leaves elements as they were",
    says: ["leaves elements as they were"],
    make: kernel(([x]: [HostTensor], [y]: [HostTensor]) =>
      y.data.set(
        x.data.slice(1).map((value) => value ** 3),
        1,
      ),
    ),
  },
  {
    name: "a kernel that is wrong below 0",
    says: ["kernels", "of its negatives"],
    make: kernel(each((x) => Math.abs(x) ** 3)),
  },
  {
    name: "a kernel that is wrong for large values",
    says: ["kernels", "of a hundred times the sample"],
    make: kernel(each((x) => Math.min(x, 100) ** 3)),
  },
  {
    name: "a kernel that gives other values each time",
    says: ["kernels", "a later run"],
    make: kernel(each((x) => x ** 3 * (1 + 1e-7 * runs++))),
  },
];
