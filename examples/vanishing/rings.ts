/** The task: which of two rings around the origin is a point on? */
import { Dataset } from "@rensa/data";

/** 512 points, spread evenly; the target is 1 on the outer ring. */
export function rings() {
  const size = 512;
  const points = Array.from({ length: size }, (_, at) => {
    const isOuter = at % 2;
    // Multiples of irrational numbers fill a circle, and an interval, without a pattern.
    const angle = at * Math.PI * (3 - Math.sqrt(5));
    const radius = 0.5 + 0.7 * isOuter + 0.5 * ((at * Math.SQRT2) % 1);
    return { x: [radius * Math.cos(angle), radius * Math.sin(angle)], isOuter };
  });
  return Dataset.fromArrays({
    inputs: Float32Array.from(points.flatMap(({ x }) => x)),
    targets: Float32Array.from(points, ({ isOuter }) => isOuter),
    shape: [2],
    targetShape: [1],
  });
}
