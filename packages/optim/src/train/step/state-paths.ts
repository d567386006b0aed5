/** Where what stands in the store of a training. */

/** Before the path of a parameter in the store. */
export const parameterPrefix = "parameters.";
/** Before what an optimizer keeps in the store. */
export const optimizerPrefix = "optimizer.";
