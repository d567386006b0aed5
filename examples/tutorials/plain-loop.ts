/** A loop of one's own: clipped gradients, and a running average of the parameters, which is what is tested. */
import { dense, inference, sequential } from "@rensa/nn";
import { add, expandDims, foldIn, linspace, meanSquaredError, mul, normal, sin, sub, tanh, uniform } from "@rensa/ops";
import { mapTensors } from "@rensa/optim";
import { adam, chain, clipByGlobalNorm, defaultEngine, i32, trace, trainStep } from "rensa";

const engine = defaultEngine();
const model = sequential(dense(1, 64), tanh, dense(64, 1));
const { initialize, step } = trainStep(model, meanSquaredError, chain(clipByGlobalNorm(1), adam(0.01)));
const store = await engine.createStore((key) => {
  const begun = initialize(key);
  return { ...begun, average: begun.parameters };
});

const training = trace({ ...store.types, key: i32(2) }, ({ average, key, ...before }) => {
  const x = uniform(foldIn(key, 0), [32, 1], -3, 3);
  const y = add(sin(mul(x, 2)), mul(normal(foldIn(key, 1), [32, 1]), 0.1));
  const { state, loss } = step(before, { inputs: x, targets: y, key });
  const moved = mapTensors(average, [state.parameters], (old, now) => add(old, mul(sub(now, old), 0.01)));
  return { ...state, average: moved, loss };
});
const learn = await engine.compile(training, { state: store });
for (let count = 0; count < 3000; count++) learn.run({ key: [0, count] });

const { average } = store.types;
const testing = trace({ average }, (given) => {
  const x = expandDims(linspace(-3, 3, 100), 1);
  return meanSquaredError(model.apply(given.average, x, inference), sin(mul(x, 2)));
});
const test = await engine.compile(testing, { state: store.pick("average") });
console.log("mean squared error", test.run({}).data[0]);
