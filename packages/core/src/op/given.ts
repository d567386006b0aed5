/**
 * What a caller gave to an op, held to what its call reads. JavaScript says nothing of an option with a misspelled name, or of a
 * number where a record of options is wanted, and computes something else.
 */
import { RensaError } from "../graph/error.ts";
import { quoteName } from "../graph/format-given.ts";
import { authorsPlace } from "../graph/users-place.ts";
import { isUsersCall } from "./locate.ts";
import { describeValue } from "./describe-value.ts";
import { isTensor } from "./tensor.ts";

/** True for `{ ... }`, which holds options or attributes: no list, no tensor, nothing with a class. */
export function isPlainRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Calls an op for the user with records that know which of their options were read. What an op's form calls may get its
 * attributes as they are.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for an option that nobody read; `ARGUMENT_INVALID` in place of a bare error, which
 *   comes of arguments of another kind.
 */
export function callWith<T>(op: string, call: (...given: never[]) => T, given: readonly unknown[]): T {
  // Whatever was given goes on to the op, which looks at it.
  if (!isUsersCall()) return named(op, given, () => call(...(given as never[])));
  const records: { readonly record: Readonly<Record<string, unknown>>; readonly read: Set<string> }[] = [];
  const watched = given.map((value) => {
    if (!isPlainRecord(value)) return value;
    const read = new Set<string>();
    records.push({ record: value, read });
    return watch(value, read);
  });
  // As above.
  const result = named(op, given, () => call(...(watched as never[])));
  for (const { record, read } of records) {
    const ignored = unread(record, read);
    if (ignored === undefined) continue;
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${op}: has no option ${quoteName(ignored)} for these inputs; look for its right name, or leave it out.`,
      { op },
    );
  }
  return result;
}

/** The first option that was not read. A record of which a tensor was read is data: another op may have more use for it. */
function unread(record: Readonly<Record<string, unknown>>, read: ReadonlySet<string>): string | undefined {
  const isData = [...read].some((name) => isTensor(record[name]));
  const wanted = Object.keys(record).filter(
    (name) => record[name] !== undefined && !(isData && isTensor(record[name])),
  );
  return wanted.find((name) => !read.has(name));
}

/** The record, which adds every name that is read to `read`. */
function watch<T extends object>(record: T, read: Set<string>): T {
  return new Proxy(record, {
    get(target, name, receiver): unknown {
      if (typeof name === "string") read.add(name);
      return Reflect.get(target, name, receiver);
    },
  });
}

function named<T>(op: string, given: readonly unknown[], body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof RensaError) throw error;
    const list = given.length === 0 ? "nothing" : given.map(describeValue).join(", ");
    throw new RensaError(
      "ARGUMENT_INVALID",
      `${op}: cannot be called with ${list} (${String(error)}); give tensors, and then options as its documentation has them.`,
      { op, cause: error, written: authorsPlace(error) },
    );
  }
}
