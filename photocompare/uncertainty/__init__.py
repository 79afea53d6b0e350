"""The smallest detectable change of each measure, and what it makes of a change: the verdict."""

from photocompare.uncertainty.model import RegionErrors
from photocompare.uncertainty.repeats import RepeatErrors, repeat_errors
from photocompare.uncertainty.verdict import VERDICT_MARKS, Verdict, verdict_of

__all__ = ["VERDICT_MARKS", "RegionErrors", "RepeatErrors", "Verdict", "repeat_errors", "verdict_of"]
