/** The plugin: sound as frames, spectra and mel bands, all with gradients. */
import { definePlugin } from "@rensa/core";
import { frames, overlapAdd } from "./frames.ts";
import { fromMelBands, melBands } from "./mel.ts";
import { powerSpectrogram, stft } from "./stft.ts";

export { frames, fromMelBands, melBands, overlapAdd, powerSpectrogram, stft };
export { melDefaults } from "./mel.ts";
export { hertzOf, melCenters, melOf } from "./mel-scale.ts";

/** Sound. */
export const audioPlugin = definePlugin({
  name: "rensa-plugin-audio",
  version: "1.0.0",
  requires: { rensa: "^0.x" },
  ops: { frames, overlapAdd, stft, powerSpectrogram, melBands, fromMelBands },
});
