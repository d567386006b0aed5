/** Runs a program in a room, and tells what it prints. Any page can use it; `room.ts` says what a program cannot do. */
import type { ModuleList } from "../../../../src/runnable/write-modules.ts";
import { most, type Failed, type Printed, type ToRoom } from "../../../../src/runnable/room/messages.ts";
import { readMessage } from "../../../../src/runnable/room/read-message.ts";
import { openRoom } from "./room.ts";

/** What is told of a program. */
export interface ProgramListener {
  printed(line: Printed): void;
  failed(failure: Failed): void;
  /** It printed more than is shown. */
  capped(): void;
  /** Its last line was reached, or an error ended it; what it began may still print. */
  ended(): void;
}

/** A program that runs. */
export interface RunningProgram {
  /** Ends it, whatever it does. */
  stop(): void;
}

/** How long what a program began may go on after its last line, in milliseconds. */
const patience = 30_000;

const folder = "/run/";
const texts = new Map<string, Promise<string>>();

/** Runs it. */
export function runProgram(code: string, listener: ProgramListener): RunningProgram {
  let close: (() => void) | null = null;
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    close?.();
  };
  const fail = (error: unknown): void => {
    if (isStopped) return;
    stop();
    listener.failed({ name: "", code: null, message: String(error), line: null });
    listener.ended();
  };
  begin(code, listener, stop).then((ending) => {
    close = ending;
    if (isStopped) ending();
  }, fail);
  return { stop };
}

async function begin(code: string, listener: ProgramListener, stop: () => void): Promise<() => void> {
  const { worker, modules, files } = JSON.parse(await textOf("modules.json")) as ModuleList;
  const room = openRoom(await textOf(worker));
  const known = new Set(files);
  const send = (message: ToRoom): void => room.port.postMessage(message);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let messages = 0;
  room.port.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = readMessage(data);
    // The worker says no more than that by itself; a program that does has found its port.
    if (message === null || ++messages > 2 * (most.lines + files.length)) {
      stop();
      listener.capped();
      listener.ended();
      return;
    }
    switch (message.type) {
      case "ask":
        if (known.has(message.file)) void answer(message.file, send);
        else send({ type: "missing", file: message.file });
        break;
      case "printed":
        listener.printed(message);
        break;
      case "failed":
        listener.failed(message);
        break;
      case "capped":
        listener.capped();
        break;
      case "ended":
        timer = setTimeout(stop, patience);
        listener.ended();
    }
  };
  send({ type: "run", code, modules });
  return () => {
    clearTimeout(timer);
    room.close();
  };
}

async function answer(file: string, send: (message: ToRoom) => void): Promise<void> {
  try {
    send({ type: "module", file, text: await textOf(file) });
  } catch {
    send({ type: "missing", file });
  }
}

/** A text of this site, which is loaded once. */
function textOf(file: string): Promise<string> {
  let text = texts.get(file);
  if (text === undefined) {
    text = load(file);
    texts.set(file, text);
    // What could not be loaded is tried again the next time.
    text.catch(() => texts.delete(file));
  }
  return text;
}

async function load(file: string): Promise<string> {
  const response = await fetch(folder + file);
  if (!response.ok) throw new Error(`${file} could not be loaded: ${String(response.status)} ${response.statusText}`);
  return response.text();
}
