/** The loss by step, by powers of ten: an SVG that can stand alone. */
import { Component, Input } from "@angular/core";
import type { Point } from "@rensa/example-spirals";

const [width, height] = [480, 200];

@Component({
  selector: "app-chart",
  template: `
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label="The loss by step"
      viewBox="0 0 ${String(width)} ${String(height)}"
    >
      <rect width="${String(width)}" height="${String(height)}" fill="none" stroke="#8c959f" />
      <polyline [attr.points]="drawn.points" fill="none" stroke="#c2255c" stroke-width="1.5" />
      @if (losses.length > 1) {
        <g fill="#8c959f" font-size="11" font-family="system-ui, sans-serif">
          <text x="6" y="14">{{ drawn.high }}</text>
          <text x="6" y="${String(height - 5)}">{{ drawn.low }}</text>
          <text x="${String(width - 6)}" y="${String(height - 5)}" text-anchor="end">{{ drawn.end }}</text>
        </g>
      }
    </svg>
  `,
})
export class Chart {
  losses: readonly Point[] = [];
  drawn = draw([]);

  @Input({ alias: "losses" }) set shown(losses: readonly Point[]) {
    this.losses = losses;
    this.drawn = draw(losses);
  }
}

function draw(losses: readonly Point[]) {
  const logarithms = losses.map(([, loss]) => Math.log10(loss));
  const [low, high] = [Math.min(...logarithms), Math.max(...logarithms)];
  const end = losses.at(-1)?.[0] ?? 1;
  const place = ([step]: Point, at: number): string => {
    const y = ((logarithms[at] ?? 0) - low) / (high - low || 1);
    return `${((width * step) / end).toFixed(1)},${(height - 12 - (height - 24) * y).toFixed(1)}`;
  };
  return {
    points: losses.map(place).join(" "),
    low: (10 ** low).toPrecision(2),
    high: `loss ${(10 ** high).toPrecision(2)}`,
    end: `step ${String(end)}`,
  };
}
