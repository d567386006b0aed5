/** The field that is to be learned, and its orbits: what a user would have measured. */
export type Point = readonly [x: number, y: number];

/** Seconds between two points of an orbit. */
export const timeStep = 0.05;

/** The oscillator of van der Pol: whatever its start, it ends in the same cycle. */
export function trueSlope([x, y]: Point): Point {
  return [y, (1 - x ** 2) * y - x];
}

/** An orbit of so many points after its start, by steps that are much smaller than those between its points. */
export function trueOrbit(start: Point, length: number): readonly Point[] {
  const orbit: Point[] = [start];
  const substeps = 50;
  let [x, y] = start;
  for (let count = 1; count <= length * substeps; count++) {
    const h = timeStep / substeps;
    const [dx, dy] = trueSlope([x, y]);
    const [mx, my] = trueSlope([x + (h / 2) * dx, y + (h / 2) * dy]);
    [x, y] = [x + h * mx, y + h * my];
    if (count % substeps === 0) orbit.push([x, y]);
  }
  return orbit;
}
