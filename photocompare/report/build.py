"""A folder of results becomes a report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from photocompare.errors import Problem, displayable
from photocompare.files import write_whole
from photocompare.report.blocks import Document, Page
from photocompare.report.grading_page import grading_page, read_grading
from photocompare.report.html import html_bytes
from photocompare.report.methods import foot, methods_page
from photocompare.report.pdf import pdf_bytes
from photocompare.report.repeats_page import repeats_page
from photocompare.report.results import Results, read_results
from photocompare.report.slides import slides_bytes
from photocompare.report.study_page import study_pages
from photocompare.report.subject_page import subject_page

KINDS: dict[str, Callable[[Document], bytes]] = {
    ".html": html_bytes,
    ".pdf": pdf_bytes,
    ".pptx": slides_bytes,
}


def write_report(folder: Path, out: Path, *, primary: Sequence[str] = (), title: str = "") -> Results:
    """Write the report of the results in `folder` to `out`, as its name's ending says; return the results.

    See `write_reports`.
    """
    return write_reports(folder, [out], primary=primary, title=title)


def write_reports(
    folder: Path, outs: Sequence[Path], *, primary: Sequence[str] = (), title: str = ""
) -> Results:
    """Write the report of the results in `folder` in each of the forms that `outs` name; return the results.

    The same results give the same bytes: a report holds no date and no path.

    Raises:
        Problem: E509 for another ending, E507 where .pptx needs what is not installed, E508, E337
            and E502 to E506 for wrong results, E330 where it cannot be written.
    """
    renders = [kind_of(out) for out in outs]
    results = read_results(folder, primary=primary, title=title)
    grading = read_grading(folder)
    graded = (grading_page(results.title, grading),) if grading else ()
    content = document(results, graded)
    for out, render in zip(outs, renders, strict=True):
        write_whole(out, render(content))
    return results


def kind_of(out: Path) -> Callable[[Document], bytes]:
    """Return how a report of this name is written.

    Raises:
        Problem: E509 for an ending that no report has.
    """
    if out.suffix.lower() not in KINDS:
        raise Problem("E509", out.name)
    return KINDS[out.suffix.lower()]


def document(results: Results, graded: Sequence[Page] = ()) -> Document:
    """Return the report's content: the study, its repeats and grading if any, each subject, the methods."""
    subjects = [subject_page(results, one) for one in results.subjects]
    again = repeats_page(results)
    repeats = (again,) if again else ()
    pages = (*study_pages(results), *repeats, *graded, *subjects, methods_page(results))
    return Document(displayable(results.title), foot(results), pages)
