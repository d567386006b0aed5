/** A generative adversarial network (Goodfellow et al., 2014): noise becomes points on a ring, as two networks compete. */
import { dense, inference, sequential, type Key, type ParametersOf } from "@rensa/nn";
import { concat, cos, foldIn, leakyRelu, normal, sigmoidCrossEntropy, sin, stack, uniform } from "@rensa/ops";
import { adam, defaultEngine, full, i32, trace, trainStep, type Tensor } from "rensa";

const engine = defaultEngine();
const generator = sequential(dense(4, 32), leakyRelu, dense(32, 32), leakyRelu, dense(32, 2));
const critic = sequential(dense(2, 32), leakyRelu, dense(32, 32), leakyRelu, dense(32, 1));
interface Judged {
  readonly noise: Tensor<readonly [number, 4], "f32">;
  readonly judge: ParametersOf<typeof critic>;
}
const judging = {
  initialize: (key: Key) => generator.initialize(key),
  apply: (parameters: ParametersOf<typeof generator>, { noise, judge }: Judged) =>
    critic.apply(judge, generator.apply(parameters, noise, inference), inference),
};
const critical = trainStep(critic, sigmoidCrossEntropy, adam(1e-3, { beta1: 0.5 }));
const generating = trainStep(judging, sigmoidCrossEntropy, adam(1e-3, { beta1: 0.5 }));

const store = await engine.createStore((key) => ({
  made: generating.initialize(foldIn(key, 0)),
  judged: critical.initialize(foldIn(key, 1)),
}));
const training = trace({ ...store.types, key: i32(2) }, ({ made, judged, key }) => {
  const angle = uniform(foldIn(key, 0), [64], 0, 2 * Math.PI);
  const noise = normal(foldIn(key, 1), [64, 4]);
  const [yes, no] = [full([64, 1], 1), full([64, 1], 0)];
  const points = concat([stack([cos(angle), sin(angle)], 1), generator.apply(made.parameters, noise, inference)], 0);
  const after = critical.step(judged, { inputs: points, targets: concat([yes, no], 0), key });
  const judge = after.state.parameters;
  const next = generating.step(made, { inputs: { noise, judge }, targets: yes, key });
  return { made: next.state, judged: after.state, losses: [after.loss, next.loss] };
});
const learn = await engine.compile(training, { state: store });
for (let count = 0; count < 2500; count++) learn.run({ key: [0, count] });

const { made } = store.types;
const drawing = trace({ made, key: i32(2) }, ({ made: { parameters }, key }) =>
  generator.apply(parameters, normal(key, [500, 4]), inference),
);
const draw = await engine.compile(drawing, { state: store.pick("made") });
const { data } = draw.run({ key: [1, 0] });
const points = Array.from({ length: 500 }, (_, row) => [data[2 * row] ?? 0, data[2 * row + 1] ?? 0] as const);
const near = points.filter(([x, y]) => Math.abs(Math.hypot(x, y) - 1) < 0.2);
const turns = points.map(([x, y]) => (Math.atan2(y, x) + Math.PI) / (2 * Math.PI));
console.log("points within a fifth of the ring", near.length / points.length);
console.log("twelfths of the ring", new Set(turns.map((turn) => Math.floor(12 * turn))).size);
