/** How the scores of classes become one number. */

/**
 * Over what a score of classes is taken:
 * - `"binary"`: there is one score an element, and the positive class is scored;
 * - `"macro"`: the mean over the classes that occur in targets or predictions;
 * - `"weighted"`: the mean over the classes, each as often as it occurs in the targets;
 * - `"micro"`: of the counts of all classes together;
 * - `"perClass"`: a table of one row with each class's score.
 */
export type ClassAverage = "binary" | "macro" | "weighted" | "micro" | "perClass";

/** The result of a metric with such an average: a table for `"perClass"`, else a number. */
export type AveragedScore<A extends ClassAverage> = A extends "perClass" ? readonly (readonly number[])[] : number;

/** Of one class: how many examples are rightly said to be of it, are said to be of it, and are of it. */
export interface ClassCount {
  readonly truePositives: number;
  readonly predicted: number;
  readonly actual: number;
}

/** The average of scores of classes. */
export function averageScore<A extends ClassAverage>(
  counts: readonly ClassCount[],
  scoreOf: (count: ClassCount) => number,
  average: A,
): AveragedScore<A> {
  const score = average === "perClass" ? [counts.map(scoreOf)] : oneScore(counts, scoreOf, average);
  return score as AveragedScore<A>;
}

function oneScore(
  counts: readonly ClassCount[],
  scoreOf: (count: ClassCount) => number,
  average: Exclude<ClassAverage, "perClass">,
): number {
  switch (average) {
    case "binary":
    case "micro":
      return scoreOf(together(counts));
    case "macro": {
      const occurring = counts.filter(({ predicted, actual }) => predicted + actual !== 0);
      return ratio(sumOf(occurring, scoreOf), occurring.length);
    }
    case "weighted":
      return ratio(
        sumOf(counts, (count) => count.actual * scoreOf(count)),
        sumOf(counts, ({ actual }) => actual),
      );
  }
}

/** A quotient; 0 where the divisor is, as scikit-learn's `zero_division=0` has it. */
export function ratio(numerator: number, denominator: number): number {
  return denominator === 0 ? 0 : numerator / denominator;
}

function together(counts: readonly ClassCount[]): ClassCount {
  return {
    truePositives: sumOf(counts, ({ truePositives }) => truePositives),
    predicted: sumOf(counts, ({ predicted }) => predicted),
    actual: sumOf(counts, ({ actual }) => actual),
  };
}

function sumOf(counts: readonly ClassCount[], valueOf: (count: ClassCount) => number): number {
  return counts.reduce((total, count) => total + valueOf(count), 0);
}
