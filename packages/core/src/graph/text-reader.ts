/** Reads printed graphs, token by token, and says where it did not find what it expected. */
import { reservedWords } from "./attribute-text.ts";
import { RensaError } from "./error.ts";
import { formatGiven } from "./format-given.ts";
import type { AttributeValue } from "./graph.ts";
import { graphLimits, type GraphReadOptions } from "./limits.ts";

const tokenPattern = /\s*(?:(-?Infinity\b|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)|([A-Za-z_$][\w$.]*)|(\/\/|[^\s]))/y;

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
  #depth = 0;
  #tokens = 0;
  readonly #mostTokens: number;

  constructor(
    text: string,
    { maximumCharacters = graphLimits.characters, maximumTokens = graphLimits.tokens }: GraphReadOptions = {},
  ) {
    this.#mostTokens = maximumTokens;
    if (typeof text !== "string" || text.length > maximumCharacters) {
      throw new RensaError(
        "PARSE_FAILED",
        typeof text === "string"
          ? `parseGraph: the text has ${String(text.length)} characters, and at most ${String(maximumCharacters)} are read; give a larger \`maximumCharacters\` if you trust it.`
          : `parseGraph: ${formatGiven(text)} is not a text; give what printGraph returned.`,
      );
    }
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
    if ((kind !== "name" || reservedWords.has(text)) && kind !== "string") throw this.unexpected("a name");
    const name = kind === "string" ? this.#unquoted() : text;
    this.#advance();
    return name;
  }

  /** Reads an integer from 0. */
  count(): number {
    const value = Number(this.#token.text);
    if (this.#token.kind !== "number" || !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0))
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
      const value = this.#unquoted();
      this.#advance();
      return value;
    }
    if (kind === "number") {
      const value = Number(text);
      // 1e999 would be read as something that it does not say.
      if (!Number.isFinite(value) && !text.endsWith("Infinity"))
        throw this.unexpected("a number that a double can hold");
      this.#advance();
      return value;
    }
    if (this.take("[")) return this.#inside(() => this.list("]", () => this.value()));
    if (this.take("{")) return this.record();
    const literal = kind === "name" ? literals.get(text) : undefined;
    if (literal === undefined) throw this.unexpected("a value");
    this.#advance();
    return literal;
  }

  /** Reads the numbers of a list whose opening bracket has been read, each as `accept` returns it. */
  numbers(accept: (value: AttributeValue, at: number) => number): Float64Array {
    let numbers = new Float64Array(16);
    let count = 0;
    const before = this.#tokens;
    while (!this.take("]")) {
      if (count > 0) this.expect(",");
      if (count === numbers.length) {
        const larger = new Float64Array(2 * count);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[count] = accept(this.value(), count);
      count++;
      // Numbers in an array cost no more than their characters.
      this.#tokens = before;
    }
    return numbers.slice(0, count);
  }

  /**
   * Reads the fields of a record whose opening brace has been read.
   *
   * @param special Reads the value of a field that is read in a way of its own; `undefined` for another field.
   */
  record(special: (name: string) => AttributeValue | undefined = () => undefined): Record<string, AttributeValue> {
    const fields = new Map<string, AttributeValue>();
    this.#inside(() =>
      this.list("}", () => {
        if (fields.has(this.#peekName())) throw this.unexpected("a name that the record does not have yet");
        const name = this.name();
        this.expect(":");
        fields.set(name, special(name) ?? this.value());
      }),
    );
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
    const { kind, text } = this.#token;
    const found = kind === "end" ? "the text ends" : `there is ${text.length > 60 ? `${text.slice(0, 60)}...` : text}`;
    return new RensaError("PARSE_FAILED", `parseGraph: ${place}: expected ${wanted}, but ${found}.`);
  }

  /** Reads what stands inside a list or record. */
  #inside<T>(read: () => T): T {
    this.#depth++;
    if (this.#depth > graphLimits.depth)
      throw this.unexpected(`nothing deeper: the limit of depth is ${String(graphLimits.depth)}`);
    const value = read();
    this.#depth--;
    return value;
  }

  #peekName(): string {
    return this.#token.kind === "string" ? this.#unquoted() : this.#token.text;
  }

  /** The text of a quoted token. */
  #unquoted(): string {
    try {
      return JSON.parse(this.#token.text) as string;
    } catch {
      throw this.unexpected("a text with the escapes of JSON");
    }
  }

  #advance(): void {
    this.#token = this.#read();
    if (++this.#tokens <= this.#mostTokens) return;
    throw new RensaError(
      "PARSE_FAILED",
      `parseGraph: the text has more than ${String(this.#mostTokens)} names, numbers and marks; give a larger \`maximumTokens\` if you trust it.`,
    );
  }

  #read(): Token {
    tokenPattern.lastIndex = this.#next;
    const match = tokenPattern.exec(this.#text);
    if (match === null) return { kind: "end", text: "", at: this.#text.length };
    this.#next = tokenPattern.lastIndex;
    const [, numeric, name, mark = ""] = match;
    const text = numeric ?? name ?? mark;
    const at = this.#next - text.length;
    if (mark === '"') return this.#quoted(at);
    const kind = numeric !== undefined ? "number" : name !== undefined ? "name" : "mark";
    return { kind, text, at };
  }

  /** A quoted token: its end is looked for by hand, since a pattern would need memory for every character. */
  #quoted(at: number): Token {
    for (let end = at + 1; end < this.#text.length; end++) {
      const character = this.#text[end];
      if (character === "\\") end++;
      else if (character === '"') {
        this.#next = end + 1;
        return { kind: "string", text: this.#text.slice(at, this.#next), at };
      }
    }
    return { kind: "mark", text: '"', at };
  }
}
