/** The graph of a loss, the paths of a gradient through it, and the loss while it falls, in one picture. */
import type { Explanation } from "@rensa/explain";

/** What is drawn. */
export interface Parts {
  /** Drawn by `drawGraph` and by `drawExplanation`. */
  readonly graph: string;
  readonly paths: string;
  readonly explanation: Explanation;
  readonly losses: readonly number[];
}

const width = 1000;

/** The parts as one SVG, readable on light and dark. */
export function composePicture({ graph, paths, explanation, losses }: Parts): string {
  const upper = fitWidth(graph);
  const middle = fitWidth(paths);
  const [pathsAt, lossAt] = [44 + upper.height, 76 + upper.height + middle.height];
  const whole = `${String(width)} ${String(lossAt + 200)}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 ${whole}" width="${String(width)}" height="${String(lossAt + 200)}">`,
    "<title>The graph of a loss, the two paths of a gradient through it, and the loss while it falls</title>",
    `<style>
  svg { color: #1f2328; --paper: #fff; --rensa-path: #d9480f }
  @media (prefers-color-scheme: dark) { svg { color: #e6edf3; --paper: #0d1117; --rensa-path: #ff8c42 } }
  .heading { font: 600 14px system-ui, sans-serif; fill: currentColor }
  .text { font: 13px ui-monospace, Menlo, Consolas, monospace; fill: currentColor }
</style>`,
    `<rect width="100%" height="100%" rx="8" fill="var(--paper)"/>`,
    `<text class="heading" x="12" y="24">The graph of a loss</text>`,
    placed(upper, 28),
    `<text class="heading" x="12" y="${String(pathsAt + 12)}">The paths from one weight to it, with the local derivatives</text>`,
    placed(middle, pathsAt + 16),
    `<g transform="translate(0,${String(lossAt)})">`,
    `<text class="heading" x="12" y="12">The loss, while all weights go down their gradients</text>`,
    lossCurve(losses),
    `<text class="heading" x="500" y="12">The gradient is the sum of the paths' products</text>`,
    ...productsOf(explanation).map(
      (line, at) => `<text class="text" x="500" y="${String(44 + 22 * at)}">${line}</text>`,
    ),
    "</g>",
    "</svg>\n",
  ].join("\n");
}

interface Fitted {
  readonly svg: string;
  readonly height: number;
}

/** A drawing that takes the whole width of the picture. */
function fitWidth(svg: string): Fitted {
  const [, wide = "1", high = "1"] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  return { svg, height: Math.round((width * Number(high)) / Number(wide)) };
}

function placed({ svg, height }: Fitted, y: number): string {
  return svg.replace(
    / width="[\d.]+" height="[\d.]+"/,
    ` x="0" y="${String(y)}" width="${String(width)}" height="${String(height)}"`,
  );
}

function lossCurve(losses: readonly number[]): string {
  const most = Math.max(...losses);
  const points = losses.map((loss, step) => {
    const [x, y] = [40 + (400 * step) / (losses.length - 1), 170 - (140 * loss) / most];
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return [
    `<path d="M40 30V170H440" fill="none" stroke="currentColor" stroke-opacity="0.5"/>`,
    `<polyline points="${points.join(" ")}" fill="none" stroke="var(--rensa-path)" stroke-width="2"/>`,
    `<text class="text" x="46" y="42">${most.toPrecision(3)}</text>`,
    `<text class="text" x="440" y="188" text-anchor="end">step ${String(losses.length - 1)}</text>`,
  ].join("");
}

/** The products of the paths, and their sum. */
function productsOf({ paths, weight, gradient }: Explanation): readonly string[] {
  const number = (value: number): string => value.toPrecision(3).replace("-", "−");
  const lines = paths.map(({ steps, contribution }) => {
    const factors = steps.map(({ factor }) => factor).filter((factor) => factor !== 1);
    return `${factors.map(number).join(" · ")} = ${number(contribution)}`;
  });
  return [...lines, `∂loss/∂${weight.label} = ${number(gradient)}`];
}
