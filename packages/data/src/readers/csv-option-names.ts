/** What may be said of how CSV is read, whether from a text or from a file. */
export const csvOptionNames = [
  "columns",
  "header",
  "delimiter",
  "quote",
  "comment",
  "maximumColumns",
  "missing",
  "name",
  "onProgress",
  "maximumLength",
  "bytes",
] as const;
