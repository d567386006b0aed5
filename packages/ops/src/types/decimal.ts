/** Arithmetic of literal dimensions in the type system, digit by digit, so that 28 * 28 is 784 in the editor. */

type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

/** The sum of two digits. */
interface Sums {
  "0": { "0": "0"; "1": "1"; "2": "2"; "3": "3"; "4": "4"; "5": "5"; "6": "6"; "7": "7"; "8": "8"; "9": "9" };
  "1": { "0": "1"; "1": "2"; "2": "3"; "3": "4"; "4": "5"; "5": "6"; "6": "7"; "7": "8"; "8": "9"; "9": "10" };
  "2": { "0": "2"; "1": "3"; "2": "4"; "3": "5"; "4": "6"; "5": "7"; "6": "8"; "7": "9"; "8": "10"; "9": "11" };
  "3": { "0": "3"; "1": "4"; "2": "5"; "3": "6"; "4": "7"; "5": "8"; "6": "9"; "7": "10"; "8": "11"; "9": "12" };
  "4": { "0": "4"; "1": "5"; "2": "6"; "3": "7"; "4": "8"; "5": "9"; "6": "10"; "7": "11"; "8": "12"; "9": "13" };
  "5": { "0": "5"; "1": "6"; "2": "7"; "3": "8"; "4": "9"; "5": "10"; "6": "11"; "7": "12"; "8": "13"; "9": "14" };
  "6": { "0": "6"; "1": "7"; "2": "8"; "3": "9"; "4": "10"; "5": "11"; "6": "12"; "7": "13"; "8": "14"; "9": "15" };
  "7": { "0": "7"; "1": "8"; "2": "9"; "3": "10"; "4": "11"; "5": "12"; "6": "13"; "7": "14"; "8": "15"; "9": "16" };
  "8": { "0": "8"; "1": "9"; "2": "10"; "3": "11"; "4": "12"; "5": "13"; "6": "14"; "7": "15"; "8": "16"; "9": "17" };
  "9": { "0": "9"; "1": "10"; "2": "11"; "3": "12"; "4": "13"; "5": "14"; "6": "15"; "7": "16"; "8": "17"; "9": "18" };
}

/** One more, for the carry. */
interface Next {
  "0": "1";
  "1": "2";
  "2": "3";
  "3": "4";
  "4": "5";
  "5": "6";
  "6": "7";
  "7": "8";
  "8": "9";
  "9": "10";
  "10": "11";
  "11": "12";
  "12": "13";
  "13": "14";
  "14": "15";
  "15": "16";
  "16": "17";
  "17": "18";
  "18": "19";
}

/** What a digit lacks to nine: subtracting one is adding the other. */
interface Nines {
  "0": "9";
  "1": "8";
  "2": "7";
  "3": "6";
  "4": "5";
  "5": "4";
  "6": "3";
  "7": "2";
  "8": "1";
  "9": "0";
}

/** As many elements as a digit says. */
interface Counts {
  "0": [];
  "1": [0];
  "2": [0, 0];
  "3": [0, 0, 0];
  "4": [0, 0, 0, 0];
  "5": [0, 0, 0, 0, 0];
  "6": [0, 0, 0, 0, 0, 0];
  "7": [0, 0, 0, 0, 0, 0, 0];
  "8": [0, 0, 0, 0, 0, 0, 0, 0];
  "9": [0, 0, 0, 0, 0, 0, 0, 0, 0];
}

// The parameters below have no constraints where they could: TypeScript would prove each by expanding the recursion.

type Reverse<Text, Done extends string = ""> = Text extends `${infer First}${infer Rest}`
  ? Reverse<Rest, `${First}${Done}`>
  : Done;

type DigitSum<A extends Digit, B extends Digit, Carry> = Carry extends true ? Next[Sums[A][B]] : Sums[A][B];

/** Sum of two reversed numbers. */
type AddReversed<A, B, Carry = false, Done extends string = ""> = A extends `${infer HeadA extends Digit}${infer TailA}`
  ? B extends `${infer HeadB extends Digit}${infer TailB}`
    ? AddStep<TailA, TailB, DigitSum<HeadA, HeadB, Carry>, Done>
    : AddStep<TailA, "", DigitSum<HeadA, "0", Carry>, Done>
  : B extends `${infer HeadB extends Digit}${infer TailB}`
    ? AddStep<"", TailB, DigitSum<"0", HeadB, Carry>, Done>
    : Carry extends true
      ? `${Done}1`
      : Done;

