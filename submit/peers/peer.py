"""What the peers of the benchmark share: a request a line on standard input, a reply a line on standard output, both JSON.

The first line that a peer prints says what it is, or {"missing": MODULE}. A request names "do" and its settings.
"""
import json
import os
import sys
import time


def serve(name, import_module, handlers):
    """Says who is there, then answers requests until the input ends. `import_module` returns a version, or raises ImportError."""
    try:
        version = import_module()
    except ImportError as missing:
        reply({"missing": missing.name or name})
        return
    reply({"peer": name, "version": version, "blas": blas()})
    for line in sys.stdin:
        request = json.loads(line)
        try:
            reply(handlers[request["do"]](request))
        except Exception as failure:  # the benchmark says what went wrong and goes on
            reply({"error": f"{type(failure).__name__}: {failure}"})


def reply(content):
    print(json.dumps(content), flush=True)


def blas():
    """The matrix library that is loaded, and its threads."""
    try:
        from threadpoolctl import threadpool_info
    except ImportError:
        with open("/proc/self/maps") as maps:
            libraries = {os.path.basename(line.split()[-1]) for line in maps if "blas" in line or "mkl" in line}
        threads = os.environ.get("OPENBLAS_NUM_THREADS", "all")
        return ", ".join(sorted(libraries)) + f", {threads} threads (without threadpoolctl nobody knows more)"
    parts = [
        f"{pool['internal_api']} {pool['version']} {pool.get('architecture', '')}, {pool['num_threads']} threads"
        for pool in threadpool_info()
        if pool["user_api"] == "blas"
    ]
    return "; ".join(parts) or "none that threadpoolctl knows: slow"


_rows = {}


def rows(file, dtype):
    """The rows of an IDX file of bytes 0 and 1, [rows, visible]; read once for each type."""
    import numpy as np

    key = (file, np.dtype(dtype))
    if key not in _rows:
        _rows.clear()
        count, height, width = np.fromfile(file, dtype=">i4", count=4)[1:]
        _rows[key] = np.fromfile(file, dtype=np.uint8, offset=16).reshape(count, height * width).astype(dtype)
    return _rows[key]


def timed_updates(update, blocks, batch, seconds):
    """Runs update(block) over and over for so many seconds after a warm-up; returns rows and seconds."""
    start = time.perf_counter()
    done = 0
    while done < 3 or time.perf_counter() - start < 0.2 * seconds:
        update(blocks[done % len(blocks)])
        done += 1
    start = time.perf_counter()
    done = 0
    while done < 3 or time.perf_counter() - start < seconds:
        update(blocks[done % len(blocks)])
        done += 1
    return {"rows": done * batch, "seconds": time.perf_counter() - start}
