# Keras and scikit-learn.
import keras
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

flowers = pd.read_csv("iris.csv")
x = flowers.drop(columns="species").to_numpy()
y = flowers["species"].astype("category").cat.codes
x_train, x_test, y_train, y_test = train_test_split(
    x, y, test_size=0.2, stratify=y, random_state=0
)
scaler = StandardScaler().fit(x_train)

model = keras.Sequential(
    [
        layers.Input((4,)),
        layers.Dense(16, activation="relu"),
        layers.Dense(16, activation="relu"),
        layers.Dense(3),
    ]
)
model.compile(
    optimizer=keras.optimizers.Adam(0.01),
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(scaler.transform(x_train), y_train, batch_size=16, epochs=50)

_, accuracy = model.evaluate(scaler.transform(x_test), y_test)
print("accuracy", accuracy)
