# JAX, Flax and Optax.
import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

keys = jax.random.split(jax.random.key(0), 4)
angles = jax.random.uniform(keys[0], (256,), maxval=2 * jnp.pi)
starts = jnp.stack([angles, jax.random.normal(keys[1], (256,))], -1)
policy = nn.Sequential([nn.Dense(32), nn.tanh, nn.Dense(1), nn.tanh])


def simulate(params, start):
    def step(state, _):
        angle, speed = state[..., 0], state[..., 1]
        x = jnp.stack([jnp.cos(angle), jnp.sin(angle), speed], -1)
        torque = policy.apply(params, x)[..., 0]
        faster = speed + 0.05 * (10 * jnp.sin(angle) + 15 * torque)
        after = jnp.stack([angle + 0.05 * faster, faster], -1)
        return after, 1 - jnp.cos(angle) + 0.01 * speed**2

    end, costs = jax.lax.scan(step, start, length=100)
    return jnp.mean(costs), jnp.cos(end[..., 0])


optimizer = optax.chain(optax.clip_by_global_norm(1), optax.adam(0.01))
params = policy.init(keys[2], jnp.zeros((1, 3)))
opt_state = optimizer.init(params)


@jax.jit
def train_step(params, opt_state, batch):
    gradients = jax.grad(simulate, has_aux=True)(params, batch)[0]
    updates, opt_state = optimizer.update(gradients, opt_state)
    return optax.apply_updates(params, updates), opt_state


for epoch in range(20):
    shuffled = jax.random.permutation(jax.random.fold_in(keys[3], epoch), starts)
    for batch in shuffled.reshape(4, 64, 2):
        params, opt_state = train_step(params, opt_state, batch)

_, heights = simulate(params, starts)
print("height", jnp.mean(heights))
