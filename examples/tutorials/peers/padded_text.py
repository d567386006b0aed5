# Keras.
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(0)
reviews = [rng.integers(1, 21, size=rng.integers(5, 21)) for _ in range(1200)]


def value(word, before):
    return {1: 1, 2: -1}.get(word, 0) * (-1 if before == 3 else 1)


labels = np.array(
    [
        int(sum(value(word, before) for word, before in zip(words, [0, *words])) > 0)
        for words in reviews
    ]
)
padded = keras.utils.pad_sequences(reviews, maxlen=20, padding="post")

tokens = layers.Input((20,), dtype="int32")
mask = keras.ops.not_equal(tokens, 0)
x = layers.Embedding(21, 16)(tokens)
x = layers.Conv1D(32, 3, padding="same", activation="relu")(x)
x = layers.MultiHeadAttention(4, 8)(x, x, attention_mask=mask[:, None, :])
x = layers.GlobalAveragePooling1D()(x, mask=mask)
model = keras.Model(tokens, layers.Dense(2)(x))
model.compile(
    optimizer=keras.optimizers.Adam(3e-3),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(padded[:1000], labels[:1000], batch_size=32, epochs=12)

_, accuracy = model.evaluate(padded[1000:], labels[1000:])
print("accuracy", accuracy)
