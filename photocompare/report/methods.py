"""The methods, written from the recipe and the table, and the checklist for trials within persons."""

from __future__ import annotations

import inspect
import re
import statistics
from collections import Counter
from collections.abc import Iterator

from photocompare import __version__
from photocompare.errors import codes, displayable
from photocompare.metric import metrics
from photocompare.report.blocks import Block, Heading, Page, Table, Text
from photocompare.report.results import Results
from photocompare.report.words import count, label, light_words, listed, sentence
from photocompare.statistics.subjects import contrasts

AUTHORS = "To be stated by the authors."
SOURCES = {"repeats": "repeat photographs", "model": "the error model"}
METHODS = {
    "chart": "a color chart in both photographs",
    "gray": "a gray card in both photographs",
    "reference": "marked untreated reference skin",
    "none": "nothing (color was left as photographed)",
}


def methods_page(results: Results) -> Page:
    """Return the page that says how every number came about."""
    blocks: list[Block] = [
        Text(_comparison(results), "Comparison."),
        Text(_alignment(results), "Alignment."),
        Text(_color(results), "Color."),
        *_measures(results),
        Text(_error(results), "Measurement error."),
        Text(_tests(results), "Statistics."),
        Text(_exclusions(results), "Exclusions."),
        Heading("Checklist for trials within persons"),
        _checklist(results),
    ]
    subtitle = "Written from the settings and the table; nothing here was typed by hand."
    return Page(displayable(results.title), "Methods", subtitle, tuple(blocks))


def _pairs(results: Results) -> list[dict[str, str]]:
    """Return one row's cells of each pair of photographs."""
    keys = ("subject", "view", "lighting", "timepoint", "followup_sha256")
    found = {tuple(one.cells[key] for key in keys): one.cells for one in results.summary.table.observations}
    return list(found.values())


def _comparison(results: Results) -> str:
    record = results.record
    libraries = record.get("libraries") or {}
    named = listed(f"{name} {version}" for name, version in libraries.items() if version)
    written = sorted({cells["version"] for cells in _pairs(results)})
    return displayable(
        f"{count(len(_pairs(results)), 'pair')} of photographs of {count(len(results.subjects), 'subject')} "
        f"were compared with photocompare {listed(written)} "
        f"(Python {record.get('python', 'unknown')}; {named or 'libraries not recorded'}); settings "
        f"{str(record.get('recipe_sha256', ''))[:12]}. The baseline is the photograph of the lowest day of a "
        "subject, view and lighting; only photographs in like lighting were compared. Measures were taken in "
        "linear light on each photograph's own pixels: regions drawn on the baseline were carried into the "
        "follow-up, which was not resampled."
    )


def _alignment(results: Results) -> str:
    pairs = _pairs(results)
    grades = Counter(cells["alignment_grade"] or "not aligned" for cells in pairs)
    return (
        "Each follow-up was laid onto its baseline without regard to the regions; of "
        f"{count(len(pairs), 'pair')} the alignment was graded {_counted(grades)}."
        f"{_median(pairs, 'alignment_error_px', ' The median estimated error was', 'pixels')} "
        "A pair that could not be aligned was refused, not scored."
    )


def _color(results: Results) -> str:
    pairs = _pairs(results)
    used = Counter(
        METHODS.get(cells["color_method"], cells["color_method"]) for cells in pairs if cells["color_method"]
    )
    return (
        "Both photographs of a pair were brought to one color by "
        f"{_counted(used) or 'nothing (no pair could be)'}."
        f"{_median(pairs, 'color_error_de00', ' The median residual was', 'CIEDE2000')} Clipped, transparent "
        "and excluded pixels, and those the other photograph does not show, left the regions."
    )


def _counted(things: Counter[str]) -> str:
    """Return `good in 7 and usable in 1`, the most frequent first."""
    return listed(f"{name} in {n}" for name, n in things.most_common())


def _median(pairs: list[dict[str, str]], column: str, words: str, unit: str) -> str:
    values = [float(cells[column]) for cells in pairs if cells[column]]
    return f"{words} {statistics.median(values):.2f} {unit}." if values else ""


def _measures(results: Results) -> Iterator[Text]:
    for endpoint in results.means(results.featured):
        known = metrics().get(endpoint.metric)
        if known is None:
            yield Text("A measure of a plug-in that is not installed here.", f"{label(endpoint)}.")
            continue
        text = inspect.cleandoc(known.definition)
        parts = {}
        for match in re.finditer(r"^(Formula|Limits|Source): (.*?)(?=^\w+: |\Z)", text, re.M | re.S):
            parts[match[1]] = " ".join(match[2].split())
        first = text.partition("\n\n")[0].removeprefix("Return ")
        said = [f"{sentence(' '.join(first.split()))}"]
        said += [f"{name}: {parts[name]}" for name in ("Formula", "Limits", "Source") if name in parts]
        yield Text(" ".join(said), f"{known.label}{f', {endpoint.unit}' if endpoint.unit else ''}.")


