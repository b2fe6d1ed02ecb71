/** Classes that a program brings along: layers that Keras itself lacks, and one whose layer forgets something there. */
import { isOwnClass, type OwnClass } from "@/interop/code/keras/keras-calls";

const ownClassSource: Readonly<Record<OwnClass, string>> = {
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

/**
 * Keras 3.15 clears the mask of a sequence once an attention has looked at it (`MultiHeadAttention.call`), and the next one to look at the
 * same sequence would see its padding.
 */
const maskKeepingSource = `class MultiHeadAttention(layers.MultiHeadAttention):
    """Leaves the mask of what it looks at to the others that look at it."""

    def __call__(self, query, value, **settings):
        mask = getattr(value, "_keras_mask", None)
        answer = super().__call__(query, value, **settings)
        value._keras_mask = mask
        return answer`;

/** Layers of Keras for which a program may have a class of its own, which stands beside Keras's under the same name. */
export const maskKeepingClass = "MultiHeadAttention";
export type ProgramClass = OwnClass | typeof maskKeepingClass;

export const programClassSource = (name: ProgramClass) => (name === maskKeepingClass ? maskKeepingSource : ownClassSource[name]);
export const isProgramClass = (name: string): name is ProgramClass => name === maskKeepingClass || isOwnClass(name);
