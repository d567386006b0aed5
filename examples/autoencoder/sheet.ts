/** Many images of 28 x 28 pixels as one. */

/** An image of so many tiles a row, dark on light, as `drawPicture` takes it. Values are rounded to 16 grays, which makes the file small. */
export function sheetOf(images: readonly ArrayLike<number>[], columns: number) {
  const [width, height] = [28 * columns, 28 * Math.ceil(images.length / columns)];
  const data = Float32Array.from({ length: width * height }, (_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    const tile = images[Math.floor(row / 28) * columns + Math.floor(column / 28)];
    return 1 - Math.round(15 * (tile?.[28 * (row % 28) + (column % 28)] ?? 0)) / 15;
  });
  return { width, height, channels: 1 as const, data };
}