def _error(results: Results) -> str:
    rows = [one for one in results.summary.table.observations if one.change is not None]
    sources = Counter(SOURCES.get(one.cells["sdc_source"], one.cells["sdc_source"]) for one in rows)
    unknown = sources.pop("", 0)
    told = [f"it came from {_counted(sources)}"] if sources else []
    told += [f"it is unknown in {unknown}"] if unknown or not rows else []
    again = (
        " Repeatability is that of the first two shots of each place: limits of agreement of Bland and "
        "Altman, ICC(A,1) of McGraw and Wong (two-way, absolute agreement, single measures)."
        if results.summary.repeats
        else ""
    )
    return (
        "The smallest detectable change is what measurement error alone exceeds in 5 % of cases "
        f"(1.96 standard deviations of the change). Of {count(len(rows), 'measured change')} "
        f"{listed(told)}.{again} A change beyond it is called increased or decreased, one below it within "
        "error; with no error known, no such claim is made."
    )


def _tests(results: Results) -> str:
    pairs = contrasts(results.arms)
    compared = (
        "The estimate of interest is the difference in change, "
        f"{listed(f'{a} minus {b}' for a, b in pairs)}, within each subject who has both. "
        if pairs
        else "The estimate of interest is the change from baseline: there is no arm to compare it with. "
    )
    named = (
        f"Chosen beforehand: {listed(results.primary)}; their p were adjusted by Holm, all others"
        if results.primary
        else "No measure was named beforehand; all p are exploratory and were adjusted"
    )
    return displayable(
        "The subject is the unit: repeat shots, regions and views of one subject and arm were averaged "
        f"before any test. {compared}Intervals are 95 %, by Student's t and by the BCa bootstrap over "
        "subjects (9999 resamples, fixed seed). p is that of the exact sign-flip test for up to 15 subjects, "
        f"else of the t test; the exact Wilcoxon test and Hodges-Lehmann estimate are in stats.csv. {named} "
        "by Benjamini-Hochberg. Values that could not be measured were left out, never filled in."
    )


def _exclusions(results: Results) -> str:
    empty = [
        one for one in results.summary.table.observations if one.change is None and one.status != "skipped"
    ]
    rows = [one for one in results.summary.table.observations if one.status != "skipped"]
    if not empty:
        return f"None: all {count(len(rows), 'row')} that were to be measured have a value."
    reasons = Counter(next((code for code in one.codes if code in codes()), "") for one in empty)
    told = listed(
        f"{codes()[code].title.lower()} ({code}) in {n}" if code else f"no reason given in {n}"
        for code, n in reasons.most_common()
    )
    return f"{len(empty)} of {count(len(rows), 'row')} have no value: {told}."


def _checklist(results: Results) -> Table:
    rows = [one for one in results.summary.table.observations if one.status != "skipped"]
    sides: Counter[tuple[str, str]] = Counter()
    for one in dict.fromkeys((row.subject, row.arm, row.side) for row in rows if row.arm and row.side):
        sides[one[1], one[2]] += 1
    placed = listed(f"{arm} on the {side} in {n}" for (arm, side), n in sorted(sides.items()))
    have = [one for one in rows if one.change is not None]
    people = f"{len({one.subject for one in have})} of {len({one.subject for one in rows})}"
    sites = f"{len({one.site for one in have})} of {len({one.site for one in rows})}"
    paired = (
        "difference within each subject" if contrasts(results.arms) else "change from each subject's baseline"
    )
    items = (
        ("Why within persons", "Reason for treating sites of one person differently", AUTHORS),
        (
            "Allocation",
            "How it was decided which side or site got what",
            f"{sentence(placed)}. {AUTHORS}" if placed else AUTHORS,
        ),
        ("Carry-across", "Whether one site's treatment can reach the other", AUTHORS),
        (
            "Blinding",
            "Who did not know which site and which time",
            f"Measured without knowledge of the arm. {AUTHORS}",
        ),
        ("Pairing", "How the analysis keeps what belongs to one person together", f"Yes: {paired}."),
        (
            "Denominators",
            "Persons and sites analyzed, of those photographed",
            f"{people} persons, {sites} sites have a value.",
        ),
        (
            "Precision",
            "Effect with its interval, for each outcome",
            "Yes, on the first page and in stats.csv.",
        ),
        ("Harms", "By person and by site", AUTHORS),
        ("Photography", "Lighting, background, field of view, focus, scale, color", _photography(results)),
    )
    return Table(
        ("Item", "What readers need", "In this study"),
        tuple((one, two, displayable(three)) for one, two, three in items),
        (0.16, 0.40, 0.44),
        "After CONSORT 2010 for within-person trials (Pandis et al., BMJ 2017;357:j2835) and the standards "
        "of skin photography (Finnane et al., JAMA Dermatol 2017;153:453-457).",
    )


def _photography(results: Results) -> str:
    rows = results.summary.table.observations
    lights = listed(dict.fromkeys(light_words(one.lighting) for one in rows))
    scaled = any(one.cells["area_mm2"] for one in rows)
    scale = "scale known" if scaled else "no scale, lengths in pixels"
    return f"Lighting {lights}; {scale}; color as under Color. Background and pose: {AUTHORS.lower()}"


def foot(results: Results) -> str:
    """Return the line at the foot of every page."""
    recipe = str(results.record.get("recipe_sha256", ""))[:12]
    return f"photocompare {__version__} · settings {recipe or 'unknown'} · not a diagnosis"
