/** Two models of which character comes next: a transformer, and a GRU. */
import { constant, f32, i32, type Tensor, type TensorTree, type TypeTree } from "@rensa/core";
import {
  dense,
  dropout,
  embedding,
  glorotUniform,
  gru,
  layerNorm,
  normal,
  sequential,
  transformerDecoderBlock,
  type Key,
  type Model,
  type ParametersOf,
  type Rows,
} from "@rensa/nn";
import { add, equal, iota, minimum, reshape, roll, take, where } from "@rensa/ops";

/** Numbers of characters, `[batch, time]`. */
export type Characters = Tensor<readonly [number, number], "i32">;

/** For each character a logit for each that may follow, `[batch, time, characters]`. */
export type Logits = Tensor<readonly [number, number, number], "f32">;

/** A model that learns from windows of characters, and writes one after the other. */
export interface CharacterModel<P extends TensorTree = TensorTree, M extends TensorTree = TensorTree> {
  readonly network: Model<P, Characters, Logits>;
  /** What it remembers while it writes; zeros at first. */
  readonly memory: TypeTree;
  /** Reads one more character: the logits of the one that follows, `[1, characters]`, and what it remembers then. */
  read(parameters: P, memory: M, character: Tensor<readonly [1], "i32">): { readonly logits: Rows; readonly memory: M };
}

/** How a model is made. */
export interface ModelOptions {
  /** How many different characters there are. */
  readonly characters: number;
  /** How many characters are in a window. */
  readonly context: number;
  /** The share of elements that are dropped while training. */
  readonly dropout: number;
}

const small = { initializer: normal({ deviation: 0.1 }) };
const toLogits = { initializer: glorotUniform() };

/**
 * A transformer of two blocks of width 96 with 4 heads. Positions are told by rotations, and norms stand before each
 * part. It writes by looking at the last `context` characters anew for every one.
 */
export function transformer({ characters, context, dropout: rate }: ModelOptions): CharacterModel {
  const network = sequential(
    embedding(characters, 96, small),
    dropout(rate),
    transformerDecoderBlock(96, 4, { rotary: true, dropout: rate }),
    transformerDecoderBlock(96, 4, { rotary: true, dropout: rate }),
    layerNorm(96),
    dense(96, characters, toLogits),
  );
  interface Window {
    readonly characters: Characters;
    readonly length: Tensor<readonly [], "i32">;
    readonly [name: string]: Tensor;
  }
  const model: CharacterModel<ParametersOf<typeof network>, Window> = {
    network,
    memory: { characters: i32(1, context), length: i32() },
    read: (parameters, { characters: before, length }, character) => {
      const moved = where(equal(length, context), roll(before, -1, 1), before);
      const place = minimum(length, context - 1);
      // What stands behind the place is not seen: the attention is causal.
      const window = where(equal(iota(context), place), character, moved);
      const logits = reshape(network.apply(parameters, window, evaluating()), [context, characters]);
      return {
        logits: take(logits, reshape(place, [1])) as Rows,
        memory: { characters: window, length: minimum(add(length, 1), context) },
      };
    },
  };
  return model;
}

/** A GRU of 128 units that reads vectors of 64 numbers. It writes step by step. */
export function gruNetwork({ characters, dropout: rate }: ModelOptions): CharacterModel {
  const vectors = embedding(characters, 64, small);
  const units = gru(64, 128);
  const logits = dense(128, characters, toLogits);
  const network = sequential(vectors, dropout(rate), units, dropout(rate), logits);
  const model: CharacterModel<ParametersOf<typeof network>, Rows> = {
    network,
    memory: f32(1, 128),
    read: (parameters, hidden, character) => {
      const vector = vectors.apply(parameters.embedding_1, character, evaluating());
      const [output, memory] = units.step(parameters.gru_1, hidden, vector);
      return { logits: logits.apply(parameters.dense_1, output, evaluating()), memory };
    },
  };
  return model;
}

/** Nothing is dropped, so that no key matters. */
function evaluating() {
  const key = constant({ shape: [2], dtype: "i32", data: new Int32Array(2) }) as Key;
  return { training: false, key, assign: () => undefined };
}
