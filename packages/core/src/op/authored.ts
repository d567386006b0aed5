/**
 * What an author wrote, held to what an op needs before it is used: the fields of a definition when the op is defined, and
 * what its functions return and throw when they are called. Where TypeScript is not asked, these are the mistakes that
 * people make. Functions are guarded once, where the op is defined, so that whoever calls them needs no care.
 */
import { RensaError } from "../graph/error.ts";
import { authorsPlace } from "../graph/users-place.ts";
import { adviceOn, withAdvice } from "./author-advice.ts";
import { describeValue, isThenable } from "./describe-value.ts";
import type { OpOwner } from "./definition.ts";

/** An op as its errors name it. */
export interface Author {
  readonly name: string;
  readonly owner: OpOwner;
}

/** The forms, each with the fields that are functions, where it is not one itself. */
const formFields: Readonly<Record<string, readonly string[] | null>> = {
  scalar: null,
  composite: null,
  loops: null,
  host: ["types", "run"],
  region: null,
};

/**
 * Refuses a forward that is not one form, or that is asynchronous.
 *
 * @throws RensaError `OP_INVALID`.
 */
export function checkForward(op: string, forward: unknown): void {
  const forms = entriesOf(forward);
  const given = Object.keys(formFields).filter((form) => forms.has(form));
  const [form] = given;
  if (form === undefined || given.length > 1) {
    const shown = form === undefined ? [...forms.keys()] : given;
    const found = shown.length === 0 ? describeValue(forward) : `{ ${shown.join(", ")} }`;
    throw new RensaError(
      "OP_INVALID",
      `defineOp: the forward of ${op} is ${found}; give one form: { scalar }, { composite }, { loops } or { host }.`,
    );
  }
  const fields = formFields[form] ?? null;
  const value = forms.get(form);
  if (fields === null) checkFunction(op, form, value);
  else for (const field of fields) checkFunction(op, `${form}.${field}`, entriesOf(value).get(field));
  if (form === "region") for (const field of ["types", "withRegion"]) checkFunction(op, field, forms.get(field));
}

/**
 * Refuses what is no function, or an asynchronous one.
 *
 * @throws RensaError `OP_INVALID`.
 */
export function checkFunction(op: string, what: string, value: unknown): void {
  if (typeof value !== "function") {
    throw new RensaError("OP_INVALID", `defineOp: ${what} of ${op} is ${describeValue(value)}; give a function.`);
  }
  if (Object.prototype.toString.call(value) === "[object AsyncFunction]") {
    throw new RensaError(
      "OP_INVALID",
      `defineOp: ${what} of ${op} is asynchronous; graphs are made and run without waiting, so drop "async" and load what it needs before.`,
    );
  }
}

/**
 * Calls what an author wrote. A bare error becomes one that names the op, with the line and the cause; one of an expression
 * gets the op's name.
 *
 * @param what The function, as the sentence names it: `scalar form`.
 * @throws RensaError `OP_INVALID`, or the code of what it throws.
 */
export function callAuthored<T>({ name, owner }: Author, what: string, body: () => T, cure = "correct it there"): T {
  try {
    return body();
  } catch (error) {
    const written = authorsPlace(error) ?? owner.place();
    if (!(error instanceof RensaError)) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      const advice = adviceOn(what, error instanceof Error ? error.message : reason, cure);
      throw new RensaError("OP_INVALID", `${name}: its ${what} threw ${reason}; ${advice}.`, {
        op: name,
        written,
        cause: error,
      });
    }
    if (error.op !== undefined) throw error;
    // An expression does not know whose it is.
    const isNamed = !formulas.includes(what) || bare(error.sentence).startsWith(`${bare(name)}:`);
    const sentence = isNamed ? error.sentence : withAdvice(`${name}: its ${what}: ${error.sentence}`);
    throw new RensaError(error.code, sentence, { origin: error.origin, cause: error.cause, op: name, written });
  }
}

/** What is written in expressions; anything else is written in ops, which say their names. */
const formulas: readonly string[] = ["scalar form", "loops form", "element", "initial", "add"];

/** The same whether it is spelled in snake case or in camel case. */
function bare(text: string): string {
  return text.replaceAll("_", "").toLowerCase();
}

/** The error for what a function of an author returned. */
export function badReturn({ name, owner }: Author, what: string, returned: unknown, wanted: string): RensaError {
  return new RensaError("OP_INVALID", `${name}: its ${what} returned ${describeValue(returned)}; return ${wanted}.`, {
    op: name,
    written: owner.place(),
  });
}

/** Refuses a promise, which nobody would wait for. */
export function refusePromise(author: Author, what: string, returned: unknown): void {
  if (isThenable(returned)) throw badReturn(author, what, returned, `without waiting: drop "async"`);
}

/** The members of a record; none of what is no record. */
export function entriesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(typeof value === "object" && value !== null ? value : {}));
}
