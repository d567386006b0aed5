/** How large a graph file may be. Errors name the limit that was met; the docstrings of `parseGraph` tell of all. */
export const graphLimits = {
  /** Characters of a text. */
  characters: 2 ** 28,
  /** Lists, records and graphs inside each other. */
  depth: 256,
  /** Graphs inside each other: loops in loops. */
  regions: 32,
  /** Axes of a tensor. */
  rank: 64,
} as const;
