/** JSON of a file, read field by field: what is not as it should be is refused with its path. */
import { RensaError } from "@rensa/core";
import type { Json } from "../train/snapshot/snapshot.ts";

/** A value of a file and where it stands there. */
export class CheckedJson {
  readonly value: Json | undefined;
  readonly #path: string;

  constructor(value: Json | undefined, path: string) {
    this.value = value;
    this.#path = path;
  }

  /** A field of an object. */
  field(name: string): CheckedJson {
    return new CheckedJson(this.entries().get(name), `${this.#path}.${name}`);
  }

  /** Everything that an object holds. */
  entries(): ReadonlyMap<string, Json> {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw this.#refused("an object");
    return new Map(Object.entries(value));
  }

  /** Everything that an object holds, each read the same way. */
  record<T>(read: (each: CheckedJson) => T): Readonly<Record<string, T>> {
    return Object.fromEntries(
      [...this.entries()].map(([name, value]) => [name, read(new CheckedJson(value, `${this.#path}.${name}`))]),
    );
  }

  /** Everything that a list holds, each read the same way. */
  list<T>(read: (each: CheckedJson) => T): readonly T[] {
    if (!Array.isArray(this.value)) throw this.#refused("a list");
    const values: readonly Json[] = this.value;
    return values.map((value, at) => read(new CheckedJson(value, `${this.#path}[${String(at)}]`)));
  }

  /** `null`, or read in the given way. */
  nullable<T>(read: (each: CheckedJson) => T): T | null {
    return this.value === null ? null : read(this);
  }

  text(): string {
    if (typeof this.value !== "string") throw this.#refused("text");
    return this.value;
  }

  textOrNumber(): string | number {
    return typeof this.value === "number" ? this.value : this.text();
  }

  boolean(): boolean {
    if (typeof this.value !== "boolean") throw this.#refused("true or false");
    return this.value;
  }

  number(): number {
    if (typeof this.value !== "number") throw this.#refused("a number");
    return this.value;
  }

  /** A non-negative integer. */
  count(): number {
    const value = this.number();
    if (!Number.isSafeInteger(value) || value < 0) throw this.#refused("a non-negative integer");
    return value;
  }

  json(): Json {
    if (this.value === undefined) throw this.#refused("a value");
    return this.value;
  }

  /** The version of a record; only version 3 is known. */
  format(): 3 {
    const value = this.count();
    if (value !== 3) {
      throw new RensaError(
        "CHECKPOINT_INVALID",
        `${this.#path} is ${String(value)}, and this version of Rensa reads format 3; use the version that wrote it, or begin a new run with its parameters (loadParameters).`,
      );
    }
    return value;
  }

  #refused(wanted: string): RensaError {
    const found = this.value === undefined ? "missing" : JSON.stringify(this.value).slice(0, 40);
    return new RensaError(
      "CHECKPOINT_INVALID",
      `${this.#path} is ${found}, not ${wanted}; it was not written by Rensa.`,
    );
  }
}
