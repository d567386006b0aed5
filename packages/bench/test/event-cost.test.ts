/** The comparison of a trainer with the plain program, on little data: that it runs and computes the same, not how fast. */
import { wasmBackend } from "@rensa/backend-wasm";
import { expect, it } from "vitest";
import { eventCosts } from "../src/events/event-cost.ts";

it("measures steps of a trainer, which are those of the plain program", async () => {
  const backend = wasmBackend({ threads: 1 });
  const costs = await eventCosts(backend, { rounds: 3, burst: 2, warmUp: 20, bound: 100 }, "W6");
  expect(costs).toHaveLength(2);
  for (const { ratio, rounds } of costs) {
    expect(rounds).toBe(3);
    expect(ratio).toBeGreaterThan(0);
  }
  expect(costs[1]?.eventsPerSecond).toBeGreaterThan(0);
  await backend.close();
});
