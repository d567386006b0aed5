/**
 * Ways along a tree, found once and taken at every run. Between two steps of a long kernel, caches hold nothing of the
 * program's own objects any more: what is looked up by name or put together then costs more than it seems.
 */
import { RensaError } from "../graph/error.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import { describeValue } from "../op/describe-value.ts";
import { isTyped } from "../trace/tree.ts";

/** Finds the data of every leaf in a tree of data, in the order of the leaves. */
export type DataFinder = (data: unknown) => readonly unknown[];

/**
 * Makes the finder for a tree of types. An array stands for several leaves where the types are in an array, and for
 * numbers where there is one type. A leaf whose data is missing is found as `undefined`.
 *
 * @param isState By path: the leaves that take no data.
 * @param writing The sentence for data that no leaf takes, where leaves may be left out. Default: that of a run, for which none may.
 * @throws RensaError From the finder: `INPUT_MISMATCH` for data that no leaf takes.
 */
export function dataFinder(spec: unknown, isState: (path: string) => boolean, writing?: Refusal): DataFinder {
  const finder = finderAt(spec, "", isState, writing);
  return (data) => {
    if (finder === null) return [];
    const found = new Array<unknown>(finder.count).fill(undefined);
    finder.visit(data, found, 0);
    return found;
  };
}

/** Says what is wrong with data that no leaf takes. */
type Refusal = (path: string, known: string, isState: boolean) => string;

const refusalOfRun: Refusal = (path, known, isState) =>
  isState
    ? `run: "${path}" is state, which the program keeps; set it with write of its store`
    : `run: there is no input "${path}"; the inputs are ${known}`;

/** Finds the data of the leaves below a place, and puts it from a position on. */
interface Finder {
  /** How many leaves take data. */
  readonly count: number;
  readonly visit: (data: unknown, found: unknown[], from: number) => void;
}

/** `null` where there is only state below. */
function finderAt(
  types: unknown,
  path: string,
  isState: (path: string) => boolean,
  writing: Refusal | undefined,
): Finder | null {
  if (isTyped(types)) {
    if (isState(path)) return null;
    return {
      count: 1,
      visit: (data, found, from) => {
        found[from] = data;
      },
    };
  }
  const entries = Object.entries(types as Readonly<Record<string, unknown>>);
  const children = new Map<string, { readonly start: number; readonly visit: Finder["visit"] }>();
  let count = 0;
  for (const [name, inner] of entries) {
    const child = finderAt(inner, below(path, name), isState, writing);
    if (child === null) continue;
    children.set(name, { start: count, visit: child.visit });
    count += child.count;
  }
  if (children.size === 0 && entries.length > 0) return null;
  const names = [...children.keys()];
  const all = entries.map(([name]) => name);
  return {
    count,
    visit: (data, found, from) => {
      const values = writing === undefined ? recordOf(data) : recordToWrite(data, path, names);
      // Engines know the place of what they enumerate, where a lookup by a name takes as long as all the rest.
      for (const name in values) {
        const child = children.get(name);
        if (child !== undefined && Object.hasOwn(values, name)) child.visit(values[name], found, from + child.start);
        else refuseUnknown(values, path, names, all, writing ?? refusalOfRun);
      }
    },
  };
}

type Values = Readonly<Record<string, unknown>>;

/** In a run, what is missing is said leaf by leaf. */
function recordOf(data: unknown): Values {
  return typeof data === "object" && data !== null ? (data as Values) : {};
}

function recordToWrite(data: unknown, path: string, names: readonly string[]): Values {
  if (data === undefined || (typeof data === "object" && data !== null)) return recordOf(data);
  const what = path === "" ? "The data" : `The data of "${path}"`;
  throw new RensaError("INPUT_MISMATCH", `${what} is ${describeValue(data)}; pass ${names.join(", ")} by name.`);
}

/** Apart from the way that every run takes, so that this stays short. */
function refuseUnknown(
  values: Values,
  path: string,
  names: readonly string[],
  all: readonly string[],
  refusal: Refusal,
): void {
  for (const name of Object.keys(values)) {
    if (names.includes(name)) continue;
    const known = names.map((each) => below(path, each)).join(", ");
    throw new RensaError("INPUT_MISMATCH", `${refusal(below(path, name), known, all.includes(name))}.`);
  }
}

/** Makes a function that builds a tree of results like a tree of types, from what `reader` gives for each leaf. */
export function treeReader<Context>(
  tree: unknown,
  reader: (type: TensorType, path: string) => (context: Context) => unknown,
  path = "",
): (context: Context) => unknown {
  if (isTyped(tree)) return reader(tree, path);
  const children = Object.entries(tree as Readonly<Record<string, unknown>>).map(
    ([name, inner]) => [name, treeReader(inner, reader, below(path, name))] as const,
  );
  if (Array.isArray(tree)) return (context) => children.map(([, read]) => read(context));
  const [only] = children;
  if (only !== undefined && children.length === 1) {
    // The loss of a step, most often.
    const [name, read] = only;
    return (context) => ({ [name]: read(context) });
  }
  return (context) => Object.fromEntries(children.map(([name, read]) => [name, read(context)]));
}

function below(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}
