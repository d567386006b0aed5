/** The app in a page, or, with `?worker`, in a worker of it. */
import { runApp } from "./app.ts";
import type { AppReport } from "./report.ts";

declare global {
  /** What the app finds; a text where it fails. */
  var appReport: Promise<AppReport | string>;
}

globalThis.appReport = location.search === "?worker" ? inWorker() : runApp();

function inWorker(): Promise<AppReport | string> {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
  return new Promise((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<AppReport | string>) => resolve(data);
    worker.onerror = ({ message }) => resolve(`The worker failed: ${message}`);
  });
}
