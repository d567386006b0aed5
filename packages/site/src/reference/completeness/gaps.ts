/** What the docstrings of exported names lack: a page says what something is, what it takes and refuses, and shows it. */
import type { DeclarationReflection } from "typedoc";
import { statedResults } from "../../../../../docs/results.ts";
import { callablesOf, isCalled, optionsIn, type Callable } from "../callable.ts";
import { commentOf } from "../symbol-page.ts";
import { isType, type ExportedSymbol } from "../symbols.ts";

/** What can be missing, in the order of a page. */
export const parts = ["summary", "parameter", "errors", "example", "result"] as const;

/** One of them. */
export type Part = (typeof parts)[number];

/** A place where something is missing. */
export interface Gap {
  readonly part: Part;
  /** The package's folder. */
  readonly folder: string;
  /** `dense(inputs)`. */
  readonly what: string;
}

/**
 * Finds them.
 *
 * @param canThrow - whether a function refuses something.
 */
export function gapsIn(
  symbols: readonly ExportedSymbol[],
  canThrow: (symbol: ExportedSymbol) => boolean,
): readonly Gap[] {
  return symbols.flatMap((symbol) => {
    const { name, file, reflection } = symbol;
    const [folder = ""] = file.split("/");
    const gap = (part: Part, what = name): Gap => ({ part, folder, what });
    return [
      ...(hasText(commentOf(reflection)?.summary) ? [] : [gap("summary")]),
      ...callablesOf(reflection).flatMap((each) =>
        undescribed(each).map((parameter) => gap("parameter", `${name}${each.place}(${parameter})`)),
      ),
      // A type is not called, and a constant is its own example.
      ...(!isType(reflection) && isCalled(reflection) ? lackedBy(symbol, canThrow).map((part) => gap(part)) : []),
    ];
  });
}

/** The parameters that nothing describes: no text of their own, and no options that each say what they are. */
function undescribed({ signatures }: Callable): readonly string[] {
  const described = new Set(
    signatures.flatMap(({ parameters = [] }) =>
      parameters.filter(({ comment }) => hasText(comment?.summary)).map(({ name }) => name),
    ),
  );
  const all = signatures.flatMap(({ parameters = [] }) => parameters);
  const names = new Set<string>();
  for (const name of new Set(all.map((each) => each.name))) {
    // The other operand of an operator such as `add` is said by the operator's own name.
    if (name === "this" || name === "other" || described.has(name)) continue;
    const options = all.filter((each) => each.name === name).flatMap(optionsIn);
    if (options.length === 0) names.add(name);
    // A type may narrow an option of another, which says what it is.
    const known = new Set(options.filter(isDescribed).map((option) => option.name));
    for (const option of options) if (!known.has(option.name)) names.add(`${name}.${option.name}`);
  }
  return [...names];
}

function isDescribed(member: DeclarationReflection): boolean {
  return hasText((commentOf(member) ?? member.getSignature?.comment)?.summary);
}

function lackedBy(symbol: ExportedSymbol, canThrow: (symbol: ExportedSymbol) => boolean): readonly Part[] {
  const { reflection } = symbol;
  const comment = commentOf(reflection);
  const examples = (comment?.getTags("@example") ?? []).map(({ content }) => content.map(({ text }) => text).join(""));
  const lacked: Part[] = [];
  if ((comment?.getTags("@throws") ?? []).length === 0 && takesSomething(reflection) && canThrow(symbol)) {
    lacked.push("errors");
  }
  if (examples.length === 0) lacked.push("example");
  else if (!givesNothing(reflection) && !examples.some(showsResult)) lacked.push("result");
  return lacked;
}

/** What takes nothing has nothing to refuse, whatever the functions that it calls do with their arguments. */
function takesSomething({ signatures }: DeclarationReflection): boolean {
  return signatures === undefined || signatures.some(({ parameters = [] }) => parameters.length > 0);
}

/** Whether an example says what it prints, where the tests of the examples compare it. */
export function showsResult(example: string): boolean {
  return statedResults(example.replaceAll(/^```.*$/gm, "")).size > 0;
}

/** What returns nothing has no result to show. */
function givesNothing({ signatures = [] }: DeclarationReflection): boolean {
  return (
    signatures.length > 0 &&
    signatures.every(({ type }) => /^(?:void|never|Promise<void>|asserts .*)$/.test(String(type)))
  );
}

function hasText(parts: readonly { readonly text: string }[] | undefined): boolean {
  return (parts ?? []).some(({ text }) => text.trim() !== "");
}

/** What has to be mended, as sentences. */
export function faultsOf(gaps: readonly Gap[]): readonly string[] {
  return gaps.map(({ part, folder, what }) => `${folder}: the docstring of ${what} lacks: ${part}`);
}

/** How many there are, by package and part; nothing where there are none. */
export function formatGaps(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return "";
  const folders = [...new Set(gaps.map(({ folder }) => folder))].sort();
  const row = (title: string, counts: readonly (string | number)[]): string =>
    title.padEnd(14) + counts.map((count) => String(count).padStart(10)).join("");
  const count = (some: readonly Gap[]): readonly number[] =>
    parts.map((part) => some.filter((each) => each.part === part).length);
  return [
    row("missing", parts),
    ...folders.map((folder) => row(folder, count(gaps.filter((each) => each.folder === folder)))),
    row("all", count(gaps)),
  ].join("\n");
}
