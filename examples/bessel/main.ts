/** Hears a drum and finds out how stiff its rim is: gradient descent through the roots of Bessel functions. */
import { exp, log, meanSquaredError, mul, sub } from "@rensa/ops";
import { createEngine, constant, f32, gradientsOf, trace } from "rensa";
import { besselByRecurrence, besselPlugin, drumMode, modeGuesses } from "./plugin/index.ts";

/** What the demonstration found, for its test. */
export interface Findings {
  readonly heard: readonly number[];
  readonly played: readonly number[];
  readonly stiffness: number;
  readonly pitch: number;
  readonly losses: readonly number[];
}

/** The drum that is heard, which the descent does not know. */
export const drum = { stiffness: 3.5, pitch: 48 };

/** Runs the demonstration and tells `print` about it. */
export async function hearDrum(print: (line: string) => void): Promise<Findings> {
  const heard = modeGuesses.map((_, mode) => drum.pitch * bisect(drum.stiffness, mode));
  print("A drum whose skin is held by an elastic rim. Its first tones, and what the skin does from rim to rim:\n");
  heard.forEach((hertz) => print(`  ${hertz.toFixed(1).padStart(6)} Hz  ${profile(hertz / drum.pitch)}`));

  // Tones are pitch * z, where z is a root of z J1(z) = stiffness * J0(z). Both are positive, so their logarithms learn.
  const step = trace({ parameters: { stiffness: f32(), pitch: f32() } }, ({ parameters }) => {
    const roots = drumMode(constant(modeGuesses), exp(parameters.stiffness));
    const tones = mul(roots, exp(parameters.pitch));
    const loss = meanSquaredError(log(tones), constant(heard.map(Math.log)));
    const gradients = gradientsOf(loss, parameters);
    const next = {
      stiffness: sub(parameters.stiffness, mul(gradients.stiffness, 2)),
      pitch: sub(parameters.pitch, mul(gradients.pitch, 0.4)),
    };
    return { parameters: next, loss, tones };
  });
  const program = await createEngine({ plugins: [besselPlugin] }).compile(step, { state: ["parameters"] });
  program.store.write({ parameters: { stiffness: Math.log(0.5), pitch: Math.log(70) } });

  print("\n  step      loss    stiffness  pitch   tones");
  const losses: number[] = [];
  let played: readonly number[] = [];
  for (let at = 0; at <= steps; at++) {
    const [stiffness, pitch] = [read("stiffness"), read("pitch")];
    const { loss, tones } = program.run({});
    losses.push(loss.data[0] ?? Number.NaN);
    played = Array.from(tones.data);
    if (at % (steps / 8) === 0) {
      const list = played.map((hertz) => hertz.toFixed(1).padStart(6)).join(" ");
      print(
        `  ${String(at).padStart(4)}  ${(losses.at(-1) ?? 0).toExponential(2)}  ${stiffness.toFixed(3).padStart(8)}  ${pitch.toFixed(2).padStart(6)}  ${list}`,
      );
    }
  }
  const [stiffness, pitch] = [read("stiffness"), read("pitch")];
  print(
    `\nThe rim has stiffness ${stiffness.toFixed(3)} (it is ${String(drum.stiffness)}), the skin pitch ${pitch.toFixed(2)} (${String(drum.pitch)}).`,
  );
  return { heard, played, stiffness, pitch, losses };

  function read(name: "stiffness" | "pitch"): number {
    return Math.exp(program.store.readNow("parameters")[name].data[0] ?? Number.NaN);
  }
}

const steps = 400;

/** The mode by bisection, between a free and a held rim: what the descent is checked against. */
function bisect(stiffness: number, mode: number): number {
  const residual = (z: number): number => z * besselByRecurrence(1, z) - stiffness * besselByRecurrence(0, z);
  // Between a root of J1 and the next one of J0.
  let [low, high] = [mode * Math.PI + (mode === 0 ? 0 : 0.7), (mode + 0.77) * Math.PI];
  const sign = Math.sign(residual(high));
  for (let iteration = 0; iteration < 60; iteration++) {
    const middle = (low + high) / 2;
    if (Math.sign(residual(middle)) === sign) high = middle;
    else low = middle;
  }
  return low;
}

/** The skin along a diameter, as a line of blocks. */
function profile(z: number): string {
  const blocks = "▁▂▃▄▅▆▇█";
  const places = Array.from({ length: 49 }, (_, at) => Math.abs(at / 24 - 1));
  const heights = places.map((radius) => besselByRecurrence(0, z * radius));
  return heights.map((height) => blocks[Math.round(((height + 0.4) / 1.4) * 7)]).join("");
}

if (process.argv[1] === import.meta.filename) await hearDrum(console.log);
