/**
 * Random numbers of a search: each is a function of the seed, the trial and the name of the setting alone, so that none
 * depends on the order in which trials are made, nor on what else the space holds.
 *
 * The words are mixed by the finalizer of MurmurHash3 (Austin Appleby, public domain), a bijection of 32 bits in which every
 * bit of the input changes every bit of the output with a probability near one half.
 */

/** A number from 0 up to 1, in steps of 2^-32. */
export function fractionOf(seed: number, trial: number, name: string): number {
  const words = [
    seed | 0,
    Math.floor(seed / 2 ** 32) | 0,
    trial | 0,
    ...Array.from(name, (letter) => letter.codePointAt(0) ?? 0),
  ];
  // A second round of all words, so that the first ones are mixed as often as the last.
  let state = 0x9e3779b9;
  for (const word of [...words, ...words]) state = mixed(Math.imul(state, 5) + 0x6b84221f + word);
  return (state >>> 0) / 2 ** 32;
}

function mixed(word: number): number {
  let bits = word | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}
