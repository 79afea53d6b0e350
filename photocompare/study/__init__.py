"""The study: subjects, views, timepoints, photos and findings, in one file that never loses anything."""

from photocompare.study.connect import is_study
from photocompare.study.edit import (
    random_code,
    with_alignment,
    with_changed_photo,
    with_chart,
    with_measurements,
    with_outcome,
    with_painted,
    with_photo,
    with_rating,
    with_recipe,
    with_regions,
    with_subject,
    with_timepoint,
    with_view,
    without_photo,
    without_rating,
)
from photocompare.study.found import (
    ChartQuad,
    MeasuredPair,
    PaintedStroke,
    PairAlignment,
    PhotoVessels,
    RegionSet,
)
from photocompare.study.history import History, Lock
from photocompare.study.model import (
    About,
    Outcome,
    Rating,
    Study,
    StudyPhoto,
    StudyRecipe,
    Subject,
    Timepoint,
    View,
)
from photocompare.study.opening import new_study, open_study, open_study_somehow
from photocompare.study.schema import SUFFIX
from photocompare.study.store import OpenStudy
from photocompare.study.template import TEMPLATES, study_from_template

__all__ = [
    "SUFFIX",
    "TEMPLATES",
    "About",
    "ChartQuad",
    "History",
    "Lock",
    "MeasuredPair",
    "OpenStudy",
    "Outcome",
    "PaintedStroke",
    "PairAlignment",
    "PhotoVessels",
    "Rating",
    "RegionSet",
    "Study",
    "StudyPhoto",
    "StudyRecipe",
    "Subject",
    "Timepoint",
    "View",
    "is_study",
    "new_study",
    "open_study",
    "open_study_somehow",
    "random_code",
    "study_from_template",
    "with_alignment",
    "with_changed_photo",
    "with_chart",
    "with_measurements",
    "with_outcome",
    "with_painted",
    "with_photo",
    "with_rating",
    "with_recipe",
    "with_regions",
    "with_subject",
    "with_timepoint",
    "with_view",
    "without_photo",
    "without_rating",
]
