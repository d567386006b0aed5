# Keras.
import keras
import numpy as np
from keras import layers

steps = np.arange(1000)
series = np.sin(steps / 10) + 0.5 * np.sin(steps / 4.3)


def windows(values, **options):
    return keras.utils.timeseries_dataset_from_array(
        values[:-30], values[30:], sequence_length=30, batch_size=32, **options
    )


train = windows(series[:800], shuffle=True)
test = windows(series[800:])

model = keras.Sequential(
    [
        layers.Input((30,)),
        layers.Reshape((30, 1)),
        layers.LSTM(32),
        layers.Dense(1),
    ]
)
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="mse", metrics=["mae"])
model.fit(train, epochs=4)

_, error = model.evaluate(test)
print("mean absolute error", error)
