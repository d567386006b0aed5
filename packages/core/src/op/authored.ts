/**
 * What an author wrote, held to what an op needs before it is used: the fields of a form when the op is defined, and
 * what its functions return when it is called. Where TypeScript is not asked, these are the mistakes that people make.
 */
import { RensaError } from "../graph/error.ts";
import { describeValue } from "./describe-value.ts";
import type { OpDefinition } from "./definition.ts";

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
  const forms: ReadonlyMap<string, unknown> = new Map(Object.entries(isRecord(forward) ? forward : {}));
  const given = Object.keys(formFields).filter((form) => forms.has(form));
  const [form] = given;
  if (form === undefined || given.length > 1) {
    const found = form === undefined ? describeValue(forward) : `{ ${given.join(", ")} }`;
    throw new RensaError(
      "OP_INVALID",
      `defineOp: the forward of ${op} is ${found}; give one form: { scalar }, { composite }, { loops } or { host }.`,
    );
  }
  const fields = formFields[form] ?? null;
  const value = forms.get(form);
  if (fields === null) {
    checkFunction(op, form, value);
    return;
  }
  const parts: ReadonlyMap<string, unknown> = new Map(Object.entries(isRecord(value) ? value : {}));
  for (const field of fields) checkFunction(op, `${form}.${field}`, parts.get(field));
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
 * Calls a function of an op's form. A bare error that it throws becomes one that names the op and its inputs.
 *
 * @throws RensaError `OP_INVALID`, or what it throws itself.
 */
export function callForm<T>({ name, inputs }: OpDefinition, form: string, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof RensaError) throw error;
    const known = inputs === null ? "it takes any number of inputs" : `its inputs are ${inputs.join(", ") || "none"}`;
    throw new RensaError(
      "OP_INVALID",
      `${name}: its ${form} form threw ${String(error)}; ${known}: name in "inputs" all that it reads.`,
      { op: name, cause: error },
    );
  }
}

/** The error for what a form returned. */
export function badReturn(op: string, form: string, returned: unknown, wanted: string): RensaError {
  return new RensaError(
    "OP_INVALID",
    `${op}: its ${form} form returned ${describeValue(returned)}; return ${wanted}.`,
    { op },
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
