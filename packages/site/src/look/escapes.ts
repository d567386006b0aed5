/** A program as a hostile link could hold it. */

/** A program that tries to tell another server something, or to find what the site keeps, by every way that a worker has. */
export function escapes(port: number): string {
  return `const tell = "http://127.0.0.1:${String(port)}/?told";
const ways: Record<string, () => unknown> = {
  fetch: () => fetch(tell, { mode: "no-cors" }),
  beacon: () => fetch(tell, { mode: "no-cors", keepalive: true }),
  request: () => new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.onload = resolve;
    request.onerror = () => reject(new Error("refused"));
    request.open("GET", tell);
    request.send();
  }),
  script: () => importScripts(tell),
  module: () => Function("tell", "return import(tell)")(tell),
  "own module": () => import("http://127.0.0.1:${String(port)}/?static"),
  events: () => new Promise((resolve, reject) => {
    const events = new EventSource(tell);
    events.onopen = resolve;
    events.onerror = () => reject(new Error("refused"));
  }),
  socket: () => new Promise((resolve, reject) => {
    const socket = new WebSocket(tell.replace("http", "ws"));
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("refused"));
  }),
  "nested worker": () => nested(URL.createObjectURL(new Blob([within]))),
  "nested worker of data": () => nested("data:text/javascript," + encodeURIComponent(within)),
  "worker from there": () => nested(tell),
  database: () => new Promise((resolve, reject) => {
    const opened = indexedDB.open("site");
    opened.onsuccess = resolve;
    opened.onerror = () => reject(new Error("refused"));
  }),
  caches: () => caches.keys(),
  files: () => navigator.storage.getDirectory(),
};
const within = "fetch(" + JSON.stringify(tell) + ", { mode: 'no-cors' }).then(() => postMessage('told'), () => postMessage('refused'))";
const nested = (address: string) => new Promise((resolve, reject) => {
  const worker = new Worker(address);
  worker.onmessage = ({ data }) => (data === "told" ? resolve(0) : reject(new Error("refused")));
  worker.onerror = () => reject(new Error("refused"));
});
for (const [name, way] of Object.entries(ways)) {
  const outcome = await Promise.race([
    Promise.resolve().then(way).then(() => "worked", () => "refused"),
    new Promise((resolve) => setTimeout(resolve, 3000, "nothing came of it")),
  ]);
  console.log(name, outcome);
}
`;
}
