/** Runs the benchmarks and prints their figures. */
import { compileScaling } from "./compile-scaling.ts";

const [small, large] = await compileScaling(5);
console.log("trace + gradient + passes + schedule + lowering, median of 5, milliseconds:");
for (const { nodes, trace, compile, total } of [small, large]) {
  const stages = `trace and gradient ${trace.toFixed(0)}, the rest ${compile.toFixed(0)}`;
  console.log(`  ${nodes.toLocaleString("en").padStart(6)} nodes: ${total.toFixed(0).padStart(5)}   (${stages})`);
}
const ratio = large.total / small.total;
console.log(
  `  ratio ${ratio.toFixed(1)} (limit 13); ${large.total < 2000 && ratio <= 13 ? "within" : "OUTSIDE"} the limits (2,000 ms)`,
);
