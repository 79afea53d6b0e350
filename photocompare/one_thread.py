"""NumPy and SciPy multiply with one thread: our matrices are small, and threads that wait burn time.

Two threads take a pair twice the processor time and end no sooner (docs/decisions/0142).
"""

import os

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def use_one_thread() -> None:
    """Say so to this process and those it starts; to be called before NumPy is imported."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
