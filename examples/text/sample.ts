/** Text that a model writes, character by character. */
import {
  flattenTree,
  isTyped,
  sizeOf,
  traceTree,
  allocate,
  f32,
  i32,
  type Engine,
  type HostTensor,
  type Tensor,
  type TensorTree,
  type TensorType,
  type TypeTree,
} from "@rensa/core";
import type { Vocabulary } from "@rensa/data";
import type { Key } from "@rensa/nn";
import { categorical, div, foldIn } from "@rensa/ops";
import type { CharacterModel } from "./models.ts";

/** What a text is made with. */
export interface SampleOptions {
  readonly length: number;
  /** What logits are divided by: below 1 likely characters become likelier. */
  readonly temperature: number;
  /** Two numbers that decide every choice. */
  readonly seed: readonly [number, number];
}

/** Writes a text with parameters by path. */
export type Writer = (parameters: ReadonlyMap<string, HostTensor>, options: SampleOptions) => string;

interface Given {
  readonly state: { readonly parameters: TensorTree; readonly memory: TensorTree };
  readonly character: Tensor<readonly [1], "i32">;
  readonly temperature: Tensor<readonly [], "f32">;
  readonly key: Key;
  readonly place: Tensor<readonly [], "i32">;
}

/** A program that reads a character and draws the next one; parameters and what it remembers are its state. */
export async function writerOf(model: CharacterModel, vocabulary: Vocabulary, engine: Engine): Promise<Writer> {
  const initial = traceTree<{ key: TensorType }, TypeTree>({ key: i32(2) }, ({ key }: { key: Key }) =>
    model.network.initialize(key),
  );
  const spec = {
    state: { parameters: initial.result, memory: model.memory },
    character: i32(1),
    temperature: f32(),
    key: i32(2),
    place: i32(),
  };
  const traced = traceTree<typeof spec, { state: unknown; character: TensorType }>(
    spec,
    ({ state: { parameters, memory }, character, temperature, key, place }: Given) => {
      const { logits, memory: next } = model.read(parameters, memory, character);
      return {
        state: { parameters, memory: next },
        character: categorical(foldIn(key, place), div(logits, temperature)),
      };
    },
  );
  const program = await engine.compile(traced, { state: ["state"] });
  const forgotten = new Map(
    flattenTree({ state: { memory: model.memory } }, isTyped).map(([path, type]) => [path, zerosOf(type)]),
  );
  const [newline = 0] = vocabulary.encode("\n");
  return (parameters, { length, temperature, seed }) => {
    const given = [...parameters].map(([path, tensor]) => [`state.parameters.${path}`, tensor] as const);
    program.store.writeByPath(new Map([...forgotten, ...given]));
    const written: number[] = [];
    for (let place = 0; place < length; place++) {
      const character = [written.at(-1) ?? newline];
      const step = program.run({ character, temperature, key: seed, place });
      written.push(step.character.data[0] ?? newline);
    }
    return vocabulary.decode(written);
  };
}

function zerosOf({ shape, dtype }: TensorType): HostTensor {
  return { shape, dtype, data: allocate(dtype, sizeOf(shape)) };
}
