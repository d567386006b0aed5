/** Reads printed graphs, token by token, and says where it did not find what it expected. */
import { RensaError } from "./error.ts";
import type { AttributeValue } from "./graph.ts";

const tokenPattern =
  /\s*(?:("(?:[^"\\]|\\.)*")|(-?Infinity\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([A-Za-z_$][\w$.]*)|(\/\/|[^\s]))/y;

/** The values that are words. */
const literals: ReadonlyMap<string, AttributeValue> = new Map<string, AttributeValue>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["NaN", Number.NaN],
]);

/** A token of the text. */
interface Token {
  readonly kind: "string" | "number" | "name" | "mark" | "end";
  readonly text: string;
  readonly at: number;
}

/** A reader of one text. */
export class TextReader {
  readonly #text: string;
  #token: Token;
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#token = this.#read();
  }

  /** True where the next token is this mark or name; it is not read. */
  sees(text: string): boolean {
    return this.#token.text === text && this.#token.kind !== "string";
  }

  /** Reads this mark or name if it is next. */
  take(text: string): boolean {
    const found = this.sees(text);
    if (found) this.#advance();
    return found;
  }

  /** Reads this mark or name, which must be next. */
  expect(text: string): void {
    if (!this.take(text)) throw this.unexpected(`"${text}"`);
  }

  /** Reads a name, bare or quoted. */
  name(): string {
    const { kind, text } = this.#token;
    if (kind !== "name" && kind !== "string") throw this.unexpected("a name");
    this.#advance();
    return kind === "string" ? unquote(text) : text;
  }

  /** Reads an integer from 0. */
  count(): number {
    const value = Number(this.#token.text);
    if (this.#token.kind !== "number" || !Number.isInteger(value) || value < 0)
      throw this.unexpected("a number from 0");
    this.#advance();
    return value;
  }

  /** Reads items up to a closing mark, separated by commas. */
  list<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.take(close)) {
      if (items.length > 0) this.expect(",");
      items.push(item());
    }
    return items;
  }

  /** Reads an attribute value. */
  value(): AttributeValue {
    const { kind, text } = this.#token;
    if (kind === "string") {
      this.#advance();
      return unquote(text);
    }
    if (kind === "number") {
      this.#advance();
      return Number(text);
    }
    if (this.take("[")) return this.list("]", () => this.value());
    if (this.take("{")) return this.record();
    const literal = kind === "name" ? literals.get(text) : undefined;
    if (literal === undefined) throw this.unexpected("a value");
    this.#advance();
    return literal;
  }

  /** Reads the fields of a record whose opening brace has been read. */
  record(): Record<string, AttributeValue> {
    const fields = this.list("}", (): [string, AttributeValue] => {
      const name = this.name();
      this.expect(":");
      return [name, this.value()];
    });
    return Object.fromEntries(fields);
  }

  /** Nothing but white space may be left. */
  end(): void {
    if (this.#token.kind !== "end") throw this.unexpected("the end");
  }

  /** The error that something else was expected here. */
  unexpected(wanted: string): RensaError {
    const before = this.#text.slice(0, this.#token.at).split("\n");
    const place = `line ${String(before.length)}, column ${String((before.at(-1)?.length ?? 0) + 1)}`;
    const found = this.#token.kind === "end" ? "the text ends" : `there is ${this.#token.text}`;
    return new RensaError("PARSE_FAILED", `parseGraph: ${place}: expected ${wanted}, but ${found}.`);
  }

  #advance(): void {
    this.#token = this.#read();
  }

  #read(): Token {
    tokenPattern.lastIndex = this.#next;
    const match = tokenPattern.exec(this.#text);
    if (match === null) return { kind: "end", text: "", at: this.#text.length };
    this.#next = tokenPattern.lastIndex;
    const [, quoted, numeric, name, mark = ""] = match;
    const text = quoted ?? numeric ?? name ?? mark;
    const kind =
      quoted !== undefined ? "string" : numeric !== undefined ? "number" : name !== undefined ? "name" : "mark";
    return { kind, text, at: this.#next - text.length };
  }
}

function unquote(text: string): string {
  return JSON.parse(text) as string;
}
