/** The numbers of an optimizer that can be changed while it runs, by their addresses. */
import type { HostTensor } from "@rensa/core";
import { rangeOf, type Range } from "../../ranges.ts";
import { find, locate, pathOf, shortestAddresses, type Located } from "../../transforms/addresses.ts";
import type { Transform } from "../../transforms/transform.ts";
import { optimizerPrefix } from "./state-paths.ts";

/** A hyperparameter in a training's state. */
export interface FoundHyperparameter {
  /** The shortest address that means it alone. */
  readonly address: string;
  /** Its name in the state. */
  readonly path: string;
  readonly range: Range;
}

/** The hyperparameters of a training. */
export class Hyperparameters {
  readonly #located: readonly Located[];
  readonly #found: ReadonlyMap<Located, FoundHyperparameter>;

  constructor(optimizer: Transform) {
    this.#located = locate(optimizer, "hyperparameters");
    const addresses = shortestAddresses(this.#located);
    this.#found = new Map(
      this.#located.map((each, at) => [
        each,
        {
          address: addresses[at] ?? each.name,
          path: optimizerPrefix + pathOf(each, "hyperparameters"),
          range: rangeOf(each.owner.hyperparameters.get(each.name) ?? {}),
        },
      ]),
    );
  }

  /** Their values in a state. */
  read(state: ReadonlyMap<string, HostTensor>): Readonly<Record<string, number>> {
    const values = [...this.#found.values()].map(({ address, path }) => [
      address,
      state.get(path)?.data[0] ?? Number.NaN,
    ]);
    return Object.fromEntries(values) as Record<string, number>;
  }

  /** Where they stand in a state. */
  get paths(): readonly string[] {
    return [...this.#found.values()].map(({ path }) => path);
  }

  /** All that an address means. */
  find(address: string): readonly FoundHyperparameter[] {
    return find(this.#located, address).flatMap((each) => this.#found.get(each) ?? []);
  }

  /** The shortest address of each. */
  get addresses(): readonly string[] {
    return [...this.#found.values()].map(({ address }) => address);
  }
}
