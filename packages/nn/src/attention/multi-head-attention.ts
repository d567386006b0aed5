/** Attention in several heads, as a layer. */
import { checkOptions, RensaError, type Shape, type Tensor } from "@rensa/core";
import { logicalAnd, reshape, rotaryEmbedding, transpose, type RotaryPairing } from "@rensa/ops";
import { glorotUniform } from "../initializers/glorot.ts";
import type { Initializer } from "../initializers/initializer.ts";
import type { Layer } from "../layer.ts";
import { checkRange, checkSize } from "../layers/checks.ts";
import { applyChild, initializeChildren } from "../layers/child.ts";
import { defineLayer } from "../layers/define-layer.ts";
import { dense } from "../layers/dense.ts";
import type { WeightsAndBias } from "../layers/weights-and-bias.ts";
import type { ApplyContext } from "../model.ts";
import { lengthsOf, withinLengths } from "../sequences/lengths.ts";
import { attendHeads, type Heads } from "./attend.ts";
import { asSequences, type SameSequences, type Sequences } from "./sequences.ts";

/** The four projections of a {@link multiHeadAttention}: weights `[width, width]` and biases `[width]`. */
export type AttentionParameters<W extends number = number> = Readonly<
  Record<"query" | "key" | "value" | "output", WeightsAndBias<readonly [W, W], W>>
>;

/** How positions are told by rotations; see the op `rotaryEmbedding`. */
export interface RotaryOptions {
  /** What the frequencies are powers of. Default: 10000. */
  readonly base?: number;
  /** Which elements are rotated together. Default: `"halves"`. */
  readonly pairing?: RotaryPairing;
}

/** How a {@link multiHeadAttention} is made. */
export interface MultiHeadAttentionOptions {
  /** Each row sees itself and those before it only. Default: false. */
  readonly causal?: boolean;
  /** Queries and keys are rotated by their positions (Su et al. 2021). Default: false. */
  readonly rotary?: boolean | RotaryOptions;
  /** The probability that an attention weight is dropped while training. Default: 0. */
  readonly dropout?: number;
  /** What the weights of the projections start from; biases start from 0. Default: `glorotUniform()`. */
  readonly initializer?: Initializer;
}

/** How one attention of a {@link MultiHeadAttention} is restricted. */
export interface AttendOptions {
  /** Query i sees rows 0 to i of the memory only. Default: as the layer. */
  readonly causal?: boolean;
  /**
   * Which rows of the memory a query sees; it broadcasts to `[batch, heads, time, memory's time]`, so one that hides the
   * padding of each example is `[batch, 1, 1, memory's time]`. A query that sees none gets the output's bias. Default: all.
   */
  readonly mask?: Tensor<Shape, "bool"> | undefined;
}

/** A layer of attention. `apply` is self-attention. */
export interface MultiHeadAttention<W extends number = number> extends Layer<
  AttentionParameters<W>,
  SameSequences<"multiHeadAttention", W>,
  "f32",
  "multiHeadAttention"
> {
  /**
   * Attention to a memory, `[batch, memory's time, width]`: cross-attention, or self-attention where it is the inputs.
   *
   * @param parameters - The layer's parameters.
   * @param inputs - What asks, `[batch, time, width]`.
   * @param memory - What is asked, `[batch, memory's time, width]`.
   * @param context - What the layer is told.
   */
  attend(
    parameters: AttentionParameters<W>,
    inputs: Tensor<Shape, "f32">,
    memory: Tensor<Shape, "f32">,
    context: ApplyContext,
    options?: AttendOptions,
  ): Sequences<W>;
}

/**
 * Attention in several heads (Vaswani et al. 2017; as PyTorch's `MultiheadAttention` with `batch_first`): each row becomes
 * a mean of all rows, weighted by how well their keys suit its query, in each head of `width / heads` features by itself.
 * `[batch, time, width]` stays as it is. The layer's `attend` is cross-attention.
 *
 * @param width - Features of each position: the length of the last axis.
 * @param heads - The number of heads, which divides the width.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for a width that the heads do not divide, for rotary heads of an odd width,
 *   or for
 *   dropout out of range; in `apply` and `attend` `RANK_MISMATCH` and `SHAPE_MISMATCH`.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { f32, i32, trace } from "@rensa/core";
 * import { multiHeadAttention } from "@rensa/nn";
 *
 * const layer = multiHeadAttention(32, 4, { rotary: true });
 * const traced = trace({ x: f32(8, 20, 32), memory: f32(8, 10, 32), key: i32(2) }, ({ x, memory, key }) => {
 *   const parameters = layer.initialize(key);
 *   const context = { training: false, key, assign: () => {} };
 *   const toItself = layer.attend(parameters, x, x, context, { causal: true });
 *   return layer.attend(parameters, toItself, memory, context); // [8, 20, 32]
 * });
 * console.log(traced.result); // { shape: [8, 20, 32], dtype: "f32" }
 * ```
 */
