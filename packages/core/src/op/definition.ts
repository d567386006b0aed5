/** What an op is, apart from how it is called. */
import type { Attributes } from "../graph/graph.ts";
import type { Place } from "../graph/users-place.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { AttributeSchema } from "./attribute-schema.ts";
import type { Form, PerInput } from "./form.ts";
import type { IndexRange } from "./index-range.ts";
import type { Tensor } from "./tensor.ts";

/** What a vjp rule sees. */
export interface VjpArguments<
  Inputs extends readonly string[] = readonly string[],
  Residuals extends readonly string[] = readonly string[],
> {
  readonly inputs: PerInput<Inputs, Tensor>;
  /** The first output. */
  readonly output: Tensor;
  readonly outputs: readonly Tensor[];
  /** What the forward computed for this rule, in the order of the op's `residuals`. */
  readonly residuals: PerInput<Residuals, Tensor>;
  /** The cotangent of the first output. */
  readonly gradient: Tensor;
  /** The cotangents of all outputs; zeros where an output does not reach the loss. */
  readonly gradients: readonly Tensor[];
  /** Which outputs reach the loss; the cotangents of the others are zeros and need not be passed on. */
  readonly reached: readonly boolean[];
}

/**
 * One thunk per input, or `null` where there is no gradient. A thunk returns the cotangent of its input in terms of
 * ops; only those that are needed are called. One of a broadcast input may keep the output's shape: it is summed.
 */
export type VjpThunks = readonly ((() => Tensor) | null)[];

/** What a jvp rule sees. */
export interface JvpArguments<
  Inputs extends readonly string[] = readonly string[],
  Residuals extends readonly string[] = readonly string[],
> {
  readonly inputs: PerInput<Inputs, Tensor>;
  /** The first output. */
  readonly output: Tensor;
  readonly outputs: readonly Tensor[];
  /** What the forward keeps, in the order of the op's `residuals`. */
  readonly residuals: PerInput<Residuals, Tensor>;
  /** How the inputs change, each of its input's type; zeros where one does not. */
  readonly tangents: PerInput<Inputs, Tensor>;
  /** Which inputs change; the tangents of the others are zeros and need not be passed on. */
  readonly changes: PerInput<Inputs, boolean>;
}

/** How the outputs of an op change: a tensor of each output's type, `null` for zeros; one tensor for a sole output. */
export type JvpResult = Tensor | readonly (Tensor | null)[];

/** A Jacobian-vector product, as an op's definition has it. */
export type JvpRule = (context: JvpArguments, attributes: Attributes) => JvpResult;

/** What a batching rule sees. */
export interface BatchArguments<Inputs extends readonly string[] = readonly string[]> {
  /** The inputs of all examples: those that differ by example have a batch axis in front. */
  readonly inputs: PerInput<Inputs, Tensor>;
  /** Which inputs have a batch axis; the others are shared by all examples. */
  readonly batched: PerInput<Inputs, boolean>;
  /** The number of examples. */
  readonly size: number;
  /** Applies the op itself: its outputs and then its residuals. Default of the attributes: those of the call. */
  readonly apply: (inputs: readonly Tensor[], attributes?: Attributes) => readonly Tensor[];
}

/** A batching rule, as an op's definition has it. */
export type BatchRule = (context: BatchArguments, attributes: Attributes) => Tensor | readonly Tensor[];

/** A vector-Jacobian product, as an op's definition has it. */
export type VjpRule = (context: VjpArguments, attributes: Attributes) => VjpThunks;

/** What passes and backends may know of an op. They read these, never its name. */
export interface Traits {
  /** `op(a, b)` equals `op(b, a)`. */
  readonly commutative?: boolean;
  /** A call may give another result for the same inputs: never folded, never shared. */
  readonly impure?: boolean;
  /** Every element of the first input stands once in the result, as it is or cast to another dtype. */
  readonly rearranges?: boolean;
}

/**
 * An op's definition, as registries hold it.
 *
 * @typeParam Inputs - the names of its inputs, where they are known.
 * @typeParam A - its attributes, where they are known.
 */
export interface OpDefinition<Inputs extends readonly string[] = readonly string[], A = Attributes> {
  /** Unique in a registry: letters, digits and `_`, in snake case. */
  readonly name: string;
  /** Names of its inputs, in order; `null` for any number of them. */
  readonly inputs: Inputs | null;
  /** Every attribute with its default. */
  readonly attributes: A;
  /** What is allowed for every attribute. */
  readonly schema: ReadonlyMap<string, AttributeSchema>;
  readonly form: Form<readonly string[], Attributes>;
  /** The vector-Jacobian product. `scalar` and `composite` ops have one without it. */
  readonly vjp: VjpRule | null;
  /** Names of the last outputs: values for the vjp alone, which no caller sees. */
  readonly residuals: readonly string[];
  /** The vjp of the residuals, which derivatives of the vjp may need. */
  readonly residualVjp: VjpRule | null;
  /** The Jacobian-vector product, or `"expanded"`: that of what a composite is made of. `null`: the transpose of the vjp. */
  readonly jvp: JvpRule | "expanded" | null;
  /** The op on a batch, in terms of ops. `null`: what is derived from the form, for a host op a loop over examples. */
  readonly batch: BatchRule | null;
  /** Why the op has no derivative, where that is on purpose. */
  readonly nonDifferentiable: string | null;
  readonly traits: Traits;
  /** Whose it is; ops that are derived from it share this. */
  readonly owner: OpOwner;
  /** Refuses attributes that do not fit the inputs or each other, with a {@link RensaError} `ATTRIBUTE_INVALID`. */
  readonly check: ((attributes: Attributes, inputs: readonly TensorType[]) => void) | null;
  /** The integers that it can use of the inputs by which it indexes. */
  readonly indices: ((inputs: readonly TensorType[], attributes: Attributes) => readonly IndexRange[]) | null;
}

/** The plugin that an op is one of. `definePlugin` says it, once the op is there. */
export interface OpOwner {
  /** Its name and version, such as `rensa-plugin-bessel 1.0.0`; `null` for an op of no plugin that has a version. */
  plugin: string | null;
  /** Where its author defines it; `undefined` for one of the library, or of an installed package. */
  readonly place: () => Place | undefined;
}

/** A value that has a definition: every op. What is known of its inputs and attributes types its kernels. */
export interface OpValue<Inputs extends readonly string[] = readonly string[], A = Attributes> {
  readonly definition: OpDefinition<Inputs, A>;
}
