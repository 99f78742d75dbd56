"""PCD-1 of a restricted Boltzmann machine as a PyTorch loop on the CPU: float32 or bfloat16, plain gradient ascent."""
import os
import time

import peer


def version():
    import numpy  # reads the rows
    import torch

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.set_grad_enabled(False)
    return torch.__version__


class Machine:
    """W[visible, hidden] in float32; products in the precision asked for; as many chains as a batch has rows."""

    def __init__(self, visible, hidden, batch, rate, dtype):
        import torch

        torch.manual_seed(1)
        self.torch = torch
        self.dtype = dtype
        self.rate = rate / batch
        self.w = torch.randn(visible, hidden) * 0.01
        self.a = torch.full((visible,), -2.0)
        self.b = torch.zeros(hidden)
        self.h = torch.zeros(batch, hidden, dtype=dtype)

    def update(self, rows):
        torch, dtype = self.torch, self.dtype
        w = self.w.to(dtype)
        a, b = self.a.to(dtype), self.b.to(dtype)
        data = torch.addmm(b, rows, w).sigmoid_()
        v = torch.addmm(a, self.h, w.t()).sigmoid_()
        v = (torch.rand_like(v) < v).to(dtype)
        model = torch.addmm(b, v, w).sigmoid_()
        self.h = (torch.rand_like(model) < model).to(dtype)
        if dtype == torch.float32:
            self.w.addmm_(rows.t(), data, alpha=self.rate).addmm_(v.t(), model, alpha=-self.rate)
        else:
            self.w.add_((rows.t() @ data).float() - (v.t() @ model).float(), alpha=self.rate)
        self.a.add_((rows.sum(0) - v.sum(0)).float(), alpha=self.rate)
        self.b.add_((data.sum(0) - model.sum(0)).float(), alpha=self.rate)


def rate(request):
    import torch

    dtype = getattr(torch, request["precision"])
    x = torch.from_numpy(peer.rows(request["rows"], "float32"))
    if dtype == torch.bfloat16 and seconds_of_product(dtype) > seconds_of_product(torch.float32):
        return {"skip": "its bfloat16 products are slower than its float32 ones on this processor"}
    batch = request["batch"]
    machine = Machine(x.shape[1], request["hidden"], batch, 0.01, dtype)
    blocks = [x[i : i + batch].to(dtype) for i in range(0, len(x) - batch + 1, batch)]
    return peer.timed_updates(machine.update, blocks, batch, request["seconds"])


def seconds_of_product(dtype):
    import torch

    x, w = torch.ones(100, 784, dtype=dtype), torch.ones(784, 500, dtype=dtype)
    best = float("inf")
    for _ in range(10):
        start = time.perf_counter()
        x @ w
        best = min(best, time.perf_counter() - start)
    return best


if __name__ == "__main__":
    peer.serve("PyTorch", version, {"rate": rate})
