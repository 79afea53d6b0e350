"""A manifest of photos becomes many comparisons."""

from photocompare.batch.manifest import Entry, Pair, pairs, read_manifest
from photocompare.batch.run import BatchResult, run_batch

__all__ = ["BatchResult", "Entry", "Pair", "pairs", "read_manifest", "run_batch"]
