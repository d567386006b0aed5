/** What a room says, as far as it is what a room may say: a program may have made it up. */
import { most, type FromRoom, type Level } from "./messages.ts";

const levels: readonly unknown[] = ["log", "warn", "error"] satisfies Level[];

/** The message, or `null`. */
export function readMessage(data: unknown): FromRoom | null {
  if (typeof data !== "object" || data === null) return null;
  const { type, file, level, text, line, name, code, message } = data as Readonly<Record<string, unknown>>;
  switch (type) {
    case "ask":
      return isText(file) ? { type, file } : null;
    case "printed":
      return isLevel(level) && isText(text) && isLine(line) ? { type, level, text, line } : null;
    case "failed":
      return isText(name) && (code === null || isText(code)) && isText(message) && isLine(line)
        ? { type, name, code, message, line }
        : null;
    case "capped":
    case "ended":
      return { type };
    default:
      return null;
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= 2 * most.characters;
}

function isLine(value: unknown): value is number | null {
  return value === null || (Number.isSafeInteger(value) && Number(value) > 0);
}

function isLevel(value: unknown): value is Level {
  return levels.includes(value);
}
