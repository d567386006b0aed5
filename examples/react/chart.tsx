/** The loss by step, by powers of ten: an SVG that can stand alone. */
import type { Point } from "@rensa/example-spirals";

const [width, height] = [480, 200];

export function Chart({ losses }: { readonly losses: readonly Point[] }) {
  const logarithms = losses.map(([, loss]) => Math.log10(loss));
  const [low, high] = [Math.min(...logarithms), Math.max(...logarithms)];
  const end = losses.at(-1)?.[0] ?? 1;
  const place = ([step]: Point, at: number): string => {
    const y = ((logarithms[at] ?? 0) - low) / (high - low || 1);
    return `${((width * step) / end).toFixed(1)},${(height - 12 - (height - 24) * y).toFixed(1)}`;
  };
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      className="chart"
      role="img"
      aria-label="The loss by step"
      viewBox={`0 0 ${String(width)} ${String(height)}`}
    >
      <rect width={width} height={height} fill="none" stroke="#8c959f" />
      <polyline points={losses.map(place).join(" ")} fill="none" stroke="#0969da" strokeWidth="1.5" />
      {losses.length > 1 && (
        <g fill="#8c959f" fontSize="11" fontFamily="system-ui, sans-serif">
          <text x="6" y="14">{`loss ${(10 ** high).toPrecision(2)}`}</text>
          <text x="6" y={height - 5}>
            {(10 ** low).toPrecision(2)}
          </text>
          <text x={width - 6} y={height - 5} textAnchor="end">{`step ${String(end)}`}</text>
        </g>
      )}
    </svg>
  );
}
