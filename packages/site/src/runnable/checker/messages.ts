/** What an editor and the worker that knows the types say to each other. */

/** The declarations of everything that a program may import. */
export interface TypeFiles {
  /** Texts by path. */
  readonly files: Readonly<Record<string, string>>;
  /** The path of each module, by what a program writes. */
  readonly modules: Readonly<Record<string, string>>;
  /** The paths of what is there without an import. */
  readonly libraries: readonly string[];
}

/** A place in a program, and what is said of it. */
export interface Complaint {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/** A name that could stand at a place. */
export interface Proposal {
  readonly name: string;
  /** What it is, in the words of TypeScript: `function`, `const`, `property`. */
  readonly kind: string;
}

/** What could stand at a place. */
export interface Proposals {
  /** Where the word begins that is being written. */
  readonly from: number;
  readonly proposals: readonly Proposal[];
}

/** What is known of a name. */
export interface Explanation {
  readonly from: number;
  readonly to: number;
  readonly type: string;
  readonly text: string;
}

/** What an editor asks, and what it gets. */
export interface Checker {
  check(code: string): readonly Complaint[];
  propose(code: string, at: number): Proposals | null;
  explain(code: string, at: number): Explanation | null;
  /** What is known of a name that was proposed at a place. */
  explainProposal(code: string, at: number, name: string): Explanation | null;
}

/** A question. */
export interface Question {
  readonly number: number;
  readonly ask: keyof Checker;
  readonly values: readonly unknown[];
}

/** An answer. */
export type Answer =
  { readonly number: number; readonly value: unknown } | { readonly number: number; readonly failure: string };
