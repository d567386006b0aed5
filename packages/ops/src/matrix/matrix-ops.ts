/** The ops of matrix, for registries. */
import type { OpValue } from "@rensa/core";
import { diag, diagonal } from "./diagonal.ts";
import { eye } from "./eye.ts";
import { fillDiagonal } from "./fill-diagonal.ts";
import { matrixTrace } from "./matrix-trace.ts";
import { tril } from "./tril.ts";
import { triu } from "./triu.ts";

/** All ops of this folder, inner ones too. */
export const matrixOps: readonly OpValue[] = [diag, diagonal, eye, fillDiagonal, matrixTrace, tril, triu];
