"""`photocompare study export-manifest`: a study as plain files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from photocompare import console
from photocompare.cli.output import finish
from photocompare.cli.study import FileArgument, study_app
from photocompare.errors import displayable
from photocompare.files import check_outputs, write_private, write_whole
from photocompare.study import open_study
from photocompare.study.export import export_files, key_csv
from photocompare.study.photo_files import PhotoFile, find_photos
from photocompare.study.recode import recoded


@study_app.command("export-manifest")
def export_manifest(
    file: FileArgument,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for the files.")],
    with_dates: Annotated[
        bool, typer.Option("--with-dates", help="Calendar dates too, where known.")
    ] = False,
    new_codes: Annotated[
        Path | None,
        typer.Option(
            metavar="KEY.csv",
            help="New codes for subjects and photos, drawn for this export; the table that joins them is "
            "written here, apart. Photos, their hashes and dates stay out.",
        ),
    ] = None,
) -> None:
    """Write the study as plain files: manifest, regions, answers, ages, measurements, study.json; no dates.

    Example: photocompare study export-manifest veins.photostudy --out veins
    """
    if new_codes and with_dates:
        raise typer.BadParameter("dates would join the new codes to people: leave --with-dates out")
    if new_codes and new_codes.resolve().is_relative_to(out.resolve()):
        raise typer.BadParameter("the table of codes is kept apart: not in the folder of the export")
    check_outputs({new_codes: ".csv"}, (file,))
    with open_study(file, write=False) as opened, console.progress() as report:
        study, codes = recoded(opened.study) if new_codes else (opened.study, {})
        if new_codes:
            photos = tuple(PhotoFile(photo, None) for photo in study.photos)
        else:
            photos = find_photos(opened.path, study.photos, report=report)
        files = export_files(
            study,
            photos,
            out.resolve(),
            head=opened.head,
            lock=opened.history.lock,
            with_dates=with_dates,
        )
        findings = (*opened.findings, *(photo.finding for photo in photos if photo.finding))
    if new_codes:
        write_private(new_codes, key_csv(codes).encode())
    for name, text in files.items():
        write_whole(out / name, text.encode())
    print(f"{len(files)} files written to {displayable(out.name)}.")
    finish(findings)
