/** The forms of ops, guarded: their functions throw typed errors with the author's line, and return what they have to. */
import { dtypes } from "../graph/dtype.ts";
import { RensaError } from "../graph/error.ts";
import { formatGiven } from "../graph/format-given.ts";
import type { Attributes } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { authorsPlace } from "../graph/users-place.ts";
import { Scalar } from "../expression/scalar.ts";
import { badReturn, callAuthored, entriesOf, refusePromise, type Author } from "./authored.ts";
import type { Form, HostForm, LoopOutput, LoopResult, LoopsForm, RegionForm, ScatterOutput } from "./form.ts";
import { isTensor, type Tensor } from "./tensor.ts";

type Inputs = readonly string[];

/** The form of an op, guarded. `inputs` are its names for them. */
export function guardForm(
  author: Author,
  inputs: Inputs | null,
  form: Form<Inputs, Attributes>,
): Form<Inputs, Attributes> {
  const known = inputs === null ? "it takes any number of inputs" : `its inputs are ${inputs.join(", ") || "none"}`;
  const call: Call = (what, body) => callAuthored(author, what, body, `${known}: name in "inputs" all that it reads`);
  if ("scalar" in form) {
    return {
      scalar: (operands, attributes) =>
        scalarOf(
          author,
          "scalar form",
          call("scalar form", () => form.scalar(operands, attributes)),
          "x.mul(2)",
        ),
    };
  }
  if ("composite" in form) {
    return {
      composite: (operands, attributes) =>
        tensorsOf(
          author,
          call("composite form", () => form.composite(operands, attributes)),
        ),
    };
  }
  if ("loops" in form) return guardLoops(author, form, call);
  return "host" in form ? guardHost(author, form, call) : guardRegion(author, form, call);
}

type Call = <T>(what: string, body: () => T) => T;

function scalarOf(author: Author, what: string, returned: unknown, example: string): Scalar {
  if (returned instanceof Scalar) return returned;
  throw badReturn(author, what, returned, `an expression, such as ${example}`);
}

function tensorsOf(author: Author, returned: unknown): readonly Tensor[] {
  const list: readonly unknown[] = Array.isArray(returned) ? Array.from(returned) : [returned];
  if (list.length > 0 && list.every(isTensor)) return list;
  const odd = list.length === 0 ? returned : list.find((each) => !isTensor(each));
  throw badReturn(author, "composite form", odd, "a tensor (full([], 2) makes one of a number), or a list of them");
}

const combines: readonly unknown[] = [undefined, "add", "set", "multiply", "min", "max"];

function guardLoops(author: Author, form: LoopsForm<Inputs, Attributes>, call: Call): LoopsForm<Inputs, Attributes> {
  const element =
    (what: string, body: (...at: never[]) => unknown) =>
    (...at: readonly unknown[]): Scalar =>
      scalarOf(
        author,
        what,
        // Whatever was given goes on to the author's function.
        call(what, () => body(...(at as never[]))),
        "x.at(row)",
      );
  const guard = (output: LoopOutput | ScatterOutput): LoopOutput | ScatterOutput => {
    if ("element" in output) return { ...output, element: element("element", output.element) };
    const { shape } = output;
    const add: ScatterOutput["add"] = (...at) => {
      const added: unknown = call("add", () => output.add(...at));
      const parts = entriesOf(added);
      const place = parts.get("at");
      if (Array.isArray(place) && place.length === shape.length && parts.get("value") instanceof Scalar) {
        return added as ReturnType<ScatterOutput["add"]>;
      }
      const wanted = `{ at, value }, with ${String(shape.length)} indices and an expression`;
      throw badReturn(author, "add", added, wanted);
    };
    return { ...output, initial: element("initial", output.initial), add };
  };
  return {
    loops: (operands, attributes, tools): LoopResult => {
      const result: unknown = call("loops form", () => form.loops(operands, attributes, tools));
      if (Array.isArray(result)) {
        if (result.length > 0 && Array.from(result).every(isLoopOutput)) return result.map(guard) as LoopOutput[];
      } else if (isLoopOutput(result) || isScatter(result)) return guard(result);
      throw badReturn(
        author,
        "loops form",
        result,
        "{ shape, element }, or a list of them, or { shape, initial, over, add }",
      );
    },
  };
}

function isLoopOutput(output: unknown): output is LoopOutput {
  const parts = entriesOf(output);
  return Array.isArray(parts.get("shape")) && typeof parts.get("element") === "function";
}

function isScatter(output: unknown): output is ScatterOutput {
  const parts = entriesOf(output);
  const has = (kind: string, ...names: readonly string[]): boolean =>
    names.every((name) => (kind === "list" ? Array.isArray(parts.get(name)) : typeof parts.get(name) === "function"));
  return has("list", "shape", "over") && has("function", "initial", "add") && combines.includes(parts.get("combine"));
}

