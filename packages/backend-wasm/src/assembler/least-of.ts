/** The smaller of two integers, as code. */
import type { FunctionBuilder } from "./function-builder.ts";
import { i32, node, type Node } from "./node.ts";

/** The smaller of a value and a limit. */
export function leastOf(builder: FunctionBuilder, value: Node, limit: number | Node): Node {
  if (value.what.kind === "constant" && typeof limit === "number") return i32(Math.min(value.what.value, limit));
  const bound = typeof limit === "number" ? i32(limit) : limit;
  const kept = builder.newLocal("i32");
  builder.assign(kept, value);
  builder.when(node("i32.gt_s", kept, bound), () => {
    builder.assign(kept, bound);
  });
  return kept;
}
