/** Numbers and labels in the languages that explanations are written in. Names may come from files: none of them is trusted. */

/** A number in at most six digits. */
export function textNumber(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
}

/** A number in LaTeX: `1.5 \cdot 10^{-7}`. */
export function latexNumber(value: number): string {
  if (Number.isNaN(value)) return "\\text{NaN}";
  if (!Number.isFinite(value)) return value < 0 ? "-\\infty" : "\\infty";
  const [digits = "", exponent] = textNumber(value).split("e");
  return exponent === undefined ? digits : `${digits} \\cdot 10^{${String(Number(exponent))}}`;
}

const latexSpecial: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "{": "\\{",
  "}": "\\}",
  _: "\\_",
  "#": "\\#",
  $: "\\$",
  "%": "\\%",
  "&": "\\&",
};

/** Words in LaTeX, each sign as it is. */
export function latexText(text: string): string {
  return `\\text{${visible(text).replaceAll(/[\\~^{}_#$%&]/g, (sign) => latexSpecial[sign] ?? "")}}`;
}

/** A label in LaTeX: its index becomes subscripts. */
export function latexLabel(label: string): string {
  const found = /^(.*)\[([\d,]+)\]$/s.exec(label);
  return found === null ? latexText(label) : `${latexText(found[1] ?? "")}_{${found[2] ?? ""}}`;
}

/** A label on one line, without signs that would steer a terminal or turn the direction of reading. */
export function visible(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "�");
}

/** Text between the tags of XML, and in its quotes. */
export function xmlText(text: string): string {
  return visible(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
