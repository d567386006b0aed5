/** What a block of the documentation prints, beside what its comments say that it prints. */
import { inspect } from "node:util";

/** A block whose calls of `console.log` tell their line to a function, which is their first argument. */
export function tellingLines(code: string, told: string): string {
  return code
    .split("\n")
    .map((line, index) => line.replaceAll("console.log(", `${told}(${String(index)}, `))
    .join("\n");
}

/**
 * What the comment behind each call of `console.log` says, by the line on which the call begins. What takes more lines stands
 * below the call, up to where a paragraph ends.
 */
export function statedResults(code: string): ReadonlyMap<number, string> {
  const stated = new Map<number, string>();
  const lines = code.split("\n");
  lines.forEach((line, index) => {
    if (!line.includes("console.log(")) return;
    // A call that does not end on its line ends where a line begins with its parenthesis.
    const indent = line.slice(0, line.search(/\S/));
    const isWhole = !/[([{,]$/.test(line);
    const last = isWhole ? line : lines.slice(index + 1).find((each) => each.startsWith(`${indent})`));
    const [, comment] = /\); \/\/ (.+)$/.exec(last ?? "") ?? [];
    const result = comment ?? textBelow(line, lines.slice(index + 1), indent);
    if (result !== undefined) stated.set(index, result);
  });
  return stated;
}

/** The comment below a call that ends on its line; none where code goes on behind it, which it may be about. */
function textBelow(line: string, others: readonly string[], indent: string): string | undefined {
  const isComment = (each: string): boolean => each === `${indent}//` || each.startsWith(`${indent}// `);
  const end = others.findIndex((each) => !isComment(each));
  const [below, after = ""] = end < 0 ? [others] : [others.slice(0, end), others[end]];
  if (!line.endsWith(");") || below.length === 0 || !/^\s*}?$/.test(after)) return undefined;
  return below.map((each) => each.slice(indent.length).replace(/^\/\/ ?/, "")).join("\n");
}

/** Words, texts and numbers; an ellipsis is what is left out at the end of a number. */
const tokens = /-?\d+(?:\.\d*)?(?:e[+-]?\d+)?(?:\.\.\.)?|"(?:[^"\\]|\\.)*"|-?[A-Za-z_]\w*/g;

/** Says whether what was printed is what is stated, but for layout and the rounding of a float. */
export function isStated(stated: string, printed: readonly (readonly unknown[])[]): boolean {
  if (!stated.includes("\n")) return isStatedAs(stated, printed.map((values) => values.map(show).join(" ")).join(" "));
  // A text of more lines stands there as it is printed.
  const text = printed.map((values) => values.map((each) => (typeof each === "string" ? each : show(each))).join(" "));
  return isStatedAs(stated.replaceAll('"', ""), text.join("\n").replaceAll('"', ""));
}

/** The same of what was printed, as text. */
export function isStatedAs(stated: string, printed: string): boolean {
  const wanted = tokensOf(stated);
  const shown = tokensOf(printed);
  // Elements alone may stand for a typed array.
  const found = wanted.some(isArrayName) ? shown : shown.filter((token) => !isArrayName(token));
  return wanted.length === found.length && wanted.every((token, index) => isSameToken(token, found[index] ?? ""));
}

/** How a value is printed here: in one line, with double quotes, whole. */
export function show(value: unknown): string {
  const options = { depth: Infinity, breakLength: Infinity, maxArrayLength: Infinity, maxStringLength: Infinity };
  const text = typeof value === "string" ? JSON.stringify(value) : inspect(value, options);
  return text.replaceAll(/(Array|Map|Set)\(\d+\)/g, "$1").replaceAll(/'([^'"\\]*)'/g, '"$1"');
}

function tokensOf(text: string): string[] {
  return text.match(tokens) ?? [];
}

function isSameToken(wanted: string, found: string): boolean {
  if (bare(wanted) === bare(found)) return true;
  if (!/^-?\d/.test(wanted) || !/^-?\d/.test(found)) return false;
  if (wanted.endsWith("...")) return found.startsWith(wanted.slice(0, -3));
  return Math.abs(Number(wanted) - Number(found)) <= 1e-6 * Math.abs(Number(wanted));
}

function isArrayName(token: string): boolean {
  return /^(?:Float|Int|Uint)\d+Array$/.test(token);
}

function bare(token: string): string {
  return token.replace(/^"(.*)"$/, "$1");
}
