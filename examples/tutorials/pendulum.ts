/** A pendulum: a network learns to swing it up and to hold it, by gradients through the simulation. */
import { Dataset, seededRandom } from "@rensa/data";
import { dense, sequential } from "@rensa/nn";
import { add, cos, mean, mul, sin, square, stack, sub, tanh, unstack } from "@rensa/ops";
import { adam, chain, clipByGlobalNorm, createTrainer, scan } from "rensa";

const random = seededRandom(0);
const starts = Array.from({ length: 256 }, () => [2 * Math.PI * random.uniform(), random.normal()]);
const states = Dataset.fromArrays({ inputs: starts, targets: starts, shape: [2], targetShape: [2] });
const policy = sequential(dense(3, 32), tanh, dense(32, 1), tanh);

const trainer = createTrainer({
  model: {
    initialize: (key) => policy.initialize(key),
    // 5 seconds from an angle (0 is upright) and a speed: gravity pulls with 10, the motor with up to 15.
    apply: (parameters, start, context) => {
      const [end, costs] = scan(
        start,
        {},
        (state) => {
          const [angle, speed] = unstack(state, -1);
          const [torque] = unstack(policy.apply(parameters, stack([cos(angle), sin(angle), speed], -1), context), -1);
          const faster = add(speed, mul(add(mul(sin(angle), 10), mul(torque, 15)), 0.05));
          const next = stack([add(angle, mul(faster, 0.05)), faster], -1);
          return [next, add(sub(1, cos(angle)), mul(square(speed), 0.01))];
        },
        { length: 100 },
      );
      return { heights: cos(unstack(end, -1)[0]), costs };
    },
  },
  loss: ({ costs }) => mean(costs),
  optimizer: chain(clipByGlobalNorm(1), adam(0.01)),
  data: states.batch(64),
  epochs: 20,
});
await trainer.start();

const { heights } = await trainer.predict(starts);
console.log("height", heights.data.reduce((sum, each) => sum + each, 0) / starts.length);
