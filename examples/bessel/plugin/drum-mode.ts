/** The tones of a drum with an elastic rim, as roots of z J_1(z) = b J_0(z). */
import { mul, sub } from "@rensa/ops";
import { besselJ } from "./bessel-j.ts";
import { rootSolve } from "./root-solve.ts";

/**
 * The wave number z of a symmetric mode of a round drum of radius 1, near a guess. The rim pulls back with stiffness b:
 * b = 0 is a free rim (roots of J_1), and a large b one that is held (roots of J_0).
 */
export const drumMode = rootSolve({
  name: "drum_mode",
  residual: (z, b) => sub(mul(z, besselJ(z, { order: 1 })), mul(b, besselJ(z))),
});

/** Where the first modes are looked for: between those of a free and of a held rim. */
export const modeGuesses = [1.6, 4.6, 7.8, 10.9];
