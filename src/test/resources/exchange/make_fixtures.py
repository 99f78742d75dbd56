#!/usr/bin/env python3
"""Writes the array files of this folder:  python3 make_fixtures.py     (NumPy 1.24, scikit-learn 1.2.1)

The tests read what is committed and need neither.
"""
import zipfile

import numpy as np
from sklearn.neural_network import BernoulliRBM

# Four visible and three hidden units; every number is exact in half precision.
W = ((np.arange(12) - 5) / 8).reshape(4, 3)
visible_bias = np.array([0.5, -1.0, 0.25, 2.0])
hidden_bias = np.array([-0.125, 1.5, 0.0])


def save(name, how=np.savez, dtype="<f4", order="C"):
    how(
        name,
        W=np.array(W, dtype=dtype, order=order),
        visible_bias=visible_bias.astype(dtype),
        hidden_bias=hidden_bias.astype(dtype),
    )


save("float32.npz")
save("float64-fortran.npz", dtype="<f8", order="F")
save("float16-deflated.npz", how=np.savez_compressed, dtype="<f2")

# Version 2.0 of the header, and members with a data descriptor, as written to a pipe.
class Pipe:
    def __init__(self, path):
        self.file = open(path, "wb")

    def write(self, data):
        return self.file.write(data)

    def flush(self):
        self.file.flush()


pipe = Pipe("version2-piped.npz")
with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
    for key, value in dict(W=W, visible_bias=visible_bias, hidden_bias=hidden_bias).items():
        with archive.open(key + ".npy", "w") as member:
            np.lib.format.write_array(member, value.astype("<f4"), version=(2, 0))
pipe.file.close()

# What is refused: Python objects (a pickle inside), other byte order, whole numbers, fields, a single array.
np.savez("objects.npz", W=np.array([[None, 1.5]], dtype=object), visible_bias=np.zeros(1), hidden_bias=np.zeros(2))
np.savez("big-endian.npz", W=W.astype(">f4"), visible_bias=visible_bias, hidden_bias=hidden_bias)
np.savez("integers.npz", W=np.ones((4, 3), dtype="<i8"), visible_bias=visible_bias, hidden_bias=hidden_bias)
np.savez(
    "fields.npz", W=np.zeros(4, dtype=[("a", "<f4"), ("b", "<f4")]), visible_bias=visible_bias, hidden_bias=hidden_bias
)
np.save("single.npy", W)

# A machine that scikit-learn trained, with what its transform makes of rows.
random = np.random.RandomState(7)
half = random.rand(40, 3) > 0.5
rows = np.hstack([half, half]).astype("<f8")
rows[random.rand(*rows.shape) < 0.1] = 0.5
rbm = BernoulliRBM(n_components=5, learning_rate=0.2, batch_size=5, n_iter=60, random_state=7).fit(rows)
np.savez(
    "sklearn.npz",
    components_=rbm.components_,
    intercept_visible_=rbm.intercept_visible_,
    intercept_hidden_=rbm.intercept_hidden_,
)
np.savez("sklearn-transform.npz", rows=rows[:8], hidden=rbm.transform(rows[:8]))
