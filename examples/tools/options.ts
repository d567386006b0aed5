/** The options of an example's command. */
import { Command, InvalidArgumentError } from "commander";

/** An option: its default, and what it means. */
export type Choice = readonly [initial: number | string, meaning: string];

/**
 * Reads `--name value` for each choice; `--help` prints them and ends the program. A number stays a number: what is none, or
 * is negative, is refused.
 */
export function readOptions<Name extends string>(
  description: string,
  choices: Readonly<Record<Name, readonly [initial: number, meaning: string]>>,
): { readonly [Key in Name]: number } & { readonly picture: string } {
  const command = new Command("npx tsx main.ts").description(description);
  for (const name in choices) {
    const [initial, meaning] = choices[name];
    command.option(`--${name} <number>`, meaning, wholeNumber, initial);
  }
  command.option("--picture <file>", "where the picture is written", "picture.svg");
  return command.parse().opts();
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 0)
    throw new InvalidArgumentError("Give a whole number.");
  return value;
}
