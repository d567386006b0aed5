/** The page. `?epochs=5` makes the run a short one. */
// First, since templates are compiled in the page: no tool of Angular's has to be installed.
import "@angular/compiler";
import { Component, provideZonelessChangeDetection, signal } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { TrainingView } from "./training-view.ts";

@Component({
  selector: "app-page",
  imports: [TrainingView],
  template: `
    <main>
      <h1>Two spirals</h1>
      <button (click)="isShown.set(!isShown())">{{ isShown() ? "Hide" : "Show" }}</button>
      @if (isShown()) {
        @for (number of [count()]; track number) {
          <app-training (again)="count.set(number + 1)" />
        }
      }
    </main>
  `,
})
class Page {
  readonly isShown = signal(true);
  readonly count = signal(0);
}

await bootstrapApplication(Page, { providers: [provideZonelessChangeDetection()] });
