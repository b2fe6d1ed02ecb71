/** Layers that Keras itself lacks, as classes of Keras. */
import type { OwnClass } from "@/interop/code/keras/keras-calls";

export const ownClassSource: Readonly<Record<OwnClass, string>> = {
  FeedForward: `class FeedForward(layers.Layer):
    """Widens each step, activates it, and brings it back to its size."""

    def __init__(self, units, hidden_activation="relu", dropout=0.0, name=None, **dense):
        super().__init__(name=name)
        self.intermediate = layers.Dense(units, activation=hidden_activation, **dense)
        self.dropout = layers.Dropout(dropout)
        self.dense = dense
        self.supports_masking = True

    def build(self, shape):
        self.outer = layers.Dense(shape[-1], **self.dense)
        self.intermediate.build(shape)
        self.outer.build((*shape[:-1], self.intermediate.units))

    def call(self, x, training=None):
        return self.outer(self.dropout(self.intermediate(x), training=training))`,
  PositionalEncoding: `class PositionalEncoding(layers.Layer):
    """Adds to each step a pattern that says where it stands: sine waves, or a learned one."""

    def __init__(self, kind, embeddings_initializer="glorot_uniform", name=None):
        super().__init__(name=name)
        self.kind = kind
        self.initializer = embeddings_initializer
        self.supports_masking = True

    def build(self, shape):
        _, steps, features = shape
        if self.kind == "learned":
            self.positions = self.add_weight(shape=(steps, features), initializer=self.initializer, name="embeddings")
        else:
            i = np.arange(features)
            angles = np.arange(steps)[:, None] / 10000 ** (2 * (i // 2) / features)
            self.positions = np.where(i % 2 == 0, np.sin(angles), np.cos(angles)).astype("float32")

    def call(self, x):
        return x + self.positions`,
};
