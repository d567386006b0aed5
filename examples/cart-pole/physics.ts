/**
 * A pole on a cart (A. G. Barto, R. S. Sutton and C. W. Anderson, 1983), in ops: a cart of 1 kg on a rail is pushed, and a pole of
 * 0.1 kg and 1 m turns freely on it. An angle of 0 is upright.
 */
import { add, cos, div, mul, sin, square, stack, sub, unstack } from "@rensa/ops";
import type { Tensor } from "rensa";

/** Position (m), speed (m/s), angle and its speed (1/s) of some carts, [batch, 4]. */
export type States = Tensor<readonly [number, 4], "f32">;

/** Seconds of a step. */
export const timeStep = 0.04;

const [gravity, mass, poleMass, halfLength] = [9.8, 1.1, 0.1, 0.5];

/** The states a step later, where each cart is pushed with a force (N), [batch]. */
export function moved(states: States, force: Tensor<readonly [number], "f32">): States {
  const [position, speed, angle, turn] = unstack(states, 1);
  const [sine, cosine] = [sin(angle), cos(angle)];
  const pushed = div(add(force, mul(mul(square(turn), sine), poleMass * halfLength)), mass);
  const lever = mul(sub(4 / 3, mul(square(cosine), poleMass / mass)), halfLength);
  const turning = div(sub(mul(sine, gravity), mul(cosine, pushed)), lever);
  const pushing = sub(pushed, mul(mul(turning, cosine), (poleMass * halfLength) / mass));
  // Speeds first, then places by the new speeds: energy does not grow by itself.
  const [faster, turned] = [add(speed, mul(pushing, timeStep)), add(turn, mul(turning, timeStep))];
  return stack([add(position, mul(faster, timeStep)), faster, add(angle, mul(turned, timeStep)), turned], 1);
}
