/** The tests of the plugin, made from its samples: vitest runs this file as plugin.test.ts. */
import { describePlugin } from "@rensa/conformance";
import { jsBackend, wasmBackend } from "rensa";
import { afterAll } from "vitest";
import { bellSamples } from "./bell.samples.ts";
import { crestSamples } from "./crest.samples.ts";
import { echoSamples } from "./echo.samples.ts";
import { tidePlugin } from "./index.ts";
import { levelSamples } from "./level.samples.ts";
import { settleSamples } from "./settle.samples.ts";
import { spraySamples } from "./spray.samples.ts";

const wasm = wasmBackend({ threads: 1 });
afterAll(() => wasm.close());

describePlugin(tidePlugin, {
  samples: [bellSamples, levelSamples, echoSamples, crestSamples, spraySamples, settleSamples],
  backends: [
    { name: "js", backends: [jsBackend()] },
    { name: "wasm", backends: [wasm] },
  ],
});
