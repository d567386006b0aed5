# Keras on TensorFlow, in the form of its guide to a train_step of one's own.
import keras
import numpy as np
import tensorflow as tf
from keras import layers

generator = keras.Sequential(
    [
        layers.Input((4,)),
        layers.Dense(32),
        layers.LeakyReLU(0.01),
        layers.Dense(32),
        layers.LeakyReLU(0.01),
        layers.Dense(2),
    ]
)
critic = keras.Sequential(
    [
        layers.Input((2,)),
        layers.Dense(32),
        layers.LeakyReLU(0.01),
        layers.Dense(32),
        layers.LeakyReLU(0.01),
        layers.Dense(1),
    ]
)


class GAN(keras.Model):
    def __init__(self, critic, generator):
        super().__init__()
        self.critic = critic
        self.generator = generator

    def compile(self, critic_optimizer, generator_optimizer, loss_function):
        super().compile()
        self.critic_optimizer = critic_optimizer
        self.generator_optimizer = generator_optimizer
        self.loss_function = loss_function

    def train_step(self, real):
        noise = tf.random.normal((64, 4))
        points = tf.concat([real, self.generator(noise)], 0)
        labels = tf.concat([tf.ones((64, 1)), tf.zeros((64, 1))], 0)
        with tf.GradientTape() as tape:
            critic_loss = self.loss_function(labels, self.critic(points))
        weights = self.critic.trainable_weights
        gradients = tape.gradient(critic_loss, weights)
        self.critic_optimizer.apply_gradients(zip(gradients, weights))
        with tf.GradientTape() as tape:
            judged = self.critic(self.generator(noise))
            generator_loss = self.loss_function(tf.ones((64, 1)), judged)
        weights = self.generator.trainable_weights
        gradients = tape.gradient(generator_loss, weights)
        self.generator_optimizer.apply_gradients(zip(gradients, weights))
        return {"critic_loss": critic_loss, "generator_loss": generator_loss}


angles = np.random.default_rng(0).uniform(0, 2 * np.pi, 64 * 2500)
real = np.stack([np.cos(angles), np.sin(angles)], 1).astype("float32")
gan = GAN(critic, generator)
gan.compile(
    critic_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5),
    generator_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5),
    loss_function=keras.losses.BinaryCrossentropy(from_logits=True),
)
gan.fit(tf.data.Dataset.from_tensor_slices(real).batch(64), epochs=1)

points = generator.predict(np.random.default_rng(1).normal(size=(500, 4)))
radii = np.hypot(points[:, 0], points[:, 1])
turns = (np.arctan2(points[:, 1], points[:, 0]) + np.pi) / (2 * np.pi)
print("points within a fifth of the ring", np.mean(np.abs(radii - 1) < 0.2))
print("twelfths of the ring", len(set(np.floor(12 * turns))))
