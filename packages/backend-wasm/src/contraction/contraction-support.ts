/** What programs with contractions need beside what all do: where plain loops do, a page need not load it. */
export { emitContraction } from "./contraction-kernel.ts";
export { planContraction } from "./contraction-plan.ts";
export { scratchLayout } from "./scratch-sizes.ts";
export { sharePanels } from "./shared-panels.ts";
