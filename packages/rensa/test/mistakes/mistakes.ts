/** What a caller without types gives in place of what is wanted, and what comes of it. */
import { f32, isTensor, RensaError, trace, type Tensor } from "@rensa/core";

/** Valid arguments by the name of a function; anew for each call. */
export type Calls = Readonly<Record<string, () => readonly unknown[]>>;

/** A tensor that belongs to no trace any more. */
const [stray] = ((): Tensor[] => {
  const kept: Tensor[] = [];
  trace({ x: f32(3) }, ({ x }) => (kept.push(x), x));
  return kept;
})();

/** By its name, what is given. */
export const mistakes: Readonly<Record<string, () => unknown>> = {
  undefined: () => undefined,
  null: () => null,
  0: () => 0,
  NaN: () => NaN,
  "a text": () => "x",
  "a record": () => ({}),
  "a list": () => [],
  "a function": () => () => 1,
  "a promise": () => Promise.resolve(1),
  "a stray tensor": () => stray,
};

/** True where a value is of the kind that is wanted, so that only the function knows whether it is right. */
export function isOfKind(value: unknown, wanted: unknown): boolean {
  if (typeof value === "number") return typeof wanted === "number" && !Number.isNaN(value);
  if (Array.isArray(value)) return Array.isArray(wanted);
  if (isTensor(value) || isTensor(wanted)) return false;
  if (typeof value === "object" && value !== null && !(value instanceof Promise)) {
    return (
      typeof wanted === "object" && wanted !== null && Object.keys(wanted).length === 0 && !(wanted instanceof Map)
    );
  }
  return typeof value === typeof wanted && value !== null && typeof value !== "object" && value !== undefined;
}

/** A value with one of its numbers in quotes, as a form or a file gives it. */
export interface NumberAsText {
  /** Where the number is: `1.steps`. */
  readonly path: string;
  /** The number as sentences show it, with its quotes. */
  readonly text: string;
  readonly changed: unknown;
}

/** What comes of a value with each of its numbers made a text: itself, or one of a list, or an option. */
export function numbersAsTexts(value: unknown, path: string, isWithin = false): readonly NumberAsText[] {
  if (typeof value === "number") return [{ path, text: `"${String(value)}"`, changed: String(value) }];
  if (isWithin) return [];
  if (Array.isArray(value)) {
    return value.flatMap((each: unknown, at) =>
      numbersAsTexts(each, `${path}.${String(at)}`, true).map((one) => ({
        ...one,
        changed: value.with(at, one.changed),
      })),
    );
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return [];
  return Object.entries(value).flatMap(([name, each]) =>
    numbersAsTexts(each, `${path}.${name}`, true).map((one) => ({
      ...one,
      changed: { ...value, [name]: one.changed },
    })),
  );
}

/** The names of the parameters of a function, as its source has them. */
export function parametersOf(call: unknown): readonly string[] {
  const source = String(call);
  const start = source.startsWith("class") ? source.indexOf("constructor(") : 0;
  if (start < 0) return [];
  const names: string[] = [];
  let [depth, from] = [0, source.indexOf("(", start) + 1];
  for (let at = from - 1; at < source.length; at++) {
    const letter = source.charAt(at);
    if ("([{".includes(letter)) depth++;
    if (")]}".includes(letter)) depth--;
    if (depth > 1 || (depth === 1 && letter !== ",")) continue;
    names.push(/^[\s.]*(\w*)/.exec(source.slice(from, at))?.[1] ?? "");
    from = at + 1;
    if (depth === 0) break;
  }
  return names;
}

/** What a call throws or is rejected with; `null` where it works. */
export async function thrownBy(call: () => unknown): Promise<{ readonly error: unknown } | null> {
  try {
    const result = await call();
    // A generator does nothing before its first element.
    if (typeof result === "object" && result !== null && Symbol.asyncIterator in result && "next" in result)
      await (result as AsyncGenerator).next();
    return null;
  } catch (error) {
    return { error };
  }
}

/** True for an error of ours that says what is wrong. */
export function isRefusal(error: unknown): boolean {
  return error instanceof RensaError && error.code !== "INTERNAL";
}
