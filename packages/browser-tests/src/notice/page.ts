/** A page that takes the default backend, as workers of it do at the same time. */
import { defaultBackend } from "rensa";

function nameInWorker(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }) => {
      resolve(data);
    };
    worker.onerror = reject;
  });
}

/** The names of the backends of some workers and of the page. */
async function backendNames(workers: number): Promise<readonly unknown[]> {
  const inWorkers = Array.from({ length: workers }, nameInWorker);
  return [...(await Promise.all(inWorkers)), defaultBackend().name];
}

Object.assign(globalThis, { rensaNotice: backendNames });
