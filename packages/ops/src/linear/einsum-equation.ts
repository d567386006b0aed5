/** Equations of einsum: labels for the axes of operands and of the result, checked against shapes. */
import { formatShape, RensaError, type Shape } from "@rensa/core";

/** An equation with a label, one character, for every axis. */
export interface Equation {
  /** The labels of each operand; within one they can repeat. */
  readonly operands: readonly (readonly string[])[];
  /** The labels of the result, all different. */
  readonly result: readonly string[];
  /** The extent of each label. Axes of extent 1 broadcast. */
  readonly extents: ReadonlyMap<string, number>;
}

/**
 * Reads an equation for operands of the given shapes.
 *
 * @throws RensaError `ATTRIBUTE_INVALID` for what is no equation, `ARGUMENT_INVALID` for another number of operands,
 *   `RANK_MISMATCH` for another number of axes, `SHAPE_MISMATCH` for a label with two extents.
 */
export function readEquation(text: string, shapes: readonly Shape[]): Equation {
  const { terms, result } = splitEquation(text);
  if (terms.length !== shapes.length) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `einsum: "${text}" names ${String(terms.length)} tensors and ${String(shapes.length)} are given; separate one term for each by commas.`,
    );
  }
  const operands = terms.map((term, position) => labelsOf(text, term, shapes[position] ?? []));
  const covered = Math.max(
    0,
    ...terms.map((term, position) => (hasEllipsis(term) ? (shapes[position]?.length ?? 0) - namedOf(term).length : 0)),
  );
  const ellipsis = ellipsisLabels(covered);
  const labels =
    result === null
      ? [...ellipsis, ...occurOnce(terms)]
      : [...before(result), ...(hasEllipsis(result) ? ellipsis : []), ...after(result)];
  checkResult(text, labels, operands);
  return { operands, result: labels, extents: extentsOf(text, operands, shapes) };
}

/** The terms of an equation without spaces; the result is `null` where it is left out. */
function splitEquation(text: string): { readonly terms: readonly string[]; readonly result: string | null } {
  const [factors = "", result, ...others] = text.replace(/\s/g, "").split("->");
  const terms = factors.split(",");
  const isTerm = (term: string): boolean => /^[A-Za-z]*(\.\.\.)?[A-Za-z]*$/.test(term);
  if (others.length > 0 || ![...terms, result ?? ""].every(isTerm)) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `einsum: "${text}" is not an equation; give letters for axes (and at most one "..." a term), with commas between tensors and "->" before the result, as in "bij,bjk->bik".`,
    );
  }
  return { terms, result: result ?? null };
}

function hasEllipsis(term: string): boolean {
  return term.includes("...");
}

function before(term: string): readonly string[] {
  return Array.from(term.split("...")[0] ?? "");
}

function after(term: string): readonly string[] {
  return Array.from(term.split("...")[1] ?? "");
}

function namedOf(term: string): readonly string[] {
  return [...before(term), ...after(term)];
}

/** Labels for the axes that an ellipsis covers. They align at the last, whose label is that of every ellipsis. */
function ellipsisLabels(count: number): readonly string[] {
  const alpha = 0x3b1;
  return Array.from({ length: count }, (_, position) => String.fromCodePoint(alpha + count - 1 - position));
}

function labelsOf(text: string, term: string, shape: Shape): readonly string[] {
  const covered = shape.length - namedOf(term).length;
  if (covered < 0 || (covered > 0 && !hasEllipsis(term))) {
    throw new RensaError(
      "RANK_MISMATCH",
      `einsum: in "${text}" the term "${term}" names ${String(namedOf(term).length)} axes and the tensor ${formatShape(shape)} has ${String(shape.length)}; name each axis, or put "..." for the others.`,
    );
  }
  return [...before(term), ...ellipsisLabels(covered), ...after(term)];
}

/** What an equation without a result means: the labels that occur once, in alphabetical order, capitals first. */
function occurOnce(terms: readonly string[]): readonly string[] {
  const all = terms.flatMap(namedOf);
  return all.filter((label) => all.indexOf(label) === all.lastIndexOf(label)).sort((a, b) => (a < b ? -1 : 1));
}

function checkResult(text: string, labels: readonly string[], operands: readonly (readonly string[])[]): void {
  const twice = labels.find((label, position) => labels.indexOf(label) !== position);
  if (twice !== undefined) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `einsum: "${text}" names the axis ${twice} twice in the result; name each once (diag puts a vector on a diagonal).`,
    );
  }
  const unknown = labels.find((label) => !operands.some((operand) => operand.includes(label)));
  if (unknown !== undefined) {
    throw new RensaError(
      "ATTRIBUTE_INVALID",
      `einsum: "${text}" has the axis ${unknown} in the result and in no tensor; the result can only have axes of the tensors.`,
    );
  }
}

function extentsOf(
  text: string,
  operands: readonly (readonly string[])[],
  shapes: readonly Shape[],
): ReadonlyMap<string, number> {
  const extents = new Map<string, number>();
  const differ = (label: string, one: number, other: number): RensaError =>
    new RensaError(
      "SHAPE_MISMATCH",
      `einsum: in "${text}" for ${shapes.map(formatShape).join(" and ")} the axis ${label} is ${String(one)} and ${String(other)} long; it must be one length everywhere, or 1.`,
    );
  operands.forEach((labels, position) => {
    const own = new Map<string, number>();
    labels.forEach((label, axis) => {
      const extent = shapes[position]?.[axis] ?? 1;
      const here = own.get(label);
      // Along a diagonal nothing broadcasts.
      if (here !== undefined && here !== extent) throw differ(label, here, extent);
      own.set(label, extent);
      const known = extents.get(label) ?? 1;
      if (known !== extent && known !== 1 && extent !== 1) throw differ(label, known, extent);
      extents.set(label, known === 1 ? extent : known);
    });
  });
  return extents;
}
