/** Reads decimal numbers, which most cells of most tables are. */

/** A decimal number. JavaScript's `Number` reads more: "0x10", "0b1", " ". */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** Digits that a double always holds. */
const exactDigits = 15;
/** Powers of ten that are doubles. */
const powers = Float64Array.from({ length: exactDigits + 1 }, (_, exponent) => 10 ** exponent);

/**
 * The number that a text is, spaces around it apart; NaN where it is none, and an infinity where it is too large.
 *
 * Digits with a point are a quotient of two doubles that are exact, so that one division rounds it rightly (W. D. Clinger,
 * "How to read floating point numbers accurately", 1990). What is longer, or has an exponent, is left to the engine.
 */
export function readDecimal(text: string): number {
  let [at, digits, behindPoint] = [0, 0, 0];
  let whole = 0;
  let hasPoint = false;
  const isNegative = text.charCodeAt(0) === 45;
  if (isNegative) at++;
  for (; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit >= 0 && digit <= 9) {
      whole = whole * 10 + digit;
      digits++;
      if (hasPoint) behindPoint++;
    } else if (digit === -2 && !hasPoint) hasPoint = true;
    else return readAny(text);
  }
  if (digits === 0 || digits > exactDigits) return readAny(text);
  const size = behindPoint === 0 ? whole : whole / (powers[behindPoint] ?? NaN);
  return isNegative ? -size : size;
}

function readAny(text: string): number {
  const trimmed = text.trim();
  return decimal.test(trimmed) ? Number(trimmed) : NaN;
}
