/** What an op is made of, as its author writes it. */
import type { AttributeValue } from "../graph/graph.ts";
import type { TensorType } from "../graph/tensor-type.ts";
import type { Attribute, AttributeType } from "./attribute.ts";
import type { BatchArguments, JvpArguments, JvpResult, Traits, VjpArguments, VjpThunks } from "./definition.ts";
import type { Form } from "./form.ts";
import type { IndexRange } from "./index-range.ts";
import type { Operand } from "./shape-types.ts";
import type { Tensor } from "./tensor.ts";

/** The attributes of an op: their defaults, or what is allowed with the default (`wholeNumber(0)`). */
export type AttributeDefaults = Readonly<Record<string, AttributeValue | Attribute>>;

/** The attributes of an op that has none. */
export type NoAttributes = Readonly<Record<never, never>>;

/** The attributes as they are used: TypeScript infers `false` for a default of `false`, and means boolean. */
export type Widened<A> = { readonly [K in keyof A]: AttributeType<A[K]> };

/**
 * Applies the op to inputs, and gives its output. A number takes the dtype of the tensors beside it; attributes left out have
 * their default.
 *
 * The types of results are said once, here: by what the call says that it returns, or by a type argument. What an author
 * says is taken at its word.
 */
export interface Apply<A> {
  /**
   * @param inputs - The operands: tensors, or numbers.
   * @param attributes - The attributes that differ from their defaults.
   */
  <Output extends Tensor = Tensor>(inputs: readonly Operand[], attributes?: Partial<A>): Output;
  /** As the call itself, for an op of several outputs: all of them in order. */
  readonly all: <Outputs extends readonly Tensor[] = readonly [first: Tensor, ...others: Tensor[]]>(
    inputs: readonly Operand[],
    attributes?: Partial<A>,
  ) => Outputs;
}

/** What {@link defineOp} takes. */
export interface OpConfig<
  Name extends string,
  Inputs extends readonly string[],
  A extends AttributeDefaults,
  Residuals extends readonly string[] = readonly string[],
> {
  /** Unique in a registry: letters, digits and `_`, starting with a letter. */
  readonly name: Name;
  /** Names of the inputs. Default: one, `x`. */
  readonly inputs?: Inputs;
  /** Any number of inputs, instead of named ones. */
  readonly variadic?: boolean;
  /**
   * Attributes with their defaults, which imply what is allowed: `0.01` any finite number, `[]` a list of them. Say more
   * with {@link wholeNumber}, {@link number}, {@link oneOf}, {@link listOf}, {@link nullable}, {@link record}.
   */
  readonly attributes?: A;
  /** What it computes: `{ scalar }`, `{ composite }`, `{ loops }` or `{ host }`. */
  readonly forward: Form<NoInfer<Inputs>, Widened<NoInfer<A>>>;
  /** One thunk per input that returns its cotangent in terms of ops. */
  readonly vjp?: (
    context: VjpArguments<NoInfer<Inputs>, NoInfer<Residuals>>,
    attributes: Widened<NoInfer<A>>,
  ) => VjpThunks;
  /**
   * Names for values that the forward computes beside its outputs and that only the vjp reads, so that it does not compute
   * them again: the places of maxima, a factorization. The form gives them after its outputs, as outputs; `call` does not see
   * them. Where no derivative reads one they are not computed: a host function then gets its outputs without them.
   */
  readonly residuals?: Residuals;
  /**
   * As `vjp`, for the residuals: `gradients` are theirs. Derivatives of the vjp ask for it where they depend on a float
   * residual. Default: such a derivative is refused.
   */
  readonly residualVjp?: (
    context: VjpArguments<NoInfer<Inputs>, NoInfer<Residuals>>,
    attributes: Widened<NoInfer<A>>,
  ) => VjpThunks;
  /**
   * How the outputs change where the inputs do, in terms of ops: one tensor per output, `null` for zeros. Forward mode takes
   * it. Default: the transpose of the vjp; `"expanded"`: what follows from the ops that a composite is made of.
   */
  readonly jvp?:
    | ((context: JvpArguments<NoInfer<Inputs>, NoInfer<Residuals>>, attributes: Widened<NoInfer<A>>) => JvpResult)
    | "expanded";
  /**
   * The op on a batch of examples, in terms of ops: a tensor per output, then per residual, with the batch axis in front. Of
   * `host` and `loops` ops; `vmap` takes it. Default: a host function is called for one example after the other.
   */
  readonly batch?: (
    context: BatchArguments<NoInfer<Inputs>>,
    attributes: Widened<NoInfer<A>>,
  ) => Tensor | readonly Tensor[];
  /** The reason for having no derivative. */
  readonly nonDifferentiable?: string;
  /** What holds of it for all operands, by which passes rewrite it. Default: nothing. */
  readonly traits?: Traits;
  /** Refuses attributes that do not fit the inputs or each other; called before anything is recorded. */
  readonly check?: (attributes: Widened<NoInfer<A>>, inputs: readonly TensorType[]) => void;
  /**
   * The parameters of `call`, by name: `x, axes?, options?` or `equation, ...tensors`. A call with an argument too many, with
   * one missing or null, or with `options` that are no record, is then refused. Default: any arguments, since JavaScript does
   * not say how many a function takes where one has a default; of an op without a `call`, its inputs and then its options.
   */
  readonly takes?: string;
  /**
   * The integers that it can use of the inputs by which it indexes. A program refuses labels outside among its data, and
   * with `checkIndices` any other index.
   */
  readonly indices?: (inputs: readonly TensorType[], attributes: Widened<NoInfer<A>>) => readonly IndexRange[];
}
