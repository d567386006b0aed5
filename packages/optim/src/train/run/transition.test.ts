import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { idleRun, type Message, type NewEvent, type RunState } from "./run-state.ts";
import { ScoreTotals } from "../step/scores.ts";
import { taskOf, type Task } from "./task-of.ts";
import { transition } from "./transition.ts";

const nothing = ScoreTotals.of({ loss: (outputs) => outputs });
const batchesPerEpoch = 5;

/** A run without programs, data or clocks: what a driver does is done at once. */
class Rehearsal {
  state: RunState;
  readonly events: NewEvent[] = [];
  #batch = 0;

  constructor(epochs: number, stepsInFlight: number, isValidated: boolean) {
    this.state = idleRun({ epochs, stepsInFlight, isValidated, nothing });
  }

  send(message: Message): void {
    for (let next: Message | undefined = message; next !== undefined;) {
      const before = Object.freeze(this.state);
      const copy = { ...before };
      const { state, events, then }: ReturnType<typeof transition> = transition(before, next);
      expect({ ...before }).toEqual(copy);
      this.state = state;
      this.events.push(...(events ?? []));
      next = then;
    }
  }

  /** What comes of a task. */
  perform(task: Task): void {
    const { state } = this;
    switch (task) {
      case "giveWay":
        this.send({ type: "gaveWay" });
        break;
      case "compile": {
        const started = { parameters: [], batchesPerEpoch, backend: "none", threads: 1, compileMilliseconds: 0 };
        this.send({ type: "compiled", started, progress: null, totals: nothing, changes: null });
        break;
      }
      case "beginEpoch":
        this.#batch = 0;
        this.send({ type: "epochBegun" });
        break;
      case "fetch":
        this.send({ type: this.#batch++ < batchesPerEpoch ? "batchCame" : "sourceOver" });
        break;
      case "issue":
        this.send({ type: "issued" });
        break;
      case "settle": {
        const scores = { loss: state.progress.step, metrics: new Map<string, number>() };
        const result = { scores, learningRate: 0.1 };
        this.send({ type: "stepped", result, examples: 2, gradients: null, isObserved: true });
        break;
      }
      case "rewind":
        this.send({ type: "rewound", batches: state.inFlight });
        break;
      case "validate":
        this.send({ type: "validated", totals: nothing.plus({ loss: 1, metrics: new Map() }, 1), seconds: 0 });
        break;
      case "completeEpoch":
        this.send({ type: "epochDone", seconds: 0 });
        break;
      case "look":
        this.send({ type: "looked", found: null });
        break;
      case "end":
        this.send({ type: "ended", seconds: 0 });
        break;
      case "fail":
        this.send({ type: "failed", failed: [] });
        break;
      case "wait":
      case "finish":
        break;
    }
  }
}

const commands: readonly Message[] = [
  { type: "pause" },
  { type: "resume" },
  { type: "hold" },
  { type: "release" },
  { type: "asked", isAtEvent: true },
  { type: "asked", isAtEvent: false },
  { type: "outdated" },
];

/** Sends a command where it is apt, and answers who asked as soon as that can be done. */
function act(run: Rehearsal, command: Message): void {
  const { trainer, holds } = run.state;
  if (command.type === "pause" && trainer.status !== "running") return;
  if (command.type === "resume" && trainer.status !== "paused") return;
  if (command.type === "release" && holds === 0) return;
  run.send(command);
}

describe("the transition of a run", () => {
  it("leads from any commands to the same steps and epochs, and never changes a state", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(60), fc.constantFrom(...commands)), { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.boolean(),
        (plan, stepsInFlight, isValidated) => {
          const run = new Rehearsal(3, stepsInFlight, isValidated);
          run.send({ type: "start" });
          for (let turn = 0; turn < 1000 && taskOf(run.state) !== "finish"; turn++) {
            for (const [at, command] of plan) if (at === turn) act(run, command);
            const task = taskOf(run.state);
            // Who made it wait lets it go on.
            if (task === "wait") {
              if (run.state.holds > 0) run.send({ type: "release" });
              else run.send({ type: "resume" });
            }
            expect(run.state.inFlight).toBeLessThanOrEqual(stepsInFlight);
            run.perform(task);
            if (run.state.isAsked && run.state.inFlight === 0) run.send({ type: "answered" });
          }
          expect(taskOf(run.state)).toBe("finish");
          const told = run.events.map((event) => event.type).filter((type) => type !== "paused" && type !== "resumed");
          const steps = Array.from({ length: batchesPerEpoch }, () => "step");
          const epoch = ["epochStarted", ...steps, ...(isValidated ? ["validated"] : []), "epochCompleted"];
          expect(told).toEqual(["started", ...epoch, ...epoch, ...epoch, "completed"]);
          const losses = run.events.flatMap((event) => (event.type === "step" ? [event.loss] : []));
          expect(losses).toEqual(Array.from({ length: 3 * batchesPerEpoch }, (_, step) => step));
        },
      ),
    );
  });

  it("gives up what is in flight and ends, wherever it is told to stop", () => {
    for (let at = 1; at < 40; at++) {
      const run = new Rehearsal(2, 3, true);
      run.send({ type: "start" });
      let steps = 0;
      for (let turn = 0; turn < 200 && taskOf(run.state) !== "finish"; turn++) {
        if (turn === at) {
          run.send({ type: "stop", reason: "enough" });
          steps = run.state.progress.step;
        }
        run.perform(taskOf(run.state));
      }
      expect(run.events.at(-1)).toEqual({ type: "stopped", reason: "enough", seconds: 0 });
      expect(run.state.progress.step).toBe(steps);
      expect(run.state.inFlight).toBe(0);
    }
  });

  it("refuses commands that do not suit its status, and changes nothing then", () => {
    const run = new Rehearsal(1, 1, false);
    for (const type of ["pause", "resume"] as const) {
      expect(() => transition(run.state, { type })).toThrow(`${type}: the trainer is idle; start it before.`);
    }
    expect(() => transition(run.state, { type: "stop", reason: "" })).toThrow("stop: the trainer is idle");
    run.send({ type: "start" });
    expect(() => transition(run.state, { type: "start" })).toThrow("start: the trainer is running.");
    expect(() => transition(run.state, { type: "resume" })).toThrow("resume: the trainer is running.");
  });
});
