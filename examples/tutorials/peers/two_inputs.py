# Keras.
import keras
import numpy as np
from keras import layers

count = 1200
rng = np.random.default_rng(0)
department = rng.integers(0, 4, count)
words = np.where(
    rng.uniform(size=(count, 8)) < 0.6,
    15 * department[:, None] + rng.integers(0, 15, (count, 8)),
    rng.integers(0, 60, (count, 8)),
)
numbers = rng.normal(size=(count, 3))
urgency = department + numbers[:, 1]

words_input = layers.Input((8,), dtype="int32", name="words")
numbers_input = layers.Input((3,), name="numbers")
pooled = layers.GlobalAveragePooling1D()(layers.Embedding(60, 16)(words_input))
x = layers.Concatenate()([pooled, numbers_input])
x = layers.Dense(32, activation="relu")(x)
model = keras.Model(
    inputs={"words": words_input, "numbers": numbers_input},
    outputs={"department": layers.Dense(4)(x), "urgency": layers.Dense(1)(x)},
)
model.compile(
    optimizer=keras.optimizers.Adam(3e-3),
    loss={
        "department": keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        "urgency": "mse",
    },
    loss_weights={"department": 1, "urgency": 0.2},
    metrics={
        "department": ["accuracy"],
        "urgency": [keras.metrics.RootMeanSquaredError()],
    },
)
model.fit(
    {"words": words[:1000], "numbers": numbers[:1000]},
    {"department": department[:1000], "urgency": urgency[:1000]},
    batch_size=32,
    epochs=15,
)

scores = model.evaluate(
    {"words": words[1000:], "numbers": numbers[1000:]},
    {"department": department[1000:], "urgency": urgency[1000:]},
    return_dict=True,
)
print("accuracy of the department", scores["department_accuracy"])
print("error of the urgency", scores["urgency_root_mean_squared_error"])
