/** Where buffers stand in memory. */
import { RensaError, type DType, type Precision } from "@rensa/core";
import { kindOf, type Kind } from "../lanes/kind.ts";

/** A buffer in memory. */
export interface Place {
  /** Byte address. */
  readonly address: number;
  readonly kind: Kind;
}

/** The buffers of a program, and those that a kernel adds for itself. */
export class Places {
  readonly precision: Precision;
  readonly #places: Map<string, Place>;

  constructor(precision: Precision, places: Iterable<readonly [string, Place]> = []) {
    this.precision = precision;
    this.#places = new Map(places);
  }

  /** The same places and one more. */
  with(name: string, address: number, dtype: DType): Places {
    const kind = kindOf(dtype, this.precision);
    return new Places(this.precision, [...this.#places, [name, { address, kind }]]);
  }

  of(name: string): Place {
    const place = this.#places.get(name);
    if (place === undefined) throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
    return place;
  }
}
