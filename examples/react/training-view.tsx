/** Shows a training in a worker, and steers it. */
import { useState } from "react";
import { Chart } from "./chart.tsx";
import { useTraining } from "./use-training.ts";

// Here, and not in the component: a function that is another one at each render would start the training anew.
const startWorker = (): Worker =>
  new Worker(new URL("../spirals/train.worker.ts", import.meta.url), { type: "module" });

const initialRate = 10 ** -2.5;

/** @param again - Asks for a new training in place of one that is over. */
export function TrainingView({ epochs, again }: { readonly epochs: number; readonly again: () => void }) {
  const training = useTraining(startWorker, { epochs, rate: initialRate });
  // The slider's own: the rate of the run is another one until its event comes back from the worker.
  const [exponent, setExponent] = useState(Math.log10(initialRate));
  // Until the worker has loaded and compiled, nothing is told.
  const [isStarting, setIsStarting] = useState(false);
  if (training === null) return <p>...</p>;
  const { trainer, view } = training;
  const { status, epoch, step, loss, metrics, error } = view.state;
  const isUnderWay = status === "running" || status === "paused";
  return (
    <section>
      <Chart losses={view.losses} />
      <p role="status">
        <b>{status === "idle" && isStarting ? "starting" : status}</b> epoch {epoch}, step {step}
        {loss !== null && `, loss ${loss.toFixed(4)}`}
        {metrics["accuracy"] !== undefined && `, accuracy ${(100 * metrics["accuracy"]).toFixed(0)} %`}
      </p>
      {error !== null && <p role="alert">{error.message}</p>}
      <p>
        {status === "idle" && (
          <button
            disabled={isStarting}
            onClick={() => {
              setIsStarting(true);
              // A run that fails says so in its state.
              trainer.start().catch(() => undefined);
            }}
          >
            Start
          </button>
        )}
        {status === "running" && (
          <button
            onClick={() => {
              trainer.pause();
            }}
          >
            Pause
          </button>
        )}
        {status === "paused" && (
          <button
            onClick={() => {
              trainer.resume();
            }}
          >
            Resume
          </button>
        )}
        {isUnderWay && (
          <button
            onClick={() => {
              trainer.stop("the button was pressed");
            }}
          >
            Stop
          </button>
        )}
        {!isUnderWay && status !== "idle" && <button onClick={again}>Again</button>}
      </p>
      <label>
        Learning rate{" "}
        <input
          type="range"
          min="-4"
          max="-1"
          step="0.1"
          disabled={!isUnderWay}
          value={exponent}
          onChange={({ target }) => {
            setExponent(Number(target.value));
            // Refused where the run has ended meanwhile.
            trainer.setHyperparameter("learningRate", 10 ** Number(target.value)).catch(() => undefined);
          }}
        />{" "}
        <output>{(view.learningRate ?? initialRate).toPrecision(2)}</output>
      </label>
    </section>
  );
}
