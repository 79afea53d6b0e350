"""The command line: each command a few lines over a core call."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.markup import escape
from rich.table import Table

from photocompare import __version__
from photocompare.alignment import align as align_photos
from photocompare.alignment import warp_to_baseline
from photocompare.batch import run_batch
from photocompare.compare import compare
from photocompare.console import measurement_table, messages, progress, stderr, stdout
from photocompare.demo import run_demo
from photocompare.errors import Cancelled, Problem
from photocompare.figure import pair_figure, png
from photocompare.files import write_whole
from photocompare.metric import metrics as all_metrics
from photocompare.photo import read_photo
from photocompare.points import read_points, write_points
from photocompare.provenance import run_json
from photocompare.recipe import ColorMethod, Recipe, read_recipe
from photocompare.regions import read_regions
from photocompare.table import Row, comparison_rows, csv_text, failed_rows, Occasion
from photocompare.compare import chosen_metrics

app = typer.Typer(
    name="photocompare",
    help="Measure what changed between two photographs of the same skin, each change with its error.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

RegionsOption = Annotated[Path | None, typer.Option("--regions", help="GeoJSON outlines on the baseline.")]
ScaleOption = Annotated[
    float | None, typer.Option("--mm-per-pixel", min=1e-6, max=1000, help="Scale of the baseline.")
]
ColorOption = Annotated[ColorMethod | None, typer.Option("--color", help="How color is corrected.")]
RecipeOption = Annotated[Path | None, typer.Option("--recipe", help="All settings in one TOML file.")]
