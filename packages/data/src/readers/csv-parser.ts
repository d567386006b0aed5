/** Splits CSV into records with csv-parse, which is loaded when it is needed. */
import { RensaError } from "@rensa/core";
import type { Options } from "csv-parse/browser/esm";

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
}

/** Takes text in pieces and gives the records that are complete. */
export interface RecordParser {
  push(text: string): Promise<ParsedRecord[]>;
  finish(): Promise<ParsedRecord[]>;
}

/** A parser; its errors name the line. */
export async function recordParser(name: string, { delimiter, quote, comment }: CsvFormat): Promise<RecordParser> {
  const { parse } = await import("csv-parse/browser/esm");
  const options: Options = {
    delimiter,
    quote,
    ...(comment === undefined ? {} : { comment }),
    info: true,
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
  };
  const parser = parse(options);
  const records: ParsedRecord[] = [];
  const collect = (): void => {
    for (;;) {
      const read = parser.read() as { record: string[]; info: { lines: number } } | null;
      if (read === null) return;
      records.push({ fields: read.record, line: read.info.lines });
    }
  };
  parser.on("readable", collect);
  const failed = new Promise<never>((_, reject) => {
    parser.on("error", (error) => {
      reject(malformed(name, error));
    });
  });
  // It is awaited with every piece; here it only keeps an error between two pieces from ending the process.
  failed.catch(() => undefined);
  const feed = async (write: (done: () => void) => void): Promise<ParsedRecord[]> => {
    const written = new Promise<void>((resolve) => {
      write(resolve);
    });
    // A parser whose records nobody takes stops, so they are taken before the write is waited for.
    collect();
    await Promise.race([written, failed]);
    return records.splice(0);
  };
  return {
    push: (text) =>
      feed((done) =>
        parser.write(text, () => {
          done();
        }),
      ),
    finish: () =>
      feed((done) => {
        parser.once("end", done);
        parser.end();
      }),
  };
}

function malformed(name: string, error: Error): RensaError {
  const { lines } = error as { readonly lines?: number };
  const place = lines === undefined ? name : `${name}, line ${String(lines)}`;
  return new RensaError(
    "DATA_INVALID",
    `${place}: ${error.message}; correct the quotes, or give another quote or delimiter.`,
    {
      cause: error,
    },
  );
}
