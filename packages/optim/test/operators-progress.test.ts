import { describe, expect, it } from "vitest";
import { progressBar, type ProgressBarOptions, type TextStream } from "../src/node/progress-bar.ts";
import { formatDuration, formatEpoch, formatStarted } from "../src/node/progress-text.ts";
import type { TrainEvent } from "../src/train/event.ts";
import { ended, epochCompleted, started, step, through } from "./operators-events.ts";

/** A stream that keeps what is written. */
function paper(terminal: Partial<TextStream> = {}): TextStream & { readonly text: string[] } {
  const text: string[] = [];
  return { ...terminal, text, write: (part) => text.push(part) };
}

async function shown(
  events: readonly TrainEvent[],
  terminal: Partial<TextStream>,
  options: ProgressBarOptions = {},
): Promise<string[]> {
  const stream = paper(terminal);
  expect(await through(progressBar({ stream, ...options }), events)).toEqual(events);
  return stream.text;
}

const bars = (text: readonly string[]) => text.filter((part) => part.includes("█") || part.includes("░"));
const time = started().time;

describe("progressBar", () => {
  it("draws on a terminal at most ten times a second, and the last step of all", async () => {
    const steps = Array.from({ length: 12 }, (_, at) =>
      step({ step: at + 1, time: time + 40 * (at + 1), loss: 1 / (at + 1) }),
    );
    const text = await shown([started(), ...steps, ended()], { isTTY: true, columns: 200 });
    const drawn = bars(text);
    expect(drawn.map((bar) => /(\d+) %/.exec(bar)?.[1])).toEqual(["8", "33", "58", "83", "100"]);
    expect(drawn[1]).toBe(
      "\r████████░░░░░░░░░░░░░░░░  33 %  loss 0.2500, accuracy 0.7500  25 steps/s  1 s left\u001b[K",
    );
    expect(text.at(-1)).toBe("completed after 12 steps in 4 s\n");
  });

  it("takes the bar away before a line, and when it is left", async () => {
    const text = await shown([started(), step(), epochCompleted(), step({ time: time + 200 })], { isTTY: true });
    expect(text.slice(-4).map((part) => part.slice(0, 4))).toEqual([
      "\r\u001b[K",
      "epoc",
      `\r${"█".repeat(2)}░`,
      "\r\u001b[K",
    ]);
  });

  it("is as wide as the terminal at most", async () => {
    const [bar] = bars(await shown([started(), step()], { isTTY: true, columns: 30 }));
    expect(bar!.replace("\r", "").replace("\u001b[K", "")).toHaveLength(29);
  });

  it("writes plain lines where there is no terminal: the parameters, a line for every epoch, and the end", async () => {
    const events = [
      started(),
      step(),
      epochCompleted(),
      step({ step: 5 }),
      epochCompleted({ epoch: 2, validation: null }),
      ended(),
    ];
    expect((await shown(events, {})).join("")).toBe(
      [
        "  parameter        type       count",
        "  dense_1.weights  f32[2, 3]      6",
        "  dense_1.bias     f32[3]         3",
        "  total                           9",
        "  compiled in 0.25 s for js with 1 thread",
        "",
        "epoch 1/3   loss 0.5000, accuracy 0.7500   validation loss 0.6000, accuracy 0.7000   1.3 s",
        "epoch 2/3   loss 0.5000, accuracy 0.7500   1.3 s",
        "completed after 12 steps in 4 s",
        "",
      ].join("\n"),
    );
    expect((await shown([started()], {}, { summary: false })).join("")).toBe("");
  });

  it("says how a run ended, and that it waits", async () => {
    const { runId } = started();
    const at = { runId, time, epoch: 1, step: 4 };
    const error = { name: "RensaError", code: "NON_FINITE", message: "The loss is NaN." } as const;
    const text = await shown(
      [
        { ...at, type: "paused" },
        { ...at, type: "nonFinite", value: "loss", found: "NaN", message: "The loss of step 4 is NaN." },
        { ...at, type: "stopped", reason: "enough", seconds: 75 },
        { ...at, type: "failed", error },
      ],
      {},
    );
    expect(text).toEqual([
      "paused after step 4\n",
      "The loss of step 4 is NaN.\n",
      "stopped after 4 steps in 1 min 15 s: enough\n",
      "failed after 4 steps: NON_FINITE: The loss is NaN.\n",
    ]);
  });

  it("lets the run go on where the stream refuses", async () => {
    const errors: unknown[] = [];
    const stream: TextStream = {
      write: () => {
        throw new Error("broken pipe");
      },
    };
    expect(
      await through(progressBar({ stream, onError: (error) => errors.push(error) }), [started(), ended()]),
    ).toHaveLength(2);
    expect(errors).toHaveLength(2);
  });
});

describe("text for people", () => {
  it("says where a resumed run goes on, and groups digits", () => {
    const parameters = [
      { name: "w", shape: [], dtype: "f32", count: 1_234_567, isTrained: true },
      { name: "mean", shape: [], dtype: "f32", count: 1, isTrained: false },
    ];
    const text = formatStarted(started({ parameters, isResumed: true, step: 1200, threads: 2 }));
    expect(text).toContain(
      "w          f32[]  1,234,567\n  mean       f32[]          1  not trained\n  total             1,234,568",
    );
    expect(text).toContain("with 2 threads\n  goes on after step 1,200");
  });

  it("shows small and large numbers with exponents, and what is not finite as it is", () => {
    const line = formatEpoch(
      epochCompleted({ loss: 1.2346e-7, metrics: { a: 123456, b: 0, c: Number.NaN }, validation: null }),
      10,
    );
    expect(line).toBe("epoch  1/10   loss 1.235e-7, a 1.235e+5, b 0.000, c NaN   1.3 s");
  });

  it("says seconds, minutes and hours", () => {
    expect([0.2, 59.5, 61, 3661, Number.POSITIVE_INFINITY].map(formatDuration)).toEqual([
      "1 s",
      "1 min 0 s",
      "1 min 1 s",
      "1 h 1 min",
      "?",
    ]);
  });
});
