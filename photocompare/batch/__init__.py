"""A manifest of photos becomes many comparisons: planned, measured on any number of cores, resumable."""

from photocompare.batch.dry_run import dry_run
from photocompare.batch.entry import Entry
from photocompare.batch.folder import Outcome, Outputs, batch_into
from photocompare.batch.manifest import Manifest, read_manifest
from photocompare.batch.plan import Pair, Plan, plan
from photocompare.batch.run import BatchResult, run_batch
from photocompare.study.timepoint import day_of

__all__ = [
    "BatchResult",
    "Entry",
    "Manifest",
    "Outcome",
    "Outputs",
    "Pair",
    "Plan",
    "batch_into",
    "day_of",
    "dry_run",
    "plan",
    "read_manifest",
    "run_batch",
]
