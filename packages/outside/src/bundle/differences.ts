/** What two runs of the app have to agree on. */
import type { AppReport } from "../app/report.ts";

/** How a report differs from what is expected, as sentences. */
export function differences(report: AppReport, expected: AppReport): readonly string[] {
  const { backend, usual, strict, js, notices } = report;
  return [
    ...unequal("on the JavaScript backend", js, [expected.js]),
    ...(strict === null ? [] : unequal("on the WebAssembly backend (strict)", strict, [expected.strict])),
    // An engine without relaxed SIMD rounds as "strict" does.
    ...unequal("on the default backend", usual, backend === "js" ? [expected.js] : [expected.usual, expected.strict]),
    ...(backend === "wasm" && notices.length > 0 ? [`it says: ${notices.join(" / ")}`] : []),
  ];
}

function unequal(
  where: string,
  actual: readonly number[],
  allowed: readonly (readonly number[] | null)[],
): readonly string[] {
  if (!actual.every(Number.isFinite)) return [`${where}, not all numbers are finite`];
  const isSame = allowed.some((numbers) => JSON.stringify(numbers) === JSON.stringify(actual));
  if (isSame) return [];
  const [wanted] = allowed;
  const position = actual.findIndex((value, index) => !Object.is(value, wanted?.[index]));
  return [`${where}, number ${String(position)} is ${String(actual[position])}, not ${String(wanted?.[position])}`];
}
