/** What a page and the room that runs a program for it say to each other. Whatever comes from a room may be made up. */

/** From the page. */
export type ToRoom =
  | {
      readonly type: "run";
      readonly code: string;
      /** The file of each module that a program may import, by what it writes. */
      readonly modules: Readonly<Record<string, string>>;
    }
  | { readonly type: "module"; readonly file: string; readonly text: string }
  | { readonly type: "missing"; readonly file: string };

/** From the room. */
export type FromRoom =
  | { readonly type: "ask"; readonly file: string }
  | ({ readonly type: "printed" } & Printed)
  | ({ readonly type: "failed" } & Failed)
  | { readonly type: "capped" }
  | { readonly type: "ended" };

/** How a line is meant. */
export type Level = "log" | "warn" | "error";

/** A line of output. */
export interface Printed {
  readonly level: Level;
  readonly text: string;
  /** The line of the program that printed it, from 1, where that is known. */
  readonly line: number | null;
}

/** An error that nothing caught. */
export interface Failed {
  readonly name: string;
  /** That of a RensaError. */
  readonly code: string | null;
  readonly message: string;
  readonly line: number | null;
}

/** How the program is called in stacks. */
export const programName = "program.ts";

/** How many lines a program may print, and how long they may be; what is more is not shown. */
export const most = { lines: 1000, characters: 10_000, total: 300_000 } as const;
