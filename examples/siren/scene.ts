/** The image: a gate by the sea at sunset, painted by a function, so that it belongs to nobody. */

/** An image of so many pixels on each side: rows from the top, red, green and blue of each pixel from 0 to 1. */
export function paint(size: number): Float32Array {
  const pixels = new Float32Array(size * size * 3);
  const samples = [1, 3, 5, 7].map((odd) => odd / 8);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      for (const dy of samples) {
        for (const dx of samples) {
          const color = colorAt((column + dx) / size, (row + dy) / size);
          color.forEach((value, channel) => {
            const at = (row * size + column) * 3 + channel;
            pixels[at] = (pixels[at] ?? 0) + value / samples.length ** 2;
          });
        }
      }
    }
  }
  return pixels;
}

type Color = readonly [red: number, green: number, blue: number];

const night: Color = [0.16, 0.13, 0.36];
const dusk: Color = [0.98, 0.55, 0.3];
const sun: Color = [1, 0.9, 0.62];
const gate: Color = [0.72, 0.11, 0.1];
const sea: Color = [0.1, 0.2, 0.38];

/** The color at a place: x from the left, y from the top, both from 0 to 1. */
function colorAt(x: number, y: number): Color {
  const isBeam =
    (y > 0.24 + 0.12 * (x - 0.5) ** 2 - 0.03 && y < 0.31 && Math.abs(x - 0.5) < 0.36) ||
    (y > 0.4 && y < 0.44 && Math.abs(x - 0.5) < 0.28);
  const isPost = Math.abs(Math.abs(x - 0.5) - 0.21 - 0.03 * (y - 0.3)) < 0.024 && y > 0.27 && y < 0.83;
  if (isBeam || isPost) return gate;
  if (Math.hypot(x - 0.5, y - 0.6) < 0.14 && y < 0.68) return sun;
  if (y < 0.68) return mix(night, dusk, (y / 0.68) ** 1.5);
  const glint =
    Math.exp(-(((x - 0.5) / (0.04 + 0.5 * (y - 0.68))) ** 2)) *
    (0.5 + 0.5 * Math.sin(90 * (y - 0.68) ** 0.8 + 4 * Math.sin(9 * x)));
  return mix(sea, dusk, glint);
}

function mix(from: Color, to: Color, share: number): Color {
  const between = (channel: 0 | 1 | 2): number => from[channel] + (to[channel] - from[channel]) * share;
  return [between(0), between(1), between(2)];
}
