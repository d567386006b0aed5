/** A step of the check. */
import type { Tarball } from "./pack/pack.ts";

/** Where the steps work, outside the repository. */
export interface Place {
  /** Of everything. */
  readonly folder: string;
  /** Where they are installed, as in a user's project. */
  readonly project: string;
  readonly tarballs: readonly Tarball[];
}

/** A step: it says in a line what it found, and throws where something does not hold. */
export interface Step {
  readonly name: string;
  readonly claim: string;
  run(place: Place): Promise<string>;
}
