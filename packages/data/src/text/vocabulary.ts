/** Characters, or bytes, as numbers and back. */
import { checkKind, formatGiven, RensaError } from "@rensa/core";

/**
 * Text as numbers from 0 to `size - 1`, and back. {@link characterVocabulary} and {@link byteVocabulary} make one; words
 * or anything else will do as well.
 *
 * @example
 * ```ts
 * import type { Vocabulary } from "@rensa/data";
 *
 * const bits: Vocabulary = {
 *   size: 2,
 *   encode: (text) => Int32Array.from(text, Number),
 *   decode: (ids) => [...ids].join(""),
 * };
 * ```
 */
export interface Vocabulary {
  /** How many numbers there are: the classes of a model that predicts the next one. */
  readonly size: number;
  /** The numbers of a text. */
  readonly encode: (text: string) => Int32Array;
  /** The text of numbers. */
  readonly decode: (ids: Iterable<number>) => string;
}

/**
 * A vocabulary of characters.
 *
 * @example
 * ```ts
 * import { characterVocabulary, type CharacterVocabulary } from "@rensa/data";
 *
 * const vocabulary: CharacterVocabulary = characterVocabulary("banana");
 * console.log(vocabulary.characters); // ["a", "b", "n"]
 * ```
 */
export interface CharacterVocabulary extends Vocabulary {
  /** The characters in the order of their numbers; keep them with a model, `characterVocabulary` takes them again. */
  readonly characters: readonly string[];
}

/**
 * The characters (Unicode code points) of a text, each once, in ascending order. Also takes the characters themselves,
 * whose order it then keeps.
 *
 * - `encode` refuses characters that are not among them with `DATA_INVALID`, naming line and column.
 * - `decode` refuses numbers that are not below `size` with `DATA_INVALID`.
 *
 * @param text - The text, or several.
 *
 * @throws RensaError `DATA_EMPTY` where there is no character.
 * @throws RensaError `ARGUMENT_INVALID` for an argument of another kind.
 *
 * @example
 * ```ts
 * import { characterVocabulary } from "@rensa/data";
 *
 * const vocabulary = characterVocabulary("hello");
 * console.log(vocabulary.encode("hole")); // Int32Array [1, 3, 2, 0]
 * console.log(vocabulary.decode([1, 0, 2, 2, 3])); // "hello"
 * const same = characterVocabulary(vocabulary.characters);
 * ```
 */
export function characterVocabulary(text: string | readonly string[]): CharacterVocabulary {
  if (typeof text !== "string") checkKind("The text of a vocabulary, where it is no text,", text, "list");
  const characters =
    typeof text === "string"
      ? [...new Set(text)].sort((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0))
      : [...text];
  if (characters.length === 0) throw new RensaError("DATA_EMPTY", "characterVocabulary: the text is empty; give some.");
  const ids = new Map(characters.map((character, id) => [character, id]));
  return {
    size: characters.length,
    characters: Object.freeze(characters),
    encode: (given) => {
      const encoded = new Int32Array(given.length);
      let count = 0;
      for (const character of given) {
        const id = ids.get(character);
        if (id === undefined) throw unknown(given, character, count);
        encoded[count++] = id;
      }
      return encoded.slice(0, count);
    },
    decode: (given) =>
      Array.from(given, (id) => {
        const character = characters[id];
        if (character !== undefined) return character;
        throw new RensaError(
          "DATA_INVALID",
          `decode: ${formatGiven(id)} is no number of a character; give integers from 0 to ${String(characters.length - 1)}.`,
        );
      }).join(""),
  };
}

/**
 * The 256 bytes, of which UTF-8 makes any text: nothing is unknown, but a character beyond ASCII takes two to four
 * numbers. What does not decode becomes U+FFFD.
 *
 * @example
 * ```ts
 * import { byteVocabulary } from "@rensa/data";
 *
 * const bytes = byteVocabulary();
 * console.log(bytes.encode("é")); // Int32Array [195, 169]
 * console.log(bytes.decode([195, 169])); // "é"
 * ```
 */
export function byteVocabulary(): Vocabulary {
  return {
    size: 256,
    encode: (text) => Int32Array.from(new TextEncoder().encode(text)),
    decode: (ids) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Uint8Array.from(ids)),
  };
}

function unknown(text: string, character: string, count: number): RensaError {
  const before = Array.from(text).slice(0, count);
  const line = before.filter((each) => each === "\n").length + 1;
  const column = count - before.lastIndexOf("\n");
  return new RensaError(
    "DATA_INVALID",
    `encode: line ${String(line)}, column ${String(column)} is ${JSON.stringify(character)}, which the vocabulary does not ` +
      "have; make it of a text that has every character, or use byteVocabulary.",
  );
}
