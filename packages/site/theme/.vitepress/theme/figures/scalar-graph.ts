/** A computation of single numbers, drawn: values forward above, derivatives backward below. */
import { h, type VNode } from "vue";
import type { ScalarGraph } from "../../../../../../examples/backpropagation/scalar-graph.ts";
import { shown } from "./chart.ts";

const [columnWidth, rowHeight, radius] = [130, 84, 22];

/**
 * Draws it in columns: a number stands to the right of those that it is computed from.
 *
 * @param lit - the edges of the paths to show, as `from>to`.
 */
export function drawScalarGraph({ nodes, edges }: ScalarGraph, label: string, lit: ReadonlySet<string>): VNode {
  const columns = new Map<string, number>();
  for (const { name } of nodes) {
    const before = edges.filter(({ to }) => to === name).map(({ from }) => columns.get(from) ?? 0);
    columns.set(name, before.length === 0 ? 0 : Math.max(...before) + 1);
  }
  // An input stands just before what reads it first.
  for (const { name } of nodes) {
    if (edges.some(({ to }) => to === name)) continue;
    const readers = edges.filter(({ from }) => from === name).map(({ to }) => columns.get(to) ?? 1);
    columns.set(name, Math.min(...readers) - 1);
  }
  const rows = new Map<number, number>();
  const placed = nodes.map((node) => {
    const column = columns.get(node.name) ?? 0;
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    return { ...node, column, row };
  });
  const tallest = Math.max(...rows.values());
  const place = ({ column, row }: { readonly column: number; readonly row: number }): readonly [number, number] => [
    50 + column * columnWidth,
    44 + (row + (tallest - (rows.get(column) ?? 1)) / 2) * rowHeight,
  ];
  const where = new Map(placed.map((node) => [node.name, place(node)]));
  const widest = Math.max(...placed.map(({ column }) => column));
  return h(
    "svg",
    {
      viewBox: `0 0 ${String(100 + widest * columnWidth)} ${String(40 + tallest * rowHeight)}`,
      role: "img",
      "aria-label": label,
    },
    [
      ...edges.map(({ from, to, local }) => {
        const [[x1, y1] = [0, 0], [x2, y2] = [0, 0]] = [where.get(from), where.get(to)];
        const isLit = lit.has(`${from}>${to}`);
        return h("g", { class: isLit ? "lit" : "" }, [
          h("line", { class: "edge", x1, y1, x2, y2 }),
          isLit
            ? h("text", { class: "local", x: x1 + (x2 - x1) * 0.5, y: y1 + (y2 - y1) * 0.5 - 4 }, `×${shown(local)}`)
            : null,
        ]);
      }),
      ...placed.map((node) => {
        const [x, y] = place(node);
        return h("g", { transform: `translate(${String(x)} ${String(y)})` }, [
          h("circle", { class: "node", r: radius }),
          h("text", { class: "name", "text-anchor": "middle", y: 4 }, node.name),
          h("text", { class: "forward", "text-anchor": "middle", y: -radius - 4 }, shown(node.value)),
          h("text", { class: "backward", "text-anchor": "middle", y: radius + 13 }, shown(node.derivative)),
        ]);
      }),
    ],
  );
}
