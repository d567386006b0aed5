# JAX, Flax and Optax.
import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Sequential([nn.Dense(64), nn.tanh, nn.Dense(1)])
optimizer = optax.chain(optax.clip_by_global_norm(1), optax.adam(0.01))
key = jax.random.key(0)
params = model.init(key, jnp.zeros((1, 1)))
opt_state = optimizer.init(params)
average = params


@jax.jit
def train_step(params, opt_state, average, key):
    first, second = jax.random.split(key)
    x = jax.random.uniform(first, (32, 1), minval=-3, maxval=3)
    y = jnp.sin(2 * x) + 0.1 * jax.random.normal(second, (32, 1))

    def loss_of(params):
        return jnp.mean((model.apply(params, x) - y) ** 2)

    loss, gradients = jax.value_and_grad(loss_of)(params)
    updates, opt_state = optimizer.update(gradients, opt_state, params)
    params = optax.apply_updates(params, updates)
    average = optax.incremental_update(params, average, 0.01)
    return params, opt_state, average, loss


for count in range(3000):
    params, opt_state, average, loss = train_step(
        params, opt_state, average, jax.random.fold_in(key, count)
    )

x = jnp.linspace(-3, 3, 100)[:, None]
error = jnp.mean((model.apply(average, x) - jnp.sin(2 * x)) ** 2)
print("mean squared error", error)
