# Keras.
import keras
from keras import layers

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
x_train, x_test = x_train[..., None] / 255, x_test[..., None] / 255
low = y_train < 5

features = keras.Sequential(
    [
        layers.Input((28, 28, 1)),
        layers.Conv2D(8, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Flatten(),
    ]
)


def train(model, x, y, **options):
    model.compile(
        optimizer=keras.optimizers.Adam(3e-3),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    model.fit(x, y, **options)


teacher = keras.Sequential([features, layers.Dense(5)])
train(teacher, x_train[low][:2000], y_train[low][:2000], batch_size=50, epochs=3)

features.trainable = False
pupil = keras.Sequential([features, layers.Dense(10)])
train(pupil, x_train[:200], y_train[:200], batch_size=20, epochs=30)

_, accuracy = pupil.evaluate(x_test, y_test)
print("accuracy", accuracy)
