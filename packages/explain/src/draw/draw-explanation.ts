/** The listed paths of an explanation as a picture. */
import { checkKind, checkOneOf, checkOptions } from "@rensa/core";
import type { Explanation } from "../explanation.ts";
import { checkDigits, checkExplanation, formatExplanation, labelAt, numberText } from "../print/format-explanation.ts";
import { distinctSteps, factorText, stepKey } from "../print/print-languages.ts";
import { layOut } from "./layout.ts";
import { shortened, type Picture } from "./picture.ts";
import { svgOf } from "./svg.ts";

/** How an explanation is drawn. */
export interface DrawExplanationOptions {
  /** Default: what is derived by what, and the derivative. */
  readonly title?: string;
  /** Where the loss stands from the weight. Default: `"right"`. */
  readonly direction?: "down" | "right";
  /** Significant digits, from 1 to 17. Default: 3. */
  readonly digits?: number;
}

/**
 * Draws the listed paths: a box for each value with its number, an arrow for each step with its factor, the largest path
 * highlighted. The picture takes the color of the text around it; `--rensa-path` is the color of the path, `--rensa-font` the font.
 *
 * @param explanation - What `explain` returned.
 *
 * @returns SVG as text, which runs nothing and loads nothing.
 *
 * @throws RensaError `ARGUMENT_INVALID`.
 *
 * @example
 * ```ts
 * import { drawExplanation, explain } from "@rensa/explain";
 * import { square } from "@rensa/ops";
 * import { f64, trace } from "@rensa/core";
 *
 * const traced = trace({ w: f64() }, ({ w }) => square(w));
 * const svg = await drawExplanation(explain(traced, { inputs: { w: 3 }, weight: "w" }));
 * console.log(svg.includes("square: 6")); // true
 * ```
 */
export async function drawExplanation(explanation: Explanation, options: DrawExplanationOptions = {}): Promise<string> {
  checkExplanation("drawExplanation", explanation);
  checkOptions("drawExplanation", options, ["title", "direction", "digits"]);
  const { digits = 3, direction = "right" } = options;
  checkDigits("drawExplanation", digits);
  checkOneOf("drawExplanation: the direction", direction, ["down", "right"]);
  const { values, paths, weight, loss, gradient } = explanation;
  const { title = `∂${loss.label}/∂${weight.label} = ${numberText(gradient, digits)}` } = options;
  checkKind("drawExplanation: the title", title, "string");
  const [largest] = paths;
  const highlighted = new Set(largest?.steps.map(stepKey));
  const places = new Set(largest?.steps.flatMap(({ from, to }) => [from, to]));
  const picture: Picture = {
    title,
    description: formatExplanation(explanation, { digits }),
    direction,
    boxes: values.map(({ value, op }, at) => ({
      id: String(at),
      lines: [shortened(labelAt(explanation, at)), ...(value === null ? [] : [numberText(value, digits)])],
      kind: op === "input" || at === largest?.steps.at(-1)?.to ? "end" : "op",
      isHighlighted: places.has(at),
    })),
    arrows: distinctSteps(explanation).map((step) => ({
      from: String(step.from),
      to: String(step.to),
      label: shortened(factorText(step, digits)),
      isHighlighted: highlighted.has(stepKey(step)),
    })),
  };
  return svgOf(picture, await layOut(picture));
}
