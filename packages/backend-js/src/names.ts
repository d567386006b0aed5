/** Identifiers of emitted code. Names of values come from users and files: whatever they hold, they become identifiers. */

import { RensaError } from "@rensa/core";

/** Words that mean something in JavaScript or to emitted code. */
const reserved =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends " +
  "false finally for function if implements import in instanceof interface let new null package private protected " +
  "public return static super switch this throw true try typeof undefined var void while with yield " +
  "Float64Array Infinity Math NaN Number runtime starts";

/** The identifiers of one function: buffers, and the loops and locals inside. */
export class Names {
  readonly #used = new Set(reserved.split(" "));
  readonly #buffers = new Map<string, string>();
  readonly #locals = new Map<string, string>();
  readonly #starts = new Map<string, string>();
  /** True where f32 is rounded where the emitted code compares it, as it is where it is stored. */
  readonly rounds: boolean;
  #stored: ReadonlySet<string> = new Set();

  constructor(rounds = false) {
    this.rounds = rounds;
  }

  /** Says which locals are also stored as f32, and so are rounded as these are. */
  declareStored(names: ReadonlySet<string>): void {
    if (this.rounds) this.#stored = names;
  }

  /** True for a local that is also stored as f32. */
  isStored(name: string): boolean {
    return this.#stored.has(name);
  }

  /** Gives a buffer its identifier. */
  declareBuffer(name: string): string {
    return this.#of(this.#buffers, name);
  }

  /** Gives the place at which a declared buffer starts in its array its identifier. Others start at 0. */
  declareStart(name: string): string {
    return this.#of(this.#starts, name, `${name} from`);
  }

  /** The identifier of {@link declareStart}, where there is one. */
  startOf(name: string): string | undefined {
    return this.#starts.get(name);
  }

  /** The identifier of a declared buffer. */
  buffer(name: string): string {
    const identifier = this.#buffers.get(name);
    if (identifier === undefined)
      throw new RensaError("INTERNAL", `A kernel uses ${name}, which is not among its buffers.`);
    return identifier;
  }

  /** The identifier of a loop index or a local. */
  local(name: string): string {
    return this.#of(this.#locals, name);
  }

  /** An identifier that nothing else has. */
  fresh(name: string): string {
    const clean = name.replaceAll(/[^A-Za-z0-9_]/g, "_").replace(/^(?=\d|$)/, "_");
    let identifier = clean;
    for (let count = 2; this.#used.has(identifier); count++) identifier = `${clean}_${String(count)}`;
    this.#used.add(identifier);
    return identifier;
  }

  #of(names: Map<string, string>, name: string, like = name): string {
    const identifier = names.get(name) ?? this.fresh(like);
    names.set(name, identifier);
    return identifier;
  }
}
