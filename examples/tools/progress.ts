/** Progress of long work: one line, drawn in place where there is a terminal. */

/** Tells how far a work is, at most four times a second, and at its end. Where nobody watches (a file, a pipe), it is silent. */
export function reportProgress(total: number, stream: NodeJS.WriteStream = process.stderr) {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (done: number, text: string): void => {
    const now = performance.now();
    const isLast = done >= total;
    if (!stream.isTTY || (!isLast && now - toldAt < 250)) return;
    toldAt = now;
    const percent = String(Math.floor((100 * done) / total)).padStart(3);
    stream.write(`\r\u001b[K${percent} %  ${text}${isLast ? "\n" : ""}`);
  };
}
