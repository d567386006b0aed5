/** A page that builds and trains W3 of the benchmarks, and shows its events: what is weighed by the size test. */
import { adam, train } from "rensa";
import { crossEntropy, network, noise } from "../network.ts";

const size = { side: 28, channels: [16, 32], classes: 10 } as const;

train({
  model: network(size),
  loss: crossEntropy,
  optimizer: adam(1e-3),
  data: noise(size, 32, 10),
  epochs: 1,
}).subscribe((event) => {
  const line = document.createElement("p");
  line.textContent = JSON.stringify(event);
  document.body.append(line);
});
