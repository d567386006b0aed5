/**
 * The worker that runs a program for a page: it has neither network nor storage (`theme/run/room.ts` makes it so). It takes
 * types away, gives the program the modules that the page sends, and sends back what it prints and throws.
 */
import { transform } from "sucrase";
import { programName, type Failed, type FromRoom, type ToRoom } from "./messages.ts";
import { moduleMaker, type ModuleMaker } from "./modules-in-room.ts";
import { lineIn, printTo, shorten } from "./printer.ts";

addEventListener(
  "message",
  ({ ports: [port] }) => {
    if (port !== undefined) serve(port);
  },
  { once: true },
);

function serve(port: MessagePort): void {
  const send = (message: FromRoom): void => port.postMessage(message);
  const waiting = new Map<string, { resolve: (text: string) => void; reject: (error: Error) => void }>();
  const read = (file: string): Promise<string> =>
    new Promise((resolve, reject) => {
      waiting.set(file, { resolve, reject });
      send({ type: "ask", file });
    });
  port.onmessage = ({ data }: MessageEvent<ToRoom>) => {
    switch (data.type) {
      case "module":
        waiting.get(data.file)?.resolve(data.text);
        break;
      case "missing":
        waiting.get(data.file)?.reject(new Error(`The page could not load ${data.file}.`));
        break;
      case "run":
        void run(data.code, moduleMaker({ modules: data.modules, read }), send);
    }
  };
}

async function run(code: string, maker: ModuleMaker, send: (message: FromRoom) => void): Promise<void> {
  printTo(send);
  const fail = (error: unknown): void => {
    const failure = failureOf(error);
    send({ type: "failed", ...failure, message: maker.withNames(failure.message) });
  };
  addEventListener("error", (event) => {
    event.preventDefault();
    fail(event.error ?? event.message);
  });
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    fail(event.reason);
  });
  try {
    await import(await maker.make(withoutTypes(code), programName));
  } catch (error) {
    fail(error);
  }
  send({ type: "ended" });
}

/** The program as JavaScript, with the same lines. */
function withoutTypes(code: string): string {
  return transform(code, { transforms: ["typescript"], disableESTransforms: true, filePath: programName }).code;
}

function failureOf(error: unknown): Failed {
  if (!(error instanceof Error)) return { name: "", code: null, message: shorten(String(error)), line: null };
  const code: unknown = Reflect.get(error, "code");
  const sentence: unknown = Reflect.get(error, "sentence");
  const origin: unknown = Reflect.get(error, "origin");
  const made: unknown = typeof origin === "object" && origin !== null ? Reflect.get(origin, "line") : null;
  // What reads types says the place at the end of its sentence.
  const [, parsed] = /\((\d+):\d+\)$/.exec(error.message) ?? [];
  return {
    name: error.name,
    code: typeof code === "string" ? code : null,
    message: shorten(typeof sentence === "string" ? sentence : error.message),
    line: typeof made === "number" ? made : parsed === undefined ? lineIn(error.stack) : Number(parsed),
  };
}
