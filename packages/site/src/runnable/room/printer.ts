/** The console of a program in a room: what is printed goes to the page, up to a bound. */
import { most, programName, type FromRoom, type Level } from "./messages.ts";
import { showTable } from "./show-table.ts";
import { showLine } from "./show-value.ts";

/** Puts it in the place of the worker's own. */
export function printTo(send: (message: FromRoom) => void): void {
  let lines = 0;
  let total = 0;
  const print = (level: Level, text: () => string): void => {
    if (lines > most.lines) return;
    lines++;
    if (lines > most.lines || total > most.total) {
      lines = most.lines + 1;
      send({ type: "capped" });
      return;
    }
    const shown = shorten(text());
    total += shown.length;
    send({ type: "printed", level, text: shown, line: lineIn(new Error().stack) });
  };
  const printer =
    (level: Level) =>
    (...values: unknown[]): void =>
      print(level, () => showLine(values));
  Object.assign(console, {
    log: printer("log"),
    info: printer("log"),
    debug: printer("log"),
    dir: (value: unknown) => print("log", () => showLine([value])),
    warn: printer("warn"),
    error: printer("error"),
    table: (value: unknown) => print("log", () => showTable(value) ?? showLine([value])),
  });
}

/** The line of the program in a stack that passes through it. */
export function lineIn(stack: string | undefined): number | null {
  const found = new RegExp(`\\b${programName.replace(".", "\\.")}:(\\d+)`).exec(stack ?? "");
  return found === null ? null : Number(found[1]);
}

/** A text that is not longer than may be. */
export function shorten(text: string): string {
  if (text.length <= most.characters) return text;
  return `${text.slice(0, most.characters)}... ${String(text.length - most.characters)} more characters`;
}
