/** The options of an example's command. */
import { Command, InvalidArgumentError } from "commander";

/** An option: its default, what it means, and the least that it may be. Default of the latter: 1, or 0 where the default is 0. */
export type Choice = readonly [initial: number, meaning: string, least?: number];

/** Reads `--name value` for each choice; `--help` prints them and ends the program, as what is no whole number, or too small, does. */
export function readOptions<Name extends string>(
  description: string,
  choices: Readonly<Record<Name, Choice>>,
): { readonly [Key in Name]: number } & { readonly picture: string } {
  const command = new Command("npx tsx main.ts").description(description);
  for (const name in choices) {
    const [initial, meaning, least = Math.min(initial, 1)] = choices[name];
    command.option(`--${name} <number>`, meaning, (text) => wholeNumber(text, least), initial);
  }
  command.option("--picture <file>", "where the picture is written", "picture.svg");
  return command.parse().opts();
}

function wholeNumber(text: string, least: number): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isSafeInteger(value) || value < least)
    throw new InvalidArgumentError(`Give a whole number, at least ${String(least)}.`);
  return value;
}