type AddStep<A, B, Sum, Done extends string> = Sum extends `1${infer Low extends Digit}`
  ? AddReversed<A, B, true, `${Done}${Low}`>
  : Sum extends Digit
    ? AddReversed<A, B, false, `${Done}${Sum}`>
    : never;

type TimesDigit<A, Count, Sum = ""> = Count extends readonly [unknown, ...infer Rest]
  ? TimesDigit<A, Rest, AddReversed<A, Sum>>
  : Sum;

type MultiplyReversed<A, B, Sum = ""> = B extends `${infer Low extends Digit}${infer Rest}`
  ? MultiplyReversed<`0${A & string}`, Rest, AddReversed<Sum, TimesDigit<A, Counts[Low]>>>
  : Sum;

/** Difference of two reversed numbers; `never` below zero. Nothing is borrowed as long as there is a carry. */
type SubtractReversed<A, B, Carry = true, Done extends string = ""> = A extends `${infer HeadA extends
  Digit}${infer TailA}`
  ? B extends `${infer HeadB extends Digit}${infer TailB}`
    ? SubtractStep<TailA, TailB, DigitSum<HeadA, Nines[HeadB], Carry>, Done>
    : SubtractStep<TailA, "", DigitSum<HeadA, "9", Carry>, Done>
  : B extends ""
    ? Carry extends true
      ? Done
      : never
    : never;

type SubtractStep<A, B, Sum, Done extends string> = Sum extends `1${infer Low extends Digit}`
  ? SubtractReversed<A, B, true, `${Done}${Low}`>
  : Sum extends Digit
    ? SubtractReversed<A, B, false, `${Done}${Sum}`>
    : never;

/** Long division: how often the reversed divisor goes into what is left of the digits so far, digit by digit. */
type DivideDigits<
  Text,
  Divisor,
  Left extends string = "",
  Done extends string = "",
> = Text extends `${infer Head}${infer Rest}`
  ? TakeAway<`${Head}${Left}`, Divisor> extends readonly [infer Times extends number, infer StillLeft extends string]
    ? DivideDigits<Rest, Divisor, StillLeft, `${Done}${Times}`>
    : never
  : Done;

type TakeAway<Left, Divisor, Times extends readonly unknown[] = []> =
  SubtractReversed<Left, Divisor> extends infer Less
    ? [Less] extends [never]
      ? readonly [Times["length"], Left]
      : TakeAway<Less, Divisor, [...Times, 0]>
    : never;

type ToNumber<Text> = Text extends `0${infer Rest}`
  ? Rest extends ""
    ? 0
    : ToNumber<Rest>
  : Text extends `${infer Value extends number}`
    ? Value
    : 0;

/** The sum of two dimensions; `number` where one is unknown. */
export type Add<A extends number, B extends number> = number extends A
  ? number
  : number extends B
    ? number
    : ToNumber<Reverse<AddReversed<Reverse<`${A}`>, Reverse<`${B}`>>>>;

/** The product of two dimensions; `number` where one is unknown. */
export type Multiply<A extends number, B extends number> = number extends A
  ? number
  : number extends B
    ? number
    : ToNumber<Reverse<MultiplyReversed<Reverse<`${A}`>, Reverse<`${B}`>>>>;

/** The difference of two dimensions; `never` below zero, `number` where one is unknown. */
export type Subtract<A extends number, B extends number> = number extends A
  ? number
  : number extends B
    ? number
    : SubtractReversed<Reverse<`${A}`>, Reverse<`${B}`>> extends infer Difference
      ? [Difference] extends [never]
        ? never
        : ToNumber<Reverse<Difference>>
      : never;

/** The quotient of two dimensions, rounded down; `number` where one is unknown or the divisor is 0. */
export type Divide<A extends number, B extends number> = number extends A
  ? number
  : number extends B
    ? number
    : B extends 0
      ? number
      : B extends 1
        ? A
        : ToNumber<DivideDigits<`${A}`, Reverse<`${B}`>>>;

/** The number of elements of a shape; `number` where a dimension is unknown. */
export type SizeOf<S extends readonly number[], Done = 1> = number extends S["length"]
  ? number
  : S extends readonly [infer First extends number, ...infer Rest extends readonly number[]]
    ? SizeOf<Rest, Multiply<Done & number, First>>
    : Done;
