/** Where what stands in the state of a training's programs. */

/** Before every path of the state, as programs name it. */
export const statePrefix = "state.";
/** Before the path of a parameter, below the state. */
export const parameterPrefix = "parameters.";
/** Before what an optimizer keeps, below the state. */
export const optimizerPrefix = "optimizer.";
