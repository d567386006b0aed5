/** A peer from npm in a process of its own: its memory, its crashes and its output are not ours. */
import { createInterface } from "node:readline";
import type { BuiltWorkload, Engine } from "./engine.ts";
import { jaxJs } from "./jax-js/engine.ts";
import { decodeRequest, encode, type Answer, type Request } from "./protocol.ts";
import { tfjs } from "./tfjs/engine.ts";

const engines: Readonly<Record<string, () => Promise<Engine>>> = {
  "tfjs-cpu": () => tfjs("cpu"),
  "tfjs-wasm": () => tfjs("wasm"),
  "jax-js": jaxJs,
};

const answer = (message: Answer): void => void process.stdout.write(`${encode(message)}\n`);
// Standard output belongs to the protocol.
console.log = console.error;

let built: BuiltWorkload | null = null;

async function serve(engine: Engine, request: Request): Promise<Answer> {
  if (request.command === "build") {
    built?.dispose();
    built = null;
    built = await engine.build(request.workload);
    return {};
  }
  if (built === null) return { error: "nothing was built" };
  return built.run(request.steps);
}

async function main(name: string): Promise<void> {
  const start = engines[name];
  if (start === undefined) throw new RangeError(`There is no peer "${name}".`);
  const engine = await start();
  answer({ version: engine.version });
  for await (const line of createInterface({ input: process.stdin })) {
    answer(await serve(engine, decodeRequest(line)).catch((cause: unknown): Answer => ({ error: messageOf(cause) })));
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

main(process.argv[2] ?? "").catch((cause: unknown) => {
  answer({ error: messageOf(cause) });
  process.exitCode = 1;
});
