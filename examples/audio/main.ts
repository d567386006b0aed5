/** Hears a whistle and finds out how it is whistled: gradient descent through a mel spectrogram. */
import { add, exp, iota, log, meanSquaredError, mul, sin, sub } from "@rensa/ops";
import { createEngine, compile, constant, f32, gradientsOf, trace, type HostTensor, type Tensor } from "rensa";
import { audioPlugin, melBands, melCenters, powerSpectrogram } from "./plugin/index.ts";

/** A whistle whose pitch goes evenly from one frequency to another, in hertz. */
export interface Whistle {
  readonly from: number;
  readonly to: number;
  readonly loudness: number;
}

/** What the demonstration found, for its test. */
export interface Findings {
  readonly found: Whistle;
  readonly losses: readonly number[];
}

/** The whistle that is heard, which the descent does not know, and the one that it begins with. */
export const heard: Whistle = { from: 700, to: 1900, loudness: 0.5 };
const start: Whistle = { from: 1100, to: 1300, loudness: 0.1 };

const [rate, samples, steps] = [8000, 4096, 200];
const frame = { size: 256, hop: 256 };
const bands = { size: 256, rate, bands: 20, low: 200, high: 3000 };

/** The spectrogram of a whistle in mel bands, as logarithms of power: [frames, bands]. */
function spectrogram({ from, to, loudness }: Readonly<Record<keyof Whistle, Tensor>>): Tensor {
  const seconds = mul(iota(samples, "f32"), 1 / rate);
  // The phase is 2 pi times the integral of the frequency.
  const rise = mul(sub(to, from), (0.5 * rate) / samples);
  const phase = mul(seconds, add(from, mul(rise, seconds)));
  const wave = mul(loudness, sin(mul(phase, 2 * Math.PI)));
  return log(add(melBands(powerSpectrogram(wave, frame), bands), 0.1));
}

/** Runs the demonstration and tells `print` about it. */
export async function hearWhistle(print: (line: string) => void): Promise<Findings> {
  const whistle = await compile(trace({ from: f32(), to: f32(), loudness: f32() }, spectrogram));
  const target = whistle.run(heard);
  print(`A whistle, by pitch (up) and time (right):\n\n${picture(target)}`);
  print(`\nWhere the descent begins:\n\n${picture(whistle.run(start))}`);

  // Kilohertz and the logarithm of loudness are of one size, so that one rate suits them all.
  const step = trace({ parameters: { from: f32(), to: f32(), loudness: f32() } }, ({ parameters }) => {
    const guess = {
      from: mul(parameters.from, 1000),
      to: mul(parameters.to, 1000),
      loudness: exp(parameters.loudness),
    };
    const loss = meanSquaredError(spectrogram(guess), constant(target));
    const gradients = gradientsOf(loss, parameters);
    const next = {
      from: sub(parameters.from, mul(gradients.from, 0.002)),
      to: sub(parameters.to, mul(gradients.to, 0.002)),
      loudness: sub(parameters.loudness, mul(gradients.loudness, 0.05)),
    };
    return { parameters: next, loss };
  });
  const program = await createEngine({ plugins: [audioPlugin] }).compile(step, { state: ["parameters"] });
  program.store.write({
    parameters: { from: start.from / 1000, to: start.to / 1000, loudness: Math.log(start.loudness) },
  });
  const read = (name: keyof Whistle): number => program.store.readNow("parameters")[name].data[0] ?? Number.NaN;
  const now = (): Whistle => ({
    from: 1000 * read("from"),
    to: 1000 * read("to"),
    loudness: Math.exp(read("loudness")),
  });

  print("\n  step      loss   from Hz    to Hz  loudness");
  const losses: number[] = [];
  for (let at = 0; at <= steps; at++) {
    const { from, to, loudness } = now();
    const loss = program.run({}).loss.data[0] ?? Number.NaN;
    losses.push(loss);
    if (at % (steps / 10) === 0) {
      print(
        `  ${String(at).padStart(4)}  ${loss.toExponential(2).padStart(8)}  ${from.toFixed(1).padStart(8)} ${to.toFixed(1).padStart(8)}  ${loudness.toFixed(4).padStart(8)}`,
      );
    }
  }
  const found = now();
  print(`\nWhat it whistles now:\n\n${picture(whistle.run(found))}`);
  return { found, losses };
}

/** A spectrogram as text, low bands below. */
function picture({ shape: [count = 0, height = 0], data }: HostTensor): string {
  const shades = " ·░▒▓█";
  const [quiet, loud] = [Math.log(0.1), Math.max(...data)];
  const rows = melCenters(bands).map((hertz, band) => {
    const row = Array.from({ length: count }, (_, at) => {
      const share = ((data[at * height + band] ?? 0) - quiet) / (loud - quiet);
      return (shades[Math.round(share * 5)] ?? " ").repeat(3);
    });
    return `  ${hertz.toFixed(0).padStart(5)} Hz ▏${row.join("")}`;
  });
  return rows.reverse().join("\n");
}

if (process.argv[1] === import.meta.filename) await hearWhistle(console.log);
