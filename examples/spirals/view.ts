/** What a page shows of a training: a value that follows from its events. */
import { sampleSteps, type TrainEvent, type Trainer, type TrainerState } from "@rensa/optim";
import { auditTime, defer, map, scan, startWith, type Observable } from "rxjs";

/** A point of the chart. */
export type Point = readonly [step: number, loss: number];

/** Frozen in time: a new one comes with what changes. */
export interface View {
  readonly state: TrainerState;
  /** At most {@link mostPoints}, over the whole run. */
  readonly losses: readonly Point[];
  readonly learningRate: number | null;
}

/** However long a run is, so many points are drawn. */
export const mostPoints = 400;

/** The views of a training from now on: at most one for each frame of a screen, and the last one always. */
export function viewsOf(trainer: Pick<Trainer, "events$" | "state">): Observable<View> {
  return defer(() => {
    const initial: Curve = { losses: [], every: 1, learningRate: null };
    return trainer.events$.pipe(
      sampleSteps({ milliseconds: 4 }),
      scan(withEvent, initial),
      startWith(initial),
      auditTime(16),
      // By then the trainer's state is that of the newest event.
      map(({ losses, learningRate }) => ({ state: trainer.state, losses, learningRate })),
    );
  });
}

interface Curve extends Pick<View, "losses" | "learningRate"> {
  /** Steps between two points. */
  readonly every: number;
}

function withEvent(curve: Curve, event: TrainEvent): Curve {
  if (event.type === "learningRateChanged") return { ...curve, learningRate: event.learningRate };
  if (event.type !== "step") return curve;
  const { losses, every } = curve;
  const learningRate = event.learningRate ?? curve.learningRate;
  const last = losses.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY;
  if (event.step - last < every) return { ...curve, learningRate };
  const more = [...losses, [event.step, event.loss] as const];
  // When they are too many, every second one is left out from then on.
  return more.length <= mostPoints
    ? { losses: more, every, learningRate }
    : { losses: more.filter((_, at) => at % 2 === 0), every: 2 * every, learningRate };
}
