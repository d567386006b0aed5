/** The points that are learned: two arms of a spiral, with a little noise. */
import type { RandomNumbers } from "@rensa/data";

/** A point of the plane. */
export type Point = readonly [x: number, y: number];

/** A place on the spiral: `along` from 0 (inside) to 1 (outside), on one of two arms. */
export function onSpiral(along: number, arm: 0 | 1): Point {
  const turn = 1.2 + 2.2 * Math.PI * Math.sqrt(along);
  const radius = 0.26 * turn * (arm === 0 ? 1 : -1);
  return [radius * Math.cos(turn), radius * Math.sin(turn)];
}

/** So many noisy points of it. */
export function drawSpiral(count: number, random: RandomNumbers): readonly Point[] {
  return Array.from({ length: count }, (_, at) => {
    const [x, y] = onSpiral(random.uniform(), at % 2 === 0 ? 0 : 1);
    return [x + 0.04 * random.normal(), y + 0.04 * random.normal()];
  });
}

const places = Array.from({ length: 400 }, (_, at) => onSpiral(Math.floor(at / 2) / 199, at % 2 === 0 ? 0 : 1));

/** How far a point is from the spiral, and which of its 400 places is nearest. */
export function nearestOnSpiral([x, y]: Point): { readonly distance: number; readonly place: number } {
  const distances = places.map(([px, py]) => Math.hypot(x - px, y - py));
  const distance = Math.min(...distances);
  return { distance, place: distances.indexOf(distance) };
}
