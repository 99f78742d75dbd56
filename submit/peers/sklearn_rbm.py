"""scikit-learn's BernoulliRBM: its fit (PCD-1 with as many chains as a batch has rows), its transform, its weights."""
import time

import peer


def version():
    import sklearn
    from sklearn.neural_network import BernoulliRBM  # the import that takes long

    return sklearn.__version__


def machine(request, epochs, rate=0.01):
    from sklearn.neural_network import BernoulliRBM

    return BernoulliRBM(
        n_components=request["hidden"], batch_size=request["batch"], n_iter=epochs, learning_rate=rate, random_state=1
    )


def timed_fit(request, x, epochs, rate=0.01):
    model = machine(request, epochs, rate)
    start = time.perf_counter()
    model.fit(x)
    return model, time.perf_counter() - start


def rate(request):
    """The rate of fit on as many rows as take about the time asked for."""
    x = peer.rows(request["rows"], request["precision"])
    batch = request["batch"]
    warm = x[: 3 * batch]
    timed_fit(request, warm, 1)
    _, seconds = timed_fit(request, warm, 1)
    wanted = max(3, round(request["seconds"] / seconds * 3)) * batch
    epochs = max(1, round(wanted / len(x)))
    used = x[: min(len(x), wanted) // batch * batch]
    _, seconds = timed_fit(request, used, epochs)
    return {"rows": len(used) * epochs, "seconds": seconds}


_fitted = {}


def transform(request):
    """The rate of transform on all rows at once."""
    x = peer.rows(request["rows"], request["precision"])
    key = (request["hidden"], request["precision"])
    if key not in _fitted:
        _fitted[key], _ = timed_fit(request, x[:1000], 1)
        _fitted[key].transform(x)
    start = time.perf_counter()
    _fitted[key].transform(x)
    return {"rows": len(x), "seconds": time.perf_counter() - start}


def train(request):
    """Trains on all rows and writes components_[hidden, visible], visible and hidden biases as float32 after each other."""
    x = peer.rows(request["rows"], request["precision"])
    model, seconds = timed_fit(request, x, request["epochs"], request["rate"])
    with open(request["weights"], "wb") as out:
        for part in (model.components_, model.intercept_visible_, model.intercept_hidden_):
            out.write(part.astype("<f4").tobytes(order="C"))
    return {"rows": len(x) * request["epochs"], "seconds": seconds}


if __name__ == "__main__":
    peer.serve("scikit-learn", version, {"rate": rate, "transform": transform, "train": train})
