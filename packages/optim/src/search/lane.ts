/** Where trials run, one at a time: in this thread, or in a worker. */
import { isUnderWay } from "../train/run/commands.ts";
import type { Trainer } from "../train/trainer.ts";
import { openChannel, type Channel, type ChannelListener, type WorkerEndpoint } from "../worker/endpoint.ts";
import { ConnectedTrainer } from "../worker/remote-trainer.ts";
import type { Settings } from "./strategy.ts";

/** What a trial gets beside its settings. */
export interface TrialContext {
  /** The search's seed plus the number of the trial. */
  readonly seed: number;
  /** The number of the trial, from 0. */
  readonly index: number;
}

/** The trainer of a trial, until it is given back. */
export interface Lease {
  readonly trainer: Trainer;
  release(): void;
}

/** A place for trials. */
export interface Lane {
  open(settings: Settings, context: TrialContext): Promise<Lease>;
  close(): void;
}

/** Trials in this thread. */
export function threadLane(trial: (settings: Settings, context: TrialContext) => Trainer | Promise<Trainer>): Lane {
  return {
    open: async (settings, context) => {
      const trainer = await trial(settings, context);
      return {
        trainer,
        release: () => {
          if (isUnderWay(trainer.state)) trainer.stop("the search is done with this trial");
        },
      };
    },
    close: () => undefined,
  };
}

/** Trials in one worker, which is started when it is first needed, and anew where it was lost. */
export function workerLane(start: () => WorkerEndpoint, report: (error: unknown) => void): Lane {
  const listeners = new Set<ChannelListener>();
  let current: Channel | null = null;
  // One listener for all trials: those that wait have connections too.
  const connect = (): Channel =>
    openChannel(start(), {
      received: (message) => {
        for (const listener of [...listeners]) listener.received(message);
      },
      lost: (reason, cause) => {
        current = null;
        for (const listener of [...listeners]) listener.lost(reason, cause);
      },
    });
  const open = (settings: Settings, { seed, index }: TrialContext): Lease => {
    const channel = (current ??= connect());
    const trainer = new ConnectedTrainer(
      (listener) => {
        listeners.add(listener);
        return { ...channel, leave: () => listeners.delete(listener) };
      },
      {
        order: { options: settings, seed, index, resume: null },
        waitFor: "epochs",
        steps: false,
        onSubscriberError: report,
        signal: undefined,
      },
    );
    return {
      trainer,
      release: () => {
        trainer.disconnect();
      },
    };
  };
  return {
    open: (settings, context) => Promise.resolve().then(() => open(settings, context)),
    close: () => {
      current?.leave();
      current?.terminate().catch(report);
    },
  };
}
