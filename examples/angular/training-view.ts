/** Shows a training in a worker, and steers it. */
import { AsyncPipe } from "@angular/common";
import { Component, computed, DestroyRef, EventEmitter, inject, Output, signal } from "@angular/core";
import { toSignal } from "@angular/core/rxjs-interop";
import { viewsOf } from "@rensa/example-spirals";
import { ofType } from "@rensa/optim";
import { connectTrainer } from "@rensa/optim/connect";
import { map } from "rxjs";
import { Chart } from "./chart.ts";

const initialRate = 10 ** -2.5;
const epochs = Number(new URLSearchParams(location.search).get("epochs") ?? 200);

@Component({
  selector: "app-training",
  imports: [AsyncPipe, Chart],
  template: `
    <app-chart [losses]="view().losses" />
    <p role="status">
      <b>{{ status() === "idle" && isStarting() ? "starting" : status() }}</b> epoch {{ view().state.epoch }}, step
      {{ view().state.step }}{{ scores() }}
    </p>
    @if (view().state.error; as error) {
      <p role="alert">{{ error.message }}</p>
    }
    <p>
      @switch (status()) {
        @case ("idle") {
          <button [disabled]="isStarting()" (click)="start()">Start</button>
        }
        @case ("running") {
          <button (click)="trainer.pause()">Pause</button>
        }
        @case ("paused") {
          <button (click)="trainer.resume()">Resume</button>
        }
      }
      @if (isUnderWay()) {
        <button (click)="trainer.stop('the button was pressed')">Stop</button>
      } @else if (status() !== "idle") {
        <button (click)="again.emit()">Again</button>
      }
      {{ lastEpoch$ | async }}
    </p>
    <label>
      Learning rate
      <input
        type="range"
        min="-4"
        max="-1"
        step="0.1"
        [disabled]="!isUnderWay()"
        [value]="exponent()"
        (input)="setRate($event)"
      />
      <output>{{ rate() }}</output>
    </label>
  `,
})
export class TrainingView {
  /** Asks for a new training in place of one that is over. */
  @Output() readonly again = new EventEmitter<void>();

  /** It lives as long as this component. */
  readonly trainer = connectTrainer(
    new Worker(new URL("../spirals/train.worker.ts", import.meta.url), { type: "module" }),
    { options: { epochs, rate: initialRate } },
  );
  readonly view = toSignal(viewsOf(this.trainer), {
    initialValue: { state: this.trainer.state, losses: [], learningRate: null },
  });
  /** What is seldom told needs no signal of its own. */
  readonly lastEpoch$ = this.trainer.events$.pipe(
    ofType("epochCompleted"),
    map(({ epoch, loss }) => `epoch ${String(epoch)}: mean loss ${loss.toFixed(4)}`),
  );
  readonly status = computed(() => this.view().state.status);
  readonly isUnderWay = computed(() => this.status() === "running" || this.status() === "paused");
  readonly rate = computed(() => (this.view().learningRate ?? initialRate).toPrecision(2));
  readonly scores = computed(() => {
    const { loss, metrics } = this.view().state;
    const { accuracy } = metrics as { readonly accuracy?: number };
    if (loss === null || accuracy === undefined) return "";
    return `, loss ${loss.toFixed(4)}, accuracy ${(100 * accuracy).toFixed(0)} %`;
  });
  /** Until the worker has loaded and compiled, nothing is told. */
  readonly isStarting = signal(false);
  /** The slider's own: the rate of the run is another one until its event comes back from the worker. */
  readonly exponent = signal(Math.log10(initialRate));

  constructor() {
    inject(DestroyRef).onDestroy(() => void this.trainer.close());
  }

  start(): void {
    this.isStarting.set(true);
    // A run that fails says so in its state.
    this.trainer.start().catch(() => undefined);
  }

  setRate({ target }: Event): void {
    if (!(target instanceof HTMLInputElement)) return;
    this.exponent.set(Number(target.value));
    // Refused where the run has ended meanwhile.
    this.trainer.setHyperparameter("learningRate", 10 ** this.exponent()).catch(() => undefined);
  }
}
