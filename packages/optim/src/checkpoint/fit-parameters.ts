/** Parameters from elsewhere for a model: all of them, or knowingly some. */
import {
  checkKind,
  checkOptions,
  formatTensorType,
  RensaError,
  sameShape,
  type HostTensor,
  type TensorType,
} from "@rensa/core";

/** How parameters from elsewhere are taken. */
export interface FitOptions {
  /** The model's name for a parameter from elsewhere; `null` leaves it out. Default: the same name. */
  readonly rename?: (name: string) => string | null;
  /**
   * Whether the model's other parameters keep their values, and what the model has no use for is left out. A parameter of
   * the wrong type is refused all the same; `rename` leaves it out. Default: false.
   */
  readonly partial?: boolean;
}

/**
 * Those of the `available` parameters that a model wants, by the model's names, for `writeParameters`. Without `partial`,
 * they have to be the model's parameters exactly.
 *
 * @param available - What there is, by path.
 * @param wanted - The types that the model wants, by path.
 *
 * @throws RensaError `CHECKPOINT_MISMATCH` with the names of parameters that are missing, not known to the model, of
 * another type, or two under one name; with `partial`, also where none at all fits.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, hostTensor, type TensorType } from "@rensa/core";
 * import { fitParameters } from "@rensa/optim";
 *
 * const available = new Map([["backbone.weights", hostTensor([[1, 2]])], ["head.bias", hostTensor([1, 2, 3])]]);
 * const wanted = new Map<string, TensorType>([["body.weights", f32(1, 2)], ["head.bias", f32(10)]]);
 * const fitted = fitParameters(available, wanted, {
 *   rename: (name) => (name.startsWith("head.") ? null : name.replace("backbone.", "body.")),
 *   partial: true,
 * });
 * console.log([...fitted.keys()]); // ["body.weights"]
 * ```
 */
export function fitParameters(
  available: ReadonlyMap<string, HostTensor>,
  wanted: ReadonlyMap<string, TensorType>,
  options: FitOptions = {},
): ReadonlyMap<string, HostTensor> {
  checkKind("fitParameters: the parameters", available, "map");
  checkKind("fitParameters: what is wanted", wanted, "map");
  checkOptions("fitParameters", options, ["rename", "partial"]);
  const { rename = (name: string) => name, partial = false } = options;
  const fitted = new Map<string, HostTensor>();
  const unknown: string[] = [];
  for (const [source, tensor] of available) {
    const name = rename(source);
    if (name === null) continue;
    const type = wanted.get(name);
    if (type === undefined) unknown.push(name);
    else if (fitted.has(name)) throw mismatch(`two parameters would become "${name}", "${source}" is one; rename one.`);
    else if (type.dtype !== tensor.dtype || !sameShape(type.shape, tensor.shape)) {
      throw mismatch(
        `"${name}" is ${formatTensorType(tensor)}, and the model wants ${formatTensorType(type)}; convert it, or let rename return null for it.`,
      );
    } else fitted.set(name, tensor);
  }
  const absent = [...wanted.keys()].filter((name) => !fitted.has(name));
  if (!partial && absent.length > 0) {
    throw mismatch(`${listed(absent)} missing; rename what is there, or say partial: true to keep the model's own.`);
  }
  if (!partial && unknown.length > 0) {
    throw mismatch(`the model has no ${quoted(unknown)}; rename what is there, or say partial: true to leave it out.`);
  }
  if (fitted.size === 0 && wanted.size > 0) {
    throw mismatch(`none of ${quoted([...available.keys()])} is a parameter of the model, such as ${quoted(absent)}.`);
  }
  return fitted;
}

function listed(names: readonly string[]): string {
  return `${quoted(names)} ${names.length === 1 ? "is" : "are"}`;
}

/** The first names, and how many more there are. */
function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => `"${name}"`);
  return [...shown, ...(names.length > 5 ? [`${String(names.length - 5)} more`] : [])].join(", ");
}

function mismatch(sentence: string): RensaError {
  return new RensaError("CHECKPOINT_MISMATCH", `fitParameters: ${sentence}`);
}
