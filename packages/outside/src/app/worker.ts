/** The app in a module worker: it posts its report, or what went wrong. */
import { runApp } from "./app.ts";

runApp().then(
  (report) => {
    postMessage(report);
  },
  (error: unknown) => {
    postMessage(error instanceof Error ? (error.stack ?? error.message) : String(error));
  },
);
