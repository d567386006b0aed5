/**
 * Q-learning (Mnih et al., 2015; the next action is the learner's choice, as van Hasselt et al., 2016): a network learns to balance a
 * pole on a cart. Acting is a program of its own that reads the learner's parameters where they stand.
 */
import { seededRandom } from "@rensa/data";
import { dense, inference, sequential } from "@rensa/nn";
import { add, argmax, huberLoss, mul, pick, relu, sub, where } from "@rensa/ops";
import { mapTensors } from "@rensa/optim";
import { adam, bool, defaultEngine, f32, i32, trace, trainStep, type Tensor } from "rensa";

interface Played {
  readonly actions: Tensor<readonly [number], "i32">;
  readonly returns: Tensor<readonly [number], "f32">;
}
const engine = defaultEngine();
const network = sequential(dense(4, 64), relu, dense(64, 64), relu, dense(64, 2));
const { initialize, step } = trainStep(
  network,
  (values, { actions, returns }: Played) => huberLoss(pick(values, actions), returns),
  adam(2e-3),
);
const store = await engine.createStore((key) => {
  const begun = initialize(key);
  return { ...begun, target: begun.parameters };
});

const { parameters } = store.types;
const acting = trace({ parameters, state: f32(1, 4) }, ({ parameters: own, state }) =>
  argmax(network.apply(own, state, inference), 1),
);
const act = await engine.compile(acting, { state: store.pick("parameters") });
const batch = { states: f32(64, 4), actions: i32(64), next: f32(64, 4), isOver: bool(64), key: i32(2) };
const learning = trace({ ...store.types, ...batch }, ({ target, states, actions, next, isOver, key, ...before }) => {
  const chosen = argmax(network.apply(before.parameters, next, inference), 1);
  const best = pick(network.apply(target, next, inference), chosen);
  const returns = where(isOver, -1, mul(best, 0.98));
  const { state } = step(before, { inputs: states, targets: { actions, returns }, key });
  const moved = mapTensors(target, [state.parameters], (old, now) => add(old, mul(sub(now, old), 0.02)));
  return { ...state, target: moved };
});
const learn = await engine.compile(learning, { state: store });

type State = readonly [x: number, speed: number, angle: number, turn: number];
const random = seededRandom(0);
const small = () => 0.1 * random.uniform() - 0.05;
const start = (): State => [small(), small(), small(), small()];
const isLost = ([x, , angle]: State) => Math.abs(x) > 2.4 || Math.abs(angle) > Math.PI / 15;
const best = (state: State) => act.run({ state: [state] }).data[0] ?? 0;
/** The cart is pushed with 10 N for a fiftieth of a second (A. G. Barto, R. S. Sutton and C. W. Anderson, 1983). */
function move([x, speed, angle, turn]: State, action: number): State {
  const pushed = ((action === 1 ? 10 : -10) + 0.05 * turn ** 2 * Math.sin(angle)) / 1.1;
  const lever = 0.5 * (4 / 3 - (0.1 * Math.cos(angle) ** 2) / 1.1);
  const turning = (9.8 * Math.sin(angle) - Math.cos(angle) * pushed) / lever;
  const pushing = pushed - (0.05 * turning * Math.cos(angle)) / 1.1;
  return [x + 0.02 * speed, speed + 0.02 * pushing, angle + 0.02 * turn, turn + 0.02 * turning];
}

const memory: { readonly state: State; readonly action: number; readonly next: State }[] = [];
let state = start();
for (let count = 0; count < 6000; count++) {
  const action = random.uniform() < Math.max(0.05, 1 - count / 1500) ? random.integer(2) : best(state);
  const next = move(state, action);
  memory.push({ state, action, next });
  state = isLost(next) || count % 500 === 499 ? start() : next;
  if (memory.length < 500) continue;
  const drawn = Array.from({ length: 64 }, () => memory[random.integer(memory.length)]).filter(
    (each) => each !== undefined,
  );
  learn.run({
    states: drawn.map((each) => each.state),
    actions: drawn.map((each) => each.action),
    next: drawn.map((each) => each.next),
    isOver: drawn.map((each) => isLost(each.next)),
    key: [0, count],
  });
}

const lengths = Array.from({ length: 20 }, () => {
  let [at, steps] = [start(), 0];
  for (; steps < 500 && !isLost(at); steps++) at = move(at, best(at));
  return steps;
});
console.log("mean reward", lengths.reduce((sum, each) => sum + each, 0) / lengths.length);
