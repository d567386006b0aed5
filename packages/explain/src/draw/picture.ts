/** A picture before it is laid out: boxes with lines of text, and arrows between them. */

/** A box. */
export interface PictureBox {
  /** Unique in its picture. */
  readonly id: string;
  /** The first line is a heading. */
  readonly lines: readonly string[];
  /** Rounded for what is computed, square for what goes in and out, double for what stands for several. */
  readonly kind: "op" | "end" | "group";
  readonly isHighlighted: boolean;
}

/** An arrow. */
export interface PictureArrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly isHighlighted: boolean;
}

/** What is drawn. */
export interface Picture {
  readonly title: string;
  readonly description: string;
  readonly direction: "down" | "right";
  readonly boxes: readonly PictureBox[];
  readonly arrows: readonly PictureArrow[];
}

/** The height of a line, and of text in it, in pixels. */
export const lineHeight = 16;
export const fontSize = 12;

/** About how wide a text is. There is no page to measure it in: wide signs count double. */
export function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += (sign.codePointAt(0) ?? 0) >= 0x2e80 ? fontSize : fontSize * 0.62;
  return width;
}

/** A text of at most so many signs. */
export function shortened(text: string, most = 48): string {
  const signs = Array.from(text);
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join("")}…`;
}
