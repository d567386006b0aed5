/** Splits CSV (RFC 4180) into records, a piece of text at a time. Every character is looked at once, whatever the pieces. */
import { RensaError } from "@rensa/core";

/** The fields of a record, and the line on which it ends, from 1. */
export interface ParsedRecord {
  readonly fields: readonly string[];
  readonly line: number;
}

/** How fields are told apart. */
export interface CsvFormat {
  readonly delimiter: string;
  readonly quote: string | null;
  readonly comment: string | undefined;
  /** The longest record, in characters. */
  readonly maximumLength: number;
  /** The most fields of a record. */
  readonly maximumColumns: number;
}

/**
 * Checks that each mark can be told from the others and from the end of a line.
 *
 * @throws RensaError `DATA_INVALID`.
 */
export function checkFormat(name: string, { delimiter, quote, comment }: CsvFormat): void {
  const marks = { delimiter, ...(quote === null ? {} : { quote }), ...(comment === undefined ? {} : { comment }) };
  for (const [what, mark] of Object.entries(marks)) {
    const isSingle = what !== "quote" || mark.length === 1;
    if (typeof mark === "string" && mark.length > 0 && isSingle && !/[\r\n]/.test(mark)) continue;
    throw new RensaError(
      "DATA_INVALID",
      `${name}: the ${what} is ${JSON.stringify(mark)}; give ${what === "quote" ? "one character" : "characters"} other than the end of a line.`,
    );
  }
  if (new Set(Object.values(marks)).size === Object.values(marks).length) return;
  throw new RensaError("DATA_INVALID", `${name}: delimiter, quote and comment are not all different; give others.`);
}

const lineFeed = 10;
const carriageReturn = 13;

/** Where in a record the parser is. */
type Place = "start" | "plain" | "quoted" | "closed" | "comment";

/** Takes text in pieces and gives the records that are complete; its errors name the line. */
export class CsvParser {
  readonly #name: string;
  readonly #format: CsvFormat;
  /** A mark of several characters may begin at the end of a piece; so many wait for the next one. */
  readonly #longestMark: number;
  #held = "";
  #place: Place = "start";
  /** What is known of the field and the record that are being read. */
  #field = "";
  #fields: string[] = [];
  #length = 0;
  #hasQuotes = false;
  #line = 1;
  #startLine = 1;
  /** After a carriage return, a line feed belongs to the same end of line. */
  #isAfterReturn = false;

  constructor(name: string, format: CsvFormat) {
    this.#name = name;
    this.#format = format;
    this.#longestMark = Math.max(format.delimiter.length, format.comment?.length ?? 0);
  }

  /** The records that a piece completes. */
  push(piece: string): ParsedRecord[] {
    const text = this.#held + piece;
    const records: ParsedRecord[] = [];
    const at = this.#read(text, Math.max(0, text.length - this.#longestMark + 1), records);
    this.#held = text.slice(at);
    return records;
  }

  /** The last record, which needs no end of line. */
  finish(): ParsedRecord[] {
    const records: ParsedRecord[] = [];
    this.#read(this.#held, this.#held.length, records);
    this.#held = "";
    if (this.#place === "quoted") {
      throw this.#malformed(`the quote that opens on line ${String(this.#startLine)} is not closed`);
    }
    this.#endRecord(records);
    return records;
  }

