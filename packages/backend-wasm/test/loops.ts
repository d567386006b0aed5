/** Loops and branches for tests, written down without the ops that users have, and the same unrolled. */
import {
  anyGraph,
  defineOp,
  oneOf,
  regionTypes,
  wholeNumber,
  type AttributeDefaults,
  type Attributes,
  type OpDefinition,
  type Region,
  type Shape,
  type Tensor,
} from "@rensa/core";
import { currentContext } from "@rensa/core/compiler";
import type { Graph } from "@rensa/core/graph";
import { reshape, slice, stack } from "@rensa/ops";

/** A graph that a test traced, whatever its types. */
export interface TracedGraph {
  (inputs: never): unknown;
  readonly graph: Graph;
  readonly definitions: ReadonlyMap<string, OpDefinition>;
}

interface Definer {
  defineAll(definitions: ReadonlyMap<string, OpDefinition>): void;
}

function isDefiner(context: object): context is Definer {
  return "defineAll" in context;
}

function define(...bodies: readonly TracedGraph[]): void {
  const context = currentContext("a test's loop");
  if (!isDefiner(context)) throw new TypeError("not tracing");
  for (const { definitions } of bodies) context.defineAll(definitions);
}

function regionOf(attributes: Attributes): Region {
  return attributes as Attributes & Region;
}

const body = anyGraph();
const carried = wholeNumber(0, { minimum: 0 });

/** The attributes of each kind of region. */
const kinds = {
  scan: { kind: oneOf(["scan"], "scan"), body, length: wholeNumber(1), carried, sequences: carried, reverse: false },
  while: { kind: oneOf(["while"], "while"), condition: body, body, carried },
  branch: { kind: oneOf(["branch"], "branch"), whenTrue: body, whenFalse: body },
};

function regionOp(kind: Region["kind"]) {
  const name = `test_${kind}`;
  const attributes: AttributeDefaults = kinds[kind];
  return defineOp({
    name,
    variadic: true,
    attributes,
    forward: {
      region: regionOf,
      types: (inputs, given) => regionTypes(name, regionOf(given), inputs),
      withRegion: (region) => attributesOf(region),
    },
    nonDifferentiable: "a test",
    call:
      (apply) =>
      (inputs: readonly Tensor[], region: Region): readonly Tensor[] =>
        apply.all(inputs, attributesOf(region)),
  });
}

function attributesOf(region: Region): Attributes {
  return region as Region & Attributes;
}

const ops = { scan: regionOp("scan"), while: regionOp("while"), branch: regionOp("branch") };

function regionNode(inputs: readonly Tensor[], region: Region): readonly Tensor[] {
  return ops[region.kind](inputs, region);
}

/** The operands of a loop. */
export interface Operands {
  readonly carried: readonly Tensor[];
  readonly sequences?: readonly Tensor[];
  readonly constants?: readonly Tensor[];
}

/** How loops are recorded: as nodes with regions, or written out. */
export interface Style {
  scan(
    operands: Operands,
    body: TracedGraph,
    options: { readonly length: number; readonly reverse?: boolean },
  ): readonly Tensor[];
}

/** Nodes with regions. */
export const looped: Style = {
  scan({ carried, sequences = [], constants = [] }, body, { length, reverse = false }) {
    define(body);
    const region: Region = {
      kind: "scan",
      body: body.graph,
      length,
      carried: carried.length,
      sequences: sequences.length,
      reverse,
    };
    return regionNode([...carried, ...sequences, ...constants], region);
  },
};

/** The same, step by step. */
export const unrolled: Style = {
  scan({ carried, sequences = [], constants = [] }, body, { length, reverse = false }) {
    let carry = carried;
    const results: (readonly Tensor[])[] = [];
    for (let step = 0; step < length; step++) {
      const at = reverse ? length - 1 - step : step;
      const elements = sequences.map((sequence) => elementOf(sequence, at));
      const operands = [...carry, ...elements, ...constants];
      const inputs = Object.fromEntries(body.graph.inputs.map((name, position) => [name, operands[position]]));
      const outputs = body(inputs as never) as readonly Tensor[];
      carry = outputs.slice(0, carried.length);
      results[at] = outputs.slice(carried.length);
    }
    const stacked = (results[0] ?? []).map((_, position) => {
      const parts = results.flatMap((result) => result[position] ?? []);
      return stack(parts as never, 0);
    });
    return [...carry, ...stacked];
  },
};

function elementOf(sequence: Tensor, at: number): Tensor {
  const [, ...shape] = sequence.shape;
  const start = [at, ...shape.map(() => 0)];
  const part = slice(sequence, start, [at + 1, ...shape]) as Tensor;
  return reshape(part, shape as Shape);
}

/** A loop with a condition. */
export function whileLoop(operands: Operands, condition: TracedGraph, body: TracedGraph): readonly Tensor[] {
  define(condition, body);
  const { carried, constants = [] } = operands;
  const region: Region = { kind: "while", condition: condition.graph, body: body.graph, carried: carried.length };
  return regionNode([...carried, ...constants], region);
}

/** A choice. */
export function branch(
  predicate: Tensor,
  operands: readonly Tensor[],
  whenTrue: TracedGraph,
  whenFalse: TracedGraph,
): readonly Tensor[] {
  define(whenTrue, whenFalse);
  return regionNode([predicate, ...operands], {
    kind: "branch",
    whenTrue: whenTrue.graph,
    whenFalse: whenFalse.graph,
  });
}