function typesOf(author: Author, what: string, returned: unknown): readonly TensorType[] {
  const list: readonly unknown[] = Array.isArray(returned) ? Array.from(returned) : [];
  if (list.length > 0 && list.every(isTensorType)) return list;
  const shown = list.map((each) => {
    const parts = entriesOf(each);
    return `${formatGiven(parts.get("dtype"))} ${formatGiven(parts.get("shape"))}`;
  });
  const wanted = "a list with the type of each output, such as [{ shape: x.shape, dtype: x.dtype }]";
  throw badReturn(author, what, returned, shown.length === 0 ? wanted : `${wanted}, not ${shown.join(", ")}`);
}

function isTensorType(type: unknown): type is TensorType {
  const parts = entriesOf(type);
  const shape = parts.get("shape");
  const isShape =
    Array.isArray(shape) && Array.from(shape).every((each) => Number.isInteger(each) && Number(each) >= 0);
  return isShape && (dtypes as readonly unknown[]).includes(parts.get("dtype"));
}

function guardHost(author: Author, { host }: HostForm<Inputs, Attributes>, call: Call): HostForm<Inputs, Attributes> {
  return {
    host: {
      types: (inputs, attributes) =>
        typesOf(
          author,
          "host.types form",
          call("host.types form", () => host.types(inputs, attributes)),
        ),
      run: guardRun(author, "host function", (...given: Parameters<typeof host.run>): unknown => host.run(...given)),
    },
  };
}

/** The function of a host form, or a kernel in place of one, guarded. */
export function guardRun<Given extends readonly unknown[]>(
  author: Author,
  what: string,
  run: (...given: Given) => unknown,
): (...given: Given) => void {
  return (...given) => {
    const arrays = arraysOf(given[1]);
    try {
      const returned = run(...given);
      refusePromise(author, what, returned);
      refuseUnfilled(author, what, returned, [arrays, arraysOf(given[1])]);
    } catch (cause) {
      // A program that its own host op calls is no fault of what is computed.
      if (cause instanceof RensaError && ["PROGRAM_BUSY", "OP_INVALID"].includes(cause.code)) throw cause;
      const thrown = cause instanceof Error ? cause.message : String(cause);
      // Typed arrays do not say whose they are.
      const reason = cause instanceof RangeError ? `${thrown}; ${lengthsOf(given)}` : thrown;
      throw new RensaError("HOST_OP_FAILED", `${author.name}: its ${what} threw: ${reason}`, {
        op: author.name,
        written: authorsPlace(cause) ?? author.owner.place(),
        cause,
      });
    }
  };
}

/** Outputs that would keep what was in them: an array that is returned goes nowhere, and so does one put in place of theirs. */
function refuseUnfilled(
  author: Author,
  what: string,
  returned: unknown,
  [before, after]: readonly [readonly unknown[], readonly unknown[]],
): void {
  const fills = (view: ArrayBufferView): boolean =>
    before.some((array) => ArrayBuffer.isView(array) && array.buffer === view.buffer);
  // What fill or sort of a part of an output returns is no other array.
  if (ArrayBuffer.isView(returned) && !fills(returned)) {
    throw badReturn(author, what, returned, "nothing, and fill the outputs: y.data.set(...)");
  }
  if (before.every((array, at) => array === after[at])) return;
  throw new RensaError(
    "OP_INVALID",
    `${author.name}: its ${what} puts another array in place of an output's; fill the one that is there: y.data.set(...).`,
    { op: author.name, written: author.owner.place() },
  );
}

/** The arrays of a list of tensors. */
function arraysOf(tensors: unknown): readonly unknown[] {
  return Array.isArray(tensors) ? tensors.map((each) => entriesOf(each).get("data")) : [];
}

/** What a host function has been given and has to fill, in numbers of elements. */
function lengthsOf([inputs, outputs]: readonly unknown[]): string {
  const counts = [inputs, outputs].map((list) =>
    arraysOf(list).map((array) => (ArrayBuffer.isView(array) && "length" in array ? String(array.length) : "no")),
  );
  const [read = [], filled = []] = counts;
  return `it gets ${read.join(", ") || "no"} elements, and fills ${filled.join(", ") || "no"}`;
}

function guardRegion(author: Author, form: RegionForm<Attributes>, call: Call): RegionForm<Attributes> {
  return {
    region: (attributes) => {
      const region = call("region form", () => form.region(attributes));
      if (entriesOf(region).has("kind")) return region;
      throw badReturn(author, "region form", region, 'a region, such as { kind: "branch", whenTrue, whenFalse }');
    },
    types: (inputs, attributes) =>
      typesOf(
        author,
        "types",
        call("types", () => form.types(inputs, attributes)),
      ),
    withRegion: (region, attributes) => {
      const changed = call("withRegion", () => form.withRegion(region, attributes));
      if (entriesOf(changed).size > 0) return changed;
      throw badReturn(author, "withRegion", changed, "the attributes with the region in them");
    },
  };
}
