/** Where buffers stand in memory. */
import { RensaError, type DType, type Precision } from "@rensa/core";
import { addI32, i32, type Node } from "../assembler/node.ts";
import { kindOf, type Kind } from "../lanes/kind.ts";

/** A buffer in memory. */
export interface Place {
  /** Byte address, or the part of it that is known. */
  readonly address: number;
  /** What is added to it where a function serves several kernels: one of its parameters. */
  readonly base: Node | null;
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
    return new Places(this.precision, [...this.#places, [name, { address, base: null, kind }]]);
  }

  /** The same places, those of the given names by parameters. */
  byParameters(parameters: ReadonlyMap<string, Node>): Places {
    const places = [...parameters].map(([name, base]): [string, Place] => {
      return [name, { address: 0, base, kind: this.of(name).kind }];
    });
    return new Places(this.precision, [...this.#places, ...places]);
  }

  of(name: string): Place {
    const place = this.#places.get(name);
    if (place === undefined) throw new RensaError("INTERNAL", `The buffer ${name} has no storage.`);
    return place;
  }
}

/** The address of a place as code. */
export function addressCode({ address, base }: Place): Node {
  return base === null ? i32(address) : addI32(base, i32(address));
}
