"""The page of repeat shots: how far a measure differs where nothing changed."""

from __future__ import annotations

from collections.abc import Iterator

from photocompare.errors import displayable
from photocompare.metric import metrics
from photocompare.report.agreement_chart import bland_altman
from photocompare.report.blocks import Block, Chart, Page, Picture, Row, Table
from photocompare.report.results import FAVORITES, Results
from photocompare.report.style import CHART_GAP, WIDTH
from photocompare.report.words import DASH, count, decimals, figure, interval, label, sentence
from photocompare.statistics.repeats import Repeat, by_endpoint, error_of
from photocompare.statistics.subjects import Endpoint

FEWEST_DRAWN = 3


def repeats_page(results: Results) -> Page | None:
    """Return the page, or None for a study in which no measure was taken twice of two places."""
    found = {one: own for one, own in by_endpoint(results.summary.repeats).items() if error_of(own)}
    if not found:
        return None
    places = {one.place[:5] for own in found.values() for one in own}
    people = count(len({place[0] for place in places}), "subject")
    facts = f"{count(len(places), 'place')} photographed twice at one timepoint, of {people}"
    blocks: list[Block] = [*_charts(results, found), _table(results, found)]
    return Page(displayable(results.title), "Repeatability", facts, tuple(blocks))


def _charts(results: Results, found: dict[Endpoint, list[Repeat]]) -> Iterator[Row]:
    wanted = list(dict.fromkeys((*results.featured, *FAVORITES)))
    drawn = [one for one in results.means(wanted) if len(found.get(one, ())) >= FEWEST_DRAWN][:2]
    caption = (
        "Each dot one place photographed twice. Line: mean difference; broken lines: limits of agreement, "
        "mean ± 1.96 SD (Bland and Altman)."
    )
    charts: list[Chart | Picture] = []
    for endpoint in drawn:
        own, error = found[endpoint], error_of(found[endpoint])
        assert error is not None
        pairs = [(one.first, one.again) for one in own]
        drawing = bland_altman(
            pairs,
            error,
            title=f"{label(endpoint)}: two shots",
            unit=endpoint.unit,
            width=(WIDTH - CHART_GAP) / 2,
        )
        charts.append(Chart(drawing, caption if not charts else ""))
    if charts:
        yield Row(tuple(charts))


def _table(results: Results, found: dict[Endpoint, list[Repeat]]) -> Table:
    order = [*results.featured, *(name for name in metrics() if name not in results.featured)]
    known = [one for one in found if "." not in one.metric or one.metric in results.featured]
    known.sort(key=lambda one: order.index(one.metric) if one.metric in order else len(order))
    rows = []
    for endpoint in known:
        error = error_of(found[endpoint])
        assert error is not None
        places = decimals([*error.limits, error.sdc])
        icc = error.icc
        rows.append(
            (
                label(endpoint),
                endpoint.unit or DASH,
                str(error.n),
                figure(error.bias, places, signed=True),
                interval(error.limits, places, signed=True),
                figure(error.sem, places),
                figure(error.sdc, places),
                f"{figure(icc.value, 2)} ({interval((icc.low, icc.high), 2)})" if icc else DASH,
                sentence(icc.words) if icc else DASH,
            )
        )
    return Table(
        (
            "Measure",
            "Unit",
            "n",
            "Bias",
            "Limits of agreement",
            "SEM",
            "SDC",
            "ICC(A,1), 95 % CI",
            "Reliability",
        ),
        tuple(rows),
        (0.22, 0.07, 0.04, 0.07, 0.16, 0.065, 0.065, 0.18, 0.13),
        "n: places; several of one subject count each. SEM: standard error of measurement, SD of the "
        "differences by the root of 2; SDC: smallest detectable change of one place, 1.96 SD. Reliability: "
        "what the interval of the ICC allows to say (Koo and Li 2016).",
        frozenset(range(2, 8)),
    )
