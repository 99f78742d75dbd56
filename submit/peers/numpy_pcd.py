"""PCD-1 of a restricted Boltzmann machine as a careful numpy loop: float32, buffers used again, plain gradient ascent."""
import peer


def version():
    import numpy

    return numpy.__version__


class Machine:
    """W[visible, hidden]; as many chains as a batch has rows."""

    def __init__(self, visible, hidden, batch, rate):
        import numpy as np

        self.np = np
        self.random = np.random.default_rng(1)
        self.rate = np.float32(rate / batch)
        self.w = self.random.standard_normal((visible, hidden), dtype=np.float32) * np.float32(0.01)
        self.a = np.full(visible, -2, np.float32)
        self.b = np.zeros(hidden, np.float32)
        self.h = np.zeros((batch, hidden), np.float32)
        self.data, self.model, self.draws = (np.empty((batch, hidden), np.float32) for _ in range(3))
        self.v, self.visible_draws = (np.empty((batch, visible), np.float32) for _ in range(2))
        self.positive, self.negative = (np.empty((visible, hidden), np.float32) for _ in range(2))

    def sigmoid(self, x, bias):
        np = self.np
        x += bias
        np.negative(x, out=x)
        np.exp(x, out=x)
        x += np.float32(1)
        np.reciprocal(x, out=x)

    def update(self, rows):
        np = self.np
        np.matmul(rows, self.w, out=self.data)
        self.sigmoid(self.data, self.b)
        np.matmul(self.h, self.w.T, out=self.v)
        self.sigmoid(self.v, self.a)
        self.random.random(out=self.visible_draws, dtype=np.float32)
        np.less(self.visible_draws, self.v, out=self.v)
        np.matmul(self.v, self.w, out=self.model)
        self.sigmoid(self.model, self.b)
        self.random.random(out=self.draws, dtype=np.float32)
        np.less(self.draws, self.model, out=self.h)
        np.matmul(rows.T, self.data, out=self.positive)
        np.matmul(self.v.T, self.model, out=self.negative)
        self.positive -= self.negative
        self.positive *= self.rate
        self.w += self.positive
        self.a += self.rate * (rows.sum(axis=0) - self.v.sum(axis=0))
        self.b += self.rate * (self.data.sum(axis=0) - self.model.sum(axis=0))


def rate(request):
    x = peer.rows(request["rows"], "float32")
    batch = request["batch"]
    machine = Machine(x.shape[1], request["hidden"], batch, 0.01)
    blocks = [x[i : i + batch] for i in range(0, len(x) - batch + 1, batch)]
    return peer.timed_updates(machine.update, blocks, batch, request["seconds"])


if __name__ == "__main__":
    peer.serve("numpy", version, {"rate": rate})
