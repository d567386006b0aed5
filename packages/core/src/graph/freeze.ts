/** Freezing of plain records, so that nobody changes a graph that others hold. */

/** Freezes a value and all in it that is not frozen yet. Views of memory stay as they are: no engine can freeze them. */
export function freezeDeep<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value) && !ArrayBuffer.isView(value)) {
    Object.freeze(value);
    Object.values(value).forEach(freezeDeep);
  }
  return value;
}
