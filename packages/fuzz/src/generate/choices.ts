/** The numbers of a step, used one after the other. */
export class Choices {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  /** A whole number below `count`; 0 where no number is left. */
  below(count: number): number {
    return count <= 0 ? 0 : (this.#numbers[this.#next++] ?? 0) % count;
  }

  /** A whole number from `low` to `high`. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** One of a list. */
  of<T>(list: readonly [T, ...T[]]): T {
    return list[this.below(list.length)] ?? list[0];
  }

  /** True or false; false where no number is left. */
  flag(): boolean {
    return this.below(2) === 1;
  }

  /** Some of the axes of a tensor, ascending. */
  axes(rank: number): readonly number[] {
    const bits = this.below(2 ** rank);
    return Array.from({ length: rank }, (_, axis) => axis).filter((axis) => ((bits >> axis) & 1) === 1);
  }

  /** The axes of a tensor in some order. */
  order(rank: number): readonly number[] {
    const left = Array.from({ length: rank }, (_, axis) => axis);
    return Array.from({ length: rank }, () => left.splice(this.below(left.length), 1)[0] ?? 0);
  }
}