  /** Reads what begins before `end`, and says how far it came: a mark may reach beyond. */
  #read(text: string, end: number, records: ParsedRecord[]): number {
    let at = 0;
    while (at < end) {
      switch (this.#place) {
        case "start":
          at = this.#readStart(text, at);
          break;
        case "plain":
          at = this.#readPlain(text, at, end, records);
          break;
        case "quoted":
          at = this.#readQuoted(text, at, end);
          break;
        case "closed":
          at = this.#readClosed(text, at, records);
          break;
        case "comment":
          at = this.#readComment(text, at, end, records);
      }
    }
    return at;
  }

  #readStart(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (this.#isAfterReturn) {
      this.#isAfterReturn = false;
      if (code === lineFeed) return at + 1;
    }
    if (this.#fields.length === 0) this.#startLine = this.#line;
    const { quote } = this.#format;
    if (quote !== null && text[at] === quote) {
      this.#hasQuotes = true;
      this.#place = "quoted";
      return at + 1;
    }
    this.#place = "plain";
    return at;
  }

  #readPlain(text: string, start: number, end: number, records: ParsedRecord[]): number {
    const { delimiter, quote, comment } = this.#format;
    const [delimiterCode, commentCode] = [delimiter.charCodeAt(0), comment?.charCodeAt(0) ?? -1];
    const quoteCode = quote?.charCodeAt(0) ?? -1;
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === delimiterCode && (delimiter.length === 1 || text.startsWith(delimiter, at))) {
        this.#add(text, start, at);
        this.#endField();
        return at + delimiter.length;
      }
      if (code === lineFeed || code === carriageReturn) {
        this.#add(text, start, at);
        return this.#endLine(code, at, records);
      }
      if (code === quoteCode) throw this.#malformed("a quote stands in a field that does not begin with one");
      if (code === commentCode && comment !== undefined && text.startsWith(comment, at)) {
        this.#add(text, start, at);
        this.#place = "comment";
        return at + comment.length;
      }
    }
    this.#add(text, start, end);
    return end;
  }

  #readQuoted(text: string, start: number, end: number): number {
    const quote = this.#format.quote ?? "";
    let found = text.indexOf(quote, start);
    let hasPairs = false;
    // Two quotes are one of the field's; where the second is not here yet, the next piece decides.
    while (found >= 0 && found + 1 < end && text[found + 1] === quote) {
      hasPairs = true;
      found = text.indexOf(quote, found + 2);
    }
    const stop = found < 0 || found >= end ? end : found;
    for (let at = text.indexOf("\n", start); at >= 0 && at < stop; at = text.indexOf("\n", at + 1)) this.#line++;
    const own = text.slice(start, stop);
    this.#append(hasPairs ? own.replaceAll(quote + quote, quote) : own);
    if (stop === end) return end;
    this.#place = "closed";
    return stop + 1;
  }

  #readClosed(text: string, at: number, records: ParsedRecord[]): number {
    const { delimiter, quote, comment } = this.#format;
    if (text[at] === quote) {
      this.#add(text, at, at + 1);
      this.#place = "quoted";
      return at + 1;
    }
    const code = text.charCodeAt(at);
    if (code === lineFeed || code === carriageReturn) return this.#endLine(code, at, records);
    if (text.startsWith(delimiter, at)) {
      this.#endField();
      return at + delimiter.length;
    }
    if (comment !== undefined && text.startsWith(comment, at)) {
      this.#place = "comment";
      return at + comment.length;
    }
    throw this.#malformed("something stands after a closing quote");
  }

  #readComment(text: string, start: number, end: number, records: ParsedRecord[]): number {
    for (let at = start; at < end; at++) {
      const code = text.charCodeAt(at);
      if (code === lineFeed || code === carriageReturn) return this.#endLine(code, at, records);
    }
    return end;
  }

  #add(text: string, start: number, end: number): void {
    if (start < end) this.#append(text.slice(start, end));
  }

  #append(text: string): void {
    this.#length += text.length;
    this.#field += text;
    if (this.#length > this.#format.maximumLength) throw this.#tooLong();
  }

  #endField(): void {
    if (this.#fields.push(this.#field) > this.#format.maximumColumns) throw this.#tooWide();
    this.#field = "";
    this.#place = "start";
    if (++this.#length > this.#format.maximumLength) throw this.#tooLong();
  }

  #endLine(code: number, at: number, records: ParsedRecord[]): number {
    this.#endRecord(records);
    this.#line++;
    this.#isAfterReturn = code === carriageReturn;
    return at + 1;
  }

  /** An empty line is no record. */
  #endRecord(records: ParsedRecord[]): void {
    const isEmpty = this.#fields.length === 0 && this.#field === "" && !this.#hasQuotes;
    if (!isEmpty) {
      this.#endField();
      records.push({ fields: this.#fields, line: this.#line });
    }
    this.#fields = [];
    this.#length = 0;
    this.#hasQuotes = false;
    this.#place = "start";
  }

  #tooLong(): RensaError {
    return new RensaError(
      "DATA_INVALID",
      `${this.#name}: the record that begins on line ${String(this.#startLine)} has more than ` +
        `${String(this.#format.maximumLength)} characters; close its quotes, or give a larger \`maximumLength\`.`,
    );
  }

  #tooWide(): RensaError {
    return new RensaError(
      "DATA_INVALID",
      `${this.#name}, line ${String(this.#line)}: the record has more than ${String(this.#format.maximumColumns)} fields; ` +
        "give another delimiter, or a larger `maximumColumns`.",
    );
  }

  #malformed(reason: string): RensaError {
    return new RensaError(
      "DATA_INVALID",
      `${this.#name}, line ${String(this.#line)}, field ${String(this.#fields.length + 1)}: ${reason}; correct the ` +
        "quotes, or give another quote or delimiter.",
    );
  }
}
