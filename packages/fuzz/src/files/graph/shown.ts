/** Whether a graph is what a text shows, token by token, told without the parser that is judged. */

const tokens = /"(?:[^"\\]|\\.)*"|-?Infinity\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_$][\w$.]*|[^\s]/gs;

/**
 * What a text shows otherwise than the print of the graph that was read from it; `null` where they agree. Lines may stand
 * in another order, since a graph has none beyond what its references say.
 */
export function differenceShown(text: string, print: string): string | null {
  const shown = normalize(text);
  const all = `\u0001${shown.join("\u0001")}\u0001`;
  const lines = print.split("\n").map(normalize);
  const missing = lines.find((line) => !all.includes(`\u0001${line.join("\u0001")}\u0001`) && line.length > 0);
  if (missing !== undefined) return `"${missing.join(" ").slice(0, 200)}" is not there`;
  const count = lines.reduce((total, line) => total + line.length, 0);
  return count === shown.length ? null : `there are ${String(shown.length)} tokens and ${String(count)} were read`;
}

/** Tokens in one spelling: names without quotes, numbers as they read; what may be written or left out is left out. */
function normalize(text: string): string[] {
  const spelled = [...text.matchAll(tokens)].map(([token]) => {
    if (token.startsWith('"') && token.length > 1) return `:${JSON.parse(token) as string}`;
    if (/^-?\d/.test(token)) return Object.is(Number(token), -0) ? "-0" : String(Number(token));
    return /^[A-Za-z_$]/.test(token) && !/^(?:graph|return|NaN|true|false|null|Infinity|in|uses)$/.test(token)
      ? `:${token}`
      : token;
  });
  const kept: string[] = [];
  // Whole numbers know one zero.
  let isWhole = false;
  for (let at = 0; at < spelled.length; at++) {
    const [token = "", next] = spelled.slice(at, at + 2);
    const isDefault = (token === "#" && next === "0") || (token === "in" && next === ":");
    const isEmpty = token === "{" && next === "}" && spelled[at - 1] === ")";
    if (isDefault || isEmpty) at++;
    else if (token !== "(" && token !== ")") kept.push(isWhole && token === "-0" ? "0" : token);
    if (token === ":dtype") isWhole = /^:(?:i32|u8|bool)$/.test(spelled[at + 2] ?? "");
    else if (token === "}") isWhole = false;
  }
  return kept;
}
