#!/usr/bin/env python3
"""Import and export against NumPy and scikit-learn themselves, through the commands:  python3 check_with_numpy.py     (run by hand)"""
import json
import pathlib
import struct
import subprocess
import tempfile

import numpy as np
from sklearn.neural_network import BernoulliRBM

boltzmann = pathlib.Path(__file__).resolve().parents[4] / "submit" / "boltzmann"


def run(*arguments):
    subprocess.run([str(boltzmann), *arguments], check=True, stdout=subprocess.DEVNULL)


def safetensors(path):
    data = pathlib.Path(path).read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    payload = data[8 + length :]
    header = json.loads(data[8 : 8 + length])
    return {
        name: np.frombuffer(payload[slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
    }


def same(found, expected):
    assert found.dtype == np.float32 and found.shape == expected.shape, (found.dtype, found.shape, expected.shape)
    assert np.array_equal(found, expected.astype(np.float32))


random = np.random.default_rng(3)
with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    # Larger than the buffers, deflated, Fortran order, float64: parameters are NumPy's own rounding to float32.
    W, a, b = random.normal(size=(784, 300)), random.normal(size=784), random.normal(size=300)
    np.savez_compressed(folder / "m.npz", W=np.asfortranarray(W), visible_bias=a, hidden_bias=b)
    run("import", f"input={folder}/m.npz", f"output={folder}/model")
    tensors = safetensors(folder / "model" / "parameters.safetensors")
    same(tensors["weights.visible.hidden"], W)
    same(tensors["bias.visible"], a)
    same(tensors["bias.hidden"], b)

    run("export", f"model={folder}/model", f"output={folder}/back.npz")
    back = np.load(folder / "back.npz", allow_pickle=False)
    assert back.files == ["W", "visible_bias", "hidden_bias"]
    same(back["W"], W)
    same(back["visible_bias"], a)
    same(back["hidden_bias"], b)

    # To scikit-learn: its transform with our numbers.
    names = ["names.weights=components_", "names.visibleBias=intercept_visible_", "names.hiddenBias=intercept_hidden_"]
    run("export", f"model={folder}/model", f"output={folder}/s.safetensors", "transpose=true", *names)
    theirs = safetensors(folder / "s.safetensors")
    same(theirs["components_"], W.T)
    rbm = BernoulliRBM(n_components=300)
    rbm.components_, rbm.intercept_hidden_ = theirs["components_"].astype(float), theirs["intercept_hidden_"].astype(float)
    rbm.intercept_visible_ = theirs["intercept_visible_"].astype(float)
    rbm._n_features_out = 300
    rows = (random.random((20, 784)) > 0.9).astype(float)
    expected = 1 / (1 + np.exp(-(rows @ W + b)))
    assert np.abs(rbm.transform(rows) - expected).max() < 1e-5
print("import and export agree with NumPy and scikit-learn")
