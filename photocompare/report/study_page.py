"""The first pages: what changed, for whom, how surely, and what the design cannot show."""

from __future__ import annotations

from collections.abc import Iterator

from photocompare.errors import codes, displayable
from photocompare.report.blocks import Block, Heading, KeyFigures, Page, Text
from photocompare.report.results import Results
from photocompare.report.study_charts import (
    featured_charts,
    further_charts,
    main_estimate,
)
from photocompare.report.study_tables import answers, change_tables, every_measure, verdicts
from photocompare.report.words import (
    change_unit,
    count,
    decimals,
    figure,
    interval,
    label,
    light_words,
    listed,
    p_text,
    sentence,
)
from photocompare.statistics import Estimate
from photocompare.statistics import estimate as named


def study_pages(results: Results) -> list[Page]:
    """Return the summary page and the page of all measures."""
    blocks: list[Block] = [KeyFigures(tuple(_key_figures(results)))]
    for endpoint, means in results.means(results.featured).items():
        blocks.append(featured_charts(results, endpoint, means))
    blocks += change_tables(results)
    if len(results.featured) < 3:
        blocks += further_charts(results)
    blocks += [*verdicts(results), *answers(results), *_doubts(results)]
    kicker = "Study report" if results.primary else "Study report, exploratory"
    pages = [Page(kicker, displayable(results.title), _facts(results), tuple(blocks))]
    every = every_measure(results)
    if every.rows:
        when = results.timepoints[-1][0]
        title = "Every measure"
        note = f"At the last follow-up, {displayable(when)}; p adjusted by Benjamini-Hochberg"
        note += ", that of the primary estimates by Holm." if results.primary else "."
        pages.append(Page(displayable(results.title), title, note, (every,)))
    return pages


def _facts(results: Results) -> str:
    rows = results.summary.table.observations
    sites = {one.site for one in rows}
    lights = list(dict.fromkeys(light_words(one.lighting) for one in rows))
    parts = [
        count(len(results.subjects), "subject"),
        count(len(sites), "site"),
        f"{count(len(results.timepoints), 'follow-up')} ({listed(name for name, _ in results.timepoints)})",
        f"{count(len(results.arms), 'arm')} ({listed(results.arms)})" if results.arms else "no arms named",
        f"lighting {listed(lights)}",
    ]
    return displayable(" · ".join(parts))


def _key_figures(results: Results) -> Iterator[tuple[str, str, str]]:
    """Yield the latest estimate of each featured measure; of a single one both arms' changes too."""
    shown = list(results.means(results.featured))[:3]
    for endpoint in shown:
        times = (name for name, _ in reversed(results.timepoints))
        one = next((found for name in times if (found := main_estimate(results, endpoint, name))), None)
        if one is None:
            continue
        yield _key_figure(one)
        if len(shown) == 1 and one.versus:
            alike = (one.endpoint, one.timepoint, named.CHANGE)
            for other in results.summary.estimates:
                if (other.endpoint, other.timepoint, other.analysis) == alike and other.arm in {
                    one.arm,
                    one.versus,
                }:
                    yield _key_figure(other)


def _key_figure(one: Estimate) -> tuple[str, str, str]:
    places = decimals([one.estimate, *(one.interval or ())])
    share = one.endpoint.unit == "%"
    value = f"{figure(one.estimate, places, signed=True)} {'pp' if share else one.endpoint.unit}".strip()
    name = label(one.endpoint) + (f" ({change_unit(one.endpoint)})" if share else "")
    what = f"{name}, {displayable(one.comparison or 'all regions')}"
    sure = f"95 % CI {interval(one.interval, places, signed=True)}; n = {one.n}; {p_text(one.sample.p)}"
    return value, f"{what}, {displayable(one.timepoint)}", sure if one.interval else f"n = {one.n}"


def _doubts(results: Results) -> Iterator[Block]:
    findings = [one for one in results.summary.findings if one.code not in {"N519"}]
    if findings:
        yield Heading("What this study cannot show")
    for one in findings:
        entry = codes()[one.code]
        subject = f": {displayable(one.subject)}" if one.subject else ""
        cause = displayable(one.detail or entry.cause).rstrip(".")
        text = " ".join(filter(None, (f"{sentence(cause)}.", entry.action, f"[{one.code}]")))
        yield Text(text, f"{entry.title}{subject}.")
