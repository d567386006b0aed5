/** What the other side may ask of a trainer. */
import { isApt, type CommandName } from "../train/run/commands.ts";
import type { Trainer } from "../train/trainer.ts";
import type { Calls } from "./protocol.ts";

/** The calls of a trainer. */
export function servedCalls(trainer: Trainer): Calls {
  const watches = new Map<number, () => void>();
  const holds = new Map<number, () => void>();
  // A run may have ended while the other side still thought that it goes on; then there is nothing to steer.
  const steer = (command: CommandName, action: () => void) => {
    if (isApt(command, trainer.state)) action();
    return trainer.state.status;
  };
  return {
    start: (stopReason) => {
      const running = trainer.start();
      if (stopReason !== undefined) trainer.stop(stopReason);
      return running;
    },
    pause: () =>
      steer("pause", () => {
        trainer.pause();
      }),
    resume: () =>
      steer("resume", () => {
        trainer.resume();
      }),
    stop: (reason) =>
      steer("stop", () => {
        trainer.stop(reason);
      }),
    readHyperparameters: () => trainer.readHyperparameters(),
    setHyperparameter: (name, value) => trainer.setHyperparameter(name, value),
    readParameters: () => trainer.readParameters(),
    writeParameters: (parameters) => trainer.writeParameters(parameters),
    snapshot: () => trainer.snapshot(),
    keep: (name, kept) => {
      trainer.keep(name, kept);
    },
    kept: (name) => trainer.kept(name),
    hold: (hold) => {
      holds.set(hold, trainer.hold());
    },
    release: (hold) => {
      holds.get(hold)?.();
      holds.delete(hold);
    },
    emit: (event) => {
      trainer.emit(event);
    },
    watchGradients: (watch, every) => {
      watches.set(watch, trainer.watchGradients(every));
    },
    unwatchGradients: (watch) => {
      watches.get(watch)?.();
      watches.delete(watch);
    },
  };
}
