/** drawGraph: any traced function as a picture. */
import { checkKind, checkOneOf, checkOptions, checkParts, RensaError, refuseArgument } from "@rensa/core";
import type { Graph } from "@rensa/core/graph";
import type { Explanation } from "../explanation.ts";
import { checkExplanation } from "../print/format-explanation.ts";
import { pictureOfGraph } from "./graph-picture.ts";
import { layOut } from "./layout.ts";
import { svgOf } from "./svg.ts";

/** How a graph is drawn. */
export interface DrawGraphOptions {
  /** Default: `"Graph"`. */
  readonly title?: string;
  /** Where outputs stand from inputs. Default: `"down"`. */
  readonly direction?: "down" | "right";
  /** How many levels of scopes are opened; what lies deeper is one box for each scope. Default: 0. */
  readonly open?: number;
  /** An explanation of this function: its paths are highlighted, with the values of scalars. Default: none. */
  readonly explanation?: Explanation;
}

/** More than this nobody reads, and it would take minutes. */
const mostBoxes = 1_000;

/**
 * Draws the graph of a traced function in layers: a box for each op with its type, an arrow for each read with the type of what is
 * read. What was recorded in a `scope` is one box of that name, unless it is opened. The picture takes the color of the text around it;
 * `--rensa-path` is the color of highlighted paths, `--rensa-font` the font.
 *
 * @param traced What `trace` returned.
 * @returns SVG as text, which runs nothing and loads nothing.
 * @throws RensaError `ARGUMENT_INVALID` for options, and for a graph of more than 1,000 boxes.
 *
 * @example
 * ```ts
 * import { drawGraph } from "@rensa/explain";
 * import { add, mul } from "@rensa/ops";
 * import { f32, scope, trace } from "@rensa/core";
 *
 * const traced = trace({ x: f32(2), w: f32(2) }, ({ x, w }) => add(scope("layer", () => mul(x, w)), 1));
 * const svg = await drawGraph(traced);
 * console.log(svg.includes(">layer<"), svg.includes(">mul<")); // true false
 * ```
 */
export async function drawGraph(traced: { readonly graph: Graph }, options: DrawGraphOptions = {}): Promise<string> {
  checkParts("drawGraph: the traced function", traced, "graph");
  checkParts("drawGraph: the graph", traced.graph, "nodes", "inputs", "outputs");
  checkOptions("drawGraph", options, ["title", "direction", "open", "explanation"]);
  const { title = "Graph", direction = "down", open = 0, explanation } = options;
  checkKind("drawGraph: the title", title, "string");
  checkOneOf("drawGraph: the direction", direction, ["down", "right"]);
  if (!(Number.isInteger(open) || open === Infinity) || open < 0) {
    refuseArgument("drawGraph: open", open, "a whole number from 0, or Infinity");
  }
  if (explanation !== undefined) checkExplanation("drawGraph", explanation);
  const picture = { ...pictureOfGraph(traced.graph, open, explanation), title, direction };
  if (picture.boxes.length > mostBoxes) {
    throw new RensaError(
      "ARGUMENT_INVALID",
      `drawGraph: ${String(picture.boxes.length)} boxes are more than the ${String(mostBoxes)} that can be read; put parts of the function in scopes, and open fewer of them.`,
    );
  }
  return svgOf(picture, await layOut(picture));
}
