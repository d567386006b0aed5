/** Names for the data of constants by what they hold, so that keys of nodes need not spell out millions of numbers. */
import type { ConstantData } from "../graph/constant-data.ts";

/** Equal data have one name, within one set of names. */
export class ConstantNames {
  readonly #alike = new Map<string, { readonly data: ConstantData; readonly name: string }[]>();

  readonly nameOf = (data: ConstantData): string => {
    const key = `${data.dtype}[${String(data.length)}] ${String(data.hash)}`;
    const alike = this.#alike.get(key) ?? [];
    this.#alike.set(key, alike);
    let found = alike.find((each) => each.data.equals(data));
    // Data of one hash need not be equal.
    if (found === undefined) alike.push((found = { data, name: `@${key} ${String(alike.length)}` }));
    return found.name;
  };
}
