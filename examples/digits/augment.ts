/** Digits as other hands might have written them: turned, scaled and moved a little. */
import type { RandomNumbers } from "@rensa/data";

const side = 28;
const middle = (side - 1) / 2;

/** How far an image is changed at the most, either way. */
const limits = { degrees: 10, scale: 0.1, pixels: 2 };

/** The image, moved at random; between pixels it is interpolated, outside it is black. */
export function moved(image: ArrayLike<number>, random: RandomNumbers): Float32Array {
  const within = (limit: number): number => (2 * random.uniform() - 1) * limit;
  const angle = (within(limits.degrees) * Math.PI) / 180;
  const scale = 1 + within(limits.scale);
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  const [right, down] = [within(limits.pixels), within(limits.pixels)];
  const result = new Float32Array(side * side);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [column - middle, row - middle];
      result[row * side + column] = between(
        image,
        cos * x - sin * y + middle + right,
        sin * x + cos * y + middle + down,
      );
    }
  }
  return result;
}

/** The brightness at a place between pixels. */
function between(image: ArrayLike<number>, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [x - left, y - top];
  const upper = (1 - across) * pixel(image, left, top) + across * pixel(image, left + 1, top);
  const lower = (1 - across) * pixel(image, left, top + 1) + across * pixel(image, left + 1, top + 1);
  return (1 - down) * upper + down * lower;
}

function pixel(image: ArrayLike<number>, x: number, y: number): number {
  return x >= 0 && x < side && y >= 0 && y < side ? (image[y * side + x] ?? 0) : 0;
}