export function multiHeadAttention<const W extends number>(
  width: W,
  heads: number,
  options: MultiHeadAttentionOptions = {},
): MultiHeadAttention<W> {
  checkOptions("multiHeadAttention", options, ["causal", "rotary", "dropout", "initializer"]);
  checkHeads(width, heads, options);
  const { causal = false, rotary = false, dropout = 0, initializer = glorotUniform() } = options;
  const projection = dense(width, width, { initializer });
  const children = { query: projection, key: projection, value: projection, output: projection };
  const turned = (rows: Heads): Heads =>
    rotary === false ? rows : rotaryEmbedding(rows, rotary === true ? {} : rotary);
  const attend: MultiHeadAttention<W>["attend"] = (parameters, inputs, memory, context, restrictions = {}) => {
    const [queries, rows] = [asSequences(kind, inputs, width), asSequences(kind, memory, width)];
    checkBatches(queries, rows);
    const project = (name: keyof typeof children, x: Sequences): Sequences =>
      applyChild(children, name, parameters, x, context) as Sequences;
    const attended = attendHeads(
      {
        queries: turned(intoHeads(project("query", queries), heads)),
        keys: turned(intoHeads(project("key", rows), heads)),
        values: intoHeads(project("value", rows), heads),
      },
      { causal: restrictions.causal ?? causal, mask: seen(inputs, memory, context, restrictions.mask) },
      context.training && dropout > 0 ? { rate: dropout, key: context.key } : null,
    );
    return project("output", fromHeads(attended)) as Sequences<W>;
  };
  const layer = defineLayer<AttentionParameters<W>, SameSequences<typeof kind, W>, "f32", typeof kind>({
    kind,
    initialize: (key) => initializeChildren(children, key) as AttentionParameters<W>,
    apply: (parameters, inputs, context) => attend(parameters, inputs, inputs, context),
  });
  return { ...layer, attend };
}

const kind = "multiHeadAttention";

/** What may be seen of a memory: what a mask says, and of the inputs themselves no padding. */
function seen(
  inputs: Tensor,
  memory: Tensor,
  context: ApplyContext,
  mask: Tensor<Shape, "bool"> | undefined,
): Tensor<Shape, "bool"> | undefined {
  const lengths = inputs === memory ? lengthsOf(kind, context, inputs) : undefined;
  if (lengths === undefined) return mask;
  const time = inputs.shape[1] ?? 0;
  const real = reshape(withinLengths(lengths, time), [lengths.shape[0], 1, 1, time]);
  return mask === undefined ? real : logicalAnd(real, mask);
}

function intoHeads(x: Sequences, heads: number): Heads {
  const [batch, time, width] = x.shape;
  return transpose(reshape(x, [batch, time, heads, width / heads]), [0, 2, 1, 3]);
}

function fromHeads(x: Heads): Sequences {
  const [batch, heads, time, width] = x.shape;
  return reshape(transpose(x, [0, 2, 1, 3]), [batch, time, heads * width]);
}

function checkHeads(width: number, heads: number, { rotary = false, dropout = 0 }: MultiHeadAttentionOptions): void {
  checkSize(kind, "features", width);
  checkSize(kind, "heads", heads);
  checkRange(kind, "dropout", dropout, { from: 0, to: 1, below: true });
  if (width % heads !== 0) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${kind}: a width of ${String(width)} cannot be divided into ${String(heads)} heads; give a number that divides it.`,
    );
  }
  if (rotary !== false && (width / heads) % 2 !== 0) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `${kind}: heads of width ${String(width / heads)} cannot be rotated, because features turn in pairs; make the width of a head even.`,
    );
  }
}

function checkBatches(queries: Sequences, memory: Sequences): void {
  if (queries.shape[0] === memory.shape[0]) return;
  throw new RensaError(
    "SHAPE_MISMATCH",
    `${kind}: there are ${String(queries.shape[0])} examples of inputs and ${String(memory.shape[0])} of the memory; give a memory for each example.`,
  );
}
