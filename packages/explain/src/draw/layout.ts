/** Where boxes and arrows go: in layers, by the Eclipse Layout Kernel, which is loaded when something is drawn. */
import type { ELK, ElkNode } from "elkjs/lib/elk-api.js";
import { fontSize, lineHeight, widthOf, type Picture, type PictureArrow, type PictureBox } from "./picture.ts";

/** A place in the picture, in pixels from its upper left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A picture with its places. */
export interface LaidOut {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly (PictureBox & Point & { readonly width: number; readonly height: number })[];
  readonly arrows: readonly (PictureArrow & { readonly points: readonly Point[]; readonly at: Point | null })[];
}

/** Lays a picture out. Ids of the layout are numbers, since names may be anything. */
export async function layOut({ boxes, arrows, direction }: Picture): Promise<LaidOut> {
  const places = new Map(boxes.map(({ id }, at) => [id, `b${String(at)}`]));
  const graph: ElkNode = {
    id: "picture",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": direction === "down" ? "DOWN" : "RIGHT",
      "elk.edgeRouting": "POLYLINE",
      "elk.spacing.nodeNode": "24",
      "elk.layered.spacing.nodeNodeBetweenLayers": "36",
      "elk.spacing.edgeLabel": "4",
      "elk.padding": "[top=12,left=12,bottom=12,right=12]",
    },
    children: boxes.map(({ lines }, at) => ({
      id: `b${String(at)}`,
      width: Math.max(40, ...lines.map(widthOf)) + 20,
      height: lines.length * lineHeight + 12,
    })),
    edges: arrows.map(({ from, to, label }, at) => ({
      id: `a${String(at)}`,
      sources: [places.get(from) ?? ""],
      targets: [places.get(to) ?? ""],
      labels: label === "" ? [] : [{ text: "label", width: widthOf(label) * 0.85, height: fontSize + 2 }],
    })),
  };
  const kernel = await loadElk();
  const found: ElkNode = await kernel.layout(graph);
  const { width = 0, height = 0, children = [], edges = [] } = found;
  return {
    width,
    height,
    boxes: boxes.map((box, at) => {
      const { x = 0, y = 0, width: wide = 0, height: high = 0 } = children[at] ?? {};
      return { ...box, x, y, width: wide, height: high };
    }),
    arrows: arrows.map((arrow, at) => {
      const section = edges[at]?.sections?.[0];
      const label = edges[at]?.labels?.[0];
      const points = section === undefined ? [] : [section.startPoint, ...(section.bendPoints ?? []), section.endPoint];
      return { ...arrow, points, at: label === undefined ? null : { x: label.x ?? 0, y: label.y ?? 0 } };
    }),
  };
}

/** The layout kernel, loaded when something is drawn. */
async function loadElk(): Promise<ELK> {
  // The module is its own default, so that this is the class whether it is taken as a module of CommonJS or not.
  const { default: module } = await import("elkjs/lib/elk.bundled.js");
  return asInPage(() => new module.default());
}

/**
 * Makes the kernel where there is no document: in a worker it would take the worker's messages for its own. It looks for a document
 * only while it is made, which is at once.
 */
function asInPage<T>(make: () => T): T {
  if (!("self" in globalThis) || "document" in globalThis) return make();
  Object.defineProperty(globalThis, "document", { value: {}, configurable: true });
  try {
    return make();
  } finally {
    Reflect.deleteProperty(globalThis, "document");
  }
}
