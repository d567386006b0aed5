/** A service that trains a model, tells its clients how it goes, and answers what the model predicts at the moment. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { RensaError } from "rensa";
import { gather, type Row } from "./gather.ts";
import { sendEvents } from "./send-events.ts";
import type { makeTrainer } from "./training.ts";

/** A service that listens. */
export interface Service {
  /** Without a slash at the end. */
  readonly address: string;
  /** Stops the run, and ends all connections. */
  close(): Promise<void>;
}

/** What the service does not do, and why. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const longestBody = 100_000;

/** Serves a trainer on this machine alone. Port 0: one that is free. */
export async function startService(trainer: ReturnType<typeof makeTrainer>, port = 0): Promise<Service> {
  const predict = gather(async (rows) => {
    const { data } = await trainer.predict(rows);
    return Array.from(data, (value) => [value]);
  }, 2);

  const routes: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void | Promise<void>>> =
    {
      "GET /": async (_, response) => {
        const page = await readFile(new URL("page.html", import.meta.url));
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
      },
      "GET /events": (_, response) => {
        sendEvents(trainer, response);
      },
      "POST /start": (_, response) => {
        if (trainer.state.status !== "idle") throw new Refusal(409, `The run is ${trainer.state.status}.`);
        // A run that fails tells so by its last event.
        trainer.start().catch(() => undefined);
        reply(response, 202, trainer.state);
      },
      "POST /stop": (_, response) => {
        trainer.stop("a client asked");
        reply(response, 202, trainer.state);
      },
      "POST /predict": async (request, response) => {
        const { inputs } = rowsOf(await readJson(request));
        reply(response, 200, { step: trainer.state.step, outputs: await predict(inputs) });
      },
    };

  const server = createServer((request, response) => {
    const route = routes[`${request.method ?? ""} ${request.url ?? ""}`];
    const work = async (): Promise<void> => {
      if (route === undefined) throw new Refusal(404, `There is ${Object.keys(routes).join(", ")}.`);
      checkOrigin(request);
      await route(request, response);
    };
    work().catch((error: unknown) => {
      if (error instanceof Refusal) reply(response, error.status, { error: error.message });
      else if (error instanceof RensaError) reply(response, error.code === "TRAINER_STATE" ? 409 : 400, { error });
      else response.destroy(error instanceof Error ? error : undefined);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("The server has no port.");
  return {
    address: `http://127.0.0.1:${String(address.port)}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      trainer.stop("the service was closed");
      server.closeAllConnections();
      await closed;
    },
  };
}

function reply(response: ServerResponse, status: number, content: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(content));
}

/** A page of another site may send a request to this machine; the browser says from where. */
function checkOrigin({ headers }: IncomingMessage): void {
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host ?? ""}`)
    throw new Refusal(403, "Ask from a page of this service.");
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  let length = 0;
  // The rest of what is too long is read and forgotten, so that the client reads the answer.
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= longestBody) parts.push(part);
  }
  if (length > longestBody) throw new Refusal(413, `Send at most ${String(longestBody)} bytes.`);
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Refusal(400, "Send JSON.");
  }
}

/** Looked at here, since rows of several clients share a batch, and one that does not fit would fail for all of them. */
function rowsOf(body: unknown): { readonly inputs: readonly Row[] } {
  const inputs: unknown = typeof body === "object" && body !== null && "inputs" in body ? body.inputs : null;
  const isRow = (row: unknown): row is Row =>
    Array.isArray(row) && row.length === 1 && row.every((value) => typeof value === "number");
  if (!Array.isArray(inputs) || inputs.length === 0 || !inputs.every(isRow))
    throw new Refusal(400, 'Send {"inputs": [[x], ...]}, with at least one number x.');
  return { inputs };
}
