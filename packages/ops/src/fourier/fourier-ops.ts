/** The ops of fourier, for registries. */
import type { OpValue } from "@rensa/core";
import { blackmanWindow } from "./blackman-window.ts";
import { fftFrequencies } from "./fft-frequencies.ts";
import { fft } from "./fft.ts";
import { fft2 } from "./fft2.ts";
import { fftshift, ifftshift } from "./fftshift.ts";
import { fourierMatrix } from "./fourier-matrix.ts";
import { fastFourierRows } from "./fourier-rows.ts";
import { hammingWindow } from "./hamming-window.ts";
import { hannWindow } from "./hann-window.ts";
import { ifft } from "./ifft.ts";
import { ifft2 } from "./ifft2.ts";
import { irfft } from "./irfft.ts";
import { rfftFrequencies } from "./rfft-frequencies.ts";
import { rfft } from "./rfft.ts";
import { weighHalfSpectrum } from "./weigh-half-spectrum.ts";

/** All ops of this folder, inner ones too. */
export const fourierOps: readonly OpValue[] = [
  blackmanWindow,
  fftFrequencies,
  fft,
  fft2,
  fftshift,
  ifftshift,
  fourierMatrix,
  fastFourierRows,
  hammingWindow,
  hannWindow,
  ifft,
  ifft2,
  irfft,
  rfftFrequencies,
  rfft,
  weighHalfSpectrum,
];
