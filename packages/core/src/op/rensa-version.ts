/** The version of Rensa: apart from what reads versions, which a page without plugins need not load. */

/** The version of this copy of Rensa; all its packages share one. */
export const rensaVersion = "0.0.0";
