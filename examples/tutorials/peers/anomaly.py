# Keras.
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(0)


def waves(count, dent):
    phase = rng.uniform(0, 2 * np.pi, (count, 1))
    start = rng.integers(0, 27, (count, 1))
    at = np.arange(32)
    dented = (at >= start) & (at < start + 6)
    return np.sin(phase + at / 5) + rng.normal(0, 0.05, (count, 32)) + dent * dented


train, whole, dented = waves(900, 0), waves(100, 0), waves(100, 1)

autoencoder = keras.Sequential(
    [
        layers.Input((32,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(4, activation="relu"),
        layers.Dense(16, activation="relu"),
        layers.Dense(32),
    ]
)
autoencoder.compile(optimizer=keras.optimizers.Adam(3e-3), loss="mse")
autoencoder.fit(train, train, batch_size=32, epochs=40)


def errors(x):
    return np.mean((autoencoder.predict(x) - x) ** 2, axis=1)


threshold = np.quantile(errors(train), 0.99)
right = np.concatenate([errors(whole) <= threshold, errors(dented) > threshold])
print("accuracy", np.mean(right))
