/** The vjp of an op, guarded: it returns one thunk or null per input, and what it throws has the author's line. */
import { RensaError } from "../graph/error.ts";
import { callAuthored, type Author } from "./authored.ts";
import type { OpDefinition, VjpThunks } from "./definition.ts";
import { describeValue } from "./describe-value.ts";
import type { Tensor } from "./tensor.ts";

type Vjp = NonNullable<OpDefinition["vjp"]>;

/** The same rule, which throws `OP_INVALID` where it does not return thunks. */
export function guardVjp(author: Author, vjp: Vjp): Vjp {
  return (context, attributes) => {
    const thunks: unknown = callAuthored(author, "vjp", () => vjp(context, attributes));
    return checkThunks(author, thunks, context.inputs.length);
  };
}

function checkThunks(author: Author, thunks: unknown, inputs: number): VjpThunks {
  const { name, owner } = author;
  const refuse = (returned: string, wanted: string): never => {
    const written = owner.place();
    throw new RensaError("OP_INVALID", `${name}: its vjp returned ${returned}; return ${wanted}.`, {
      op: name,
      written,
    });
  };
  if (!Array.isArray(thunks)) return refuse(describeValue(thunks), "a list with one thunk per input");
  if (thunks.length !== inputs) {
    const wanted = "one per input, null where there is no gradient";
    return refuse(`${String(thunks.length)} thunks for ${String(inputs)} inputs`, wanted);
  }
  return Array.from(thunks, (thunk: unknown, position) => {
    const input = `input ${String(position)}`;
    if (isThunk(thunk)) return () => callAuthored(author, `vjp's thunk for ${input}`, thunk);
    return thunk === null
      ? null
      : refuse(
          `${describeValue(thunk)} for ${input}`,
          "a function without parameters that returns the cotangent, or null where there is no gradient",
        );
  });
}

function isThunk(value: unknown): value is () => Tensor {
  return typeof value === "function";
}
