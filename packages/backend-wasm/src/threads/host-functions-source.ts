/** The functions that a module imports (`hostFunctions`) as JavaScript, for workers. */
export const hostFunctionsSource = `{
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  rem: (a, b) => {
    const rest = a % b;
    if (rest === 0) return 0;
    return rest < 0 === b < 0 ? rest : rest + b;
  },
}`;
