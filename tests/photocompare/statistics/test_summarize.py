"""A study's table becomes its statistics: the subject is the unit, and the design's limits are said."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from photocompare.cli.output import write_table
from photocompare.errors import Problem
from photocompare.statistics import Outcome, read_metrics, read_outcomes, stats_csv, summarize, to_frame
from photocompare.statistics.estimate import COLUMNS, Summary
from photocompare.table import Row, parquet_bytes
from tests.photocompare.command import run, run_alone
from tests.photocompare.statistics.tables import AFTER_C, AFTER_T, BEFORE_C, BEFORE_T, as_csv, row, split_face


def codes(summary: Summary) -> set[str]:
    return {finding.code for finding in summary.findings}


def test_that_the_check_set_comes_back_from_a_table(tmp_path: Path) -> None:
    (tmp_path / "metrics.csv").write_text(as_csv(split_face()), encoding="utf-8")
    summary = summarize(tmp_path / "metrics.csv", primary=["erythema_index"])
    (one,) = summary.of("erythema_index", "difference")
    assert (one.n, one.sites, one.comparison) == (11, 22, "treated minus untreated")
    assert one.estimate == pytest.approx(-2.018182, abs=1e-6)
    assert one.interval == pytest.approx((-2.983681, -1.052683), abs=1e-6)
    assert (one.sample.p, one.family, one.p_adjusted) == (0.0029296875, "primary", 0.0029296875)
    assert "W511" in one.codes
    changes = {found.arm: found.estimate for found in summary.of("erythema_index", "change")}
    assert changes["treated"] - changes["untreated"] == pytest.approx(one.estimate)


def test_that_percent_change_names_which_mean_it_is() -> None:
    rows = split_face(metric="vessel_area_fraction")
    rows = [one | {"percent_change": "-1"} for one in rows]
    summary = summarize(rows)
    ratios = {
        one.arm: one.estimate for one in summary.of("vessel_area_fraction", "percent change, mean of ratios")
    }
    assert ratios == pytest.approx({"treated": -12.8646, "untreated": -3.6459}, abs=1e-4)
    means = {
        one.arm: one.estimate for one in summary.of("vessel_area_fraction", "percent change, ratio of means")
    }
    assert means["treated"] == pytest.approx(100 * (sum(AFTER_T) / sum(BEFORE_T) - 1))
    assert means["untreated"] == pytest.approx(100 * (sum(AFTER_C) / sum(BEFORE_C) - 1))
    assert not summarize(split_face()).of("erythema_index", "percent change, mean of ratios")


def test_that_measuring_a_person_more_often_does_not_make_more_people() -> None:
    once = summarize(split_face())
    twice = summarize(
        [one | {"region": name + one["region"]} for one in split_face() for name in ("", "upper ")]
    )
    for few, many in zip(once.estimates, twice.estimates, strict=True):
        assert few.sample == many.sample
        assert many.sites == 2 * (few.sites or 0)
    assert "N518" in codes(twice)


def test_that_the_order_of_rows_changes_no_number() -> None:
    assert set(stats_csv(summarize(split_face()).estimates).splitlines()) == set(
        stats_csv(summarize(split_face()[::-1]).estimates).splitlines()
    )


def test_that_repeat_shots_give_the_error_and_no_further_person() -> None:
    first = [one | {"followup_sha256": "a"} for one in split_face()]
    second = [
        one | {"followup_sha256": "b", "followup": f"{float(one['followup']) + shift:.2f}"}
        for one, shift in zip(split_face(), (0.3, -0.3) * 11, strict=True)
    ]
    summary = summarize([*first, *second])
    (sdc,) = summary.of("erythema_index", "repeats: SDC")
    assert sdc.estimate == pytest.approx(1.96 * 0.3 * (22 / 21) ** 0.5, rel=1e-6)
    assert {one.n for one in summary.of("erythema_index", "change")} == {11}


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (split_face(), "W511"),
        ([one for one in split_face() if one["arm"] == "treated"], "W512"),
        ([one | {"arm": {"treated": "A", "untreated": "B"}[one["arm"]]} for one in split_face()], "W512"),
        (split_face(5), "W513"),
        (split_face()[:-1], "W514"),
        ([*split_face(10), row("S99", 20, 18, day="29", arm="treated", side="right")], "W515"),
        ([*split_face(), row("S99", None, None, arm="treated", side="right")], "W516"),
        ([one | {"version": "0.0.1"} for one in split_face()], "W510"),
        ([one | {"recipe_sha256": str(i)} for i, one in enumerate(split_face())], "W517"),
    ],
)
def test_that_what_a_design_cannot_show_is_said(rows: list[Row], code: str) -> None:
    assert code in codes(summarize(rows))


def test_that_a_sound_design_raises_no_doubt() -> None:
    swapped = {"left": "right", "right": "left"}
    rows = [
        one | {"side": swapped[one["side"]] if index % 4 < 2 else one["side"]}
        for index, one in enumerate(split_face())
    ]
    assert codes(summarize(rows, primary=["erythema_index"])) == set()


def test_that_denominators_are_given_by_person_and_by_site() -> None:
    summary = summarize([*split_face(), row("S99", None, None, arm="treated", side="left")])
    (said,) = [finding for finding in summary.findings if finding.code == "W516"]
    assert "1 of 23 rows, in 1 of 12 subjects and 1 of 23 sites; E405" in said.message


def test_that_two_groups_of_different_people_are_not_paired() -> None:
    rows = [
        one
        | {"subject": one["subject"] + one["arm"][0], "arm": {"treated": "A", "untreated": "B"}[one["arm"]]}
        for one in split_face()
    ]
    summary = summarize(rows)
    (one,) = summary.of("erythema_index", "difference between groups")
    assert one.estimate == pytest.approx(-2.018182, abs=1e-6)
    assert one.n == 22
    assert "W514" not in codes(summary)


def test_that_responders_are_those_beyond_error_in_the_better_direction() -> None:
    verdicts = ["decreased"] * 8 + ["within error"] * 2 + ["increased"]
    rows = [
        one | {"verdict": verdicts[index // 2] if one["arm"] == "treated" else "within error"}
        for index, one in enumerate(split_face())
    ]
    found = {one.arm: one for one in summarize(rows).of("erythema_index", "responders")}
    assert found["treated"].estimate == pytest.approx(100 * 8 / 11)
    assert found["treated"].interval == pytest.approx((43.4, 90.3), abs=0.1)
    assert found["untreated"].estimate == 0


def test_that_the_mixed_model_finds_the_paired_difference() -> None:
    later = [one | {"timepoint": "3 months", "day": "90"} for one in split_face()]
    summary = summarize(split_face(), mixed=True)
    (one,) = summary.of("erythema_index", "mixed model")
    assert one.estimate == pytest.approx(-2.018182, abs=1e-4)
    # One follow-up of everybody: the paired test itself (error .433, 10 degrees of freedom).
    assert one.interval == pytest.approx((-2.983681, -1.052683), abs=1e-5)
    assert (one.sample.df, one.sample.p_t) == pytest.approx((10, 0.000898), abs=1e-6)
    (written,) = csv.DictReader(io.StringIO(stats_csv([one])))
    assert (written["df"], written["df_method"]) == ("10", "Satterthwaite")
    both = summarize([*split_face(), *later], mixed=True).of("erythema_index", "mixed model")
    assert [found.timepoint for found in both] == ["2 weeks", "3 months"]


def test_that_satisfaction_is_tabled_with_its_interval(tmp_path: Path) -> None:
    grades = ["very satisfied"] * 4 + ["Satisfied"] * 4 + ["neutral"] * 2 + ["dissatisfied"]
    lines = [f"S{index:02},2 weeks,satisfaction,{grade}" for index, grade in enumerate(grades)]
    path = tmp_path / "answers.csv"
    path.write_text("subject,timepoint,question,answer\n" + "\n".join(lines) + "\n", encoding="utf-8")
    summary = summarize(split_face(), outcomes=read_outcomes(path))
    (one,) = summary.of("satisfaction", "satisfied or very satisfied")
    assert (round(one.estimate, 1), one.n) == (72.7, 11)
    assert one.interval == pytest.approx((43.4, 90.3), abs=0.1)
    path.write_text(path.read_text() + lines[0] + "\n", encoding="utf-8")
    with pytest.raises(Problem, match="E506"):
        read_outcomes(path)


def test_that_a_scale_of_numbers_is_averaged() -> None:
    answers = [Outcome(f"S{n}", "2 weeks", "pain", str(n)) for n in range(5)]
    (one,) = summarize(split_face(), outcomes=answers).of("pain")
    assert (one.analysis, one.estimate, one.tested) == ("mean answer", 2, False)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda text: text.replace("verdict", "verdikt", 1), "E337"),
        (lambda text: text.splitlines()[0], "E337"),
        (lambda text: "", "E337"),
        (lambda text: text + text.splitlines()[1] + ",\n", "E337"),
        (lambda text: text.replace("-4.22", "-4,22", 1), "E337"),
        (lambda text: text.replace("27.03", "nan", 1), "E502"),
        (lambda text: text.replace("error unknown", "better", 1), "E502"),
    ],
)
def test_that_a_table_that_was_changed_is_refused_in_words(tmp_path: Path, damage, code: str) -> None:
    path = tmp_path / "metrics.csv"
    path.write_text(damage(as_csv(split_face())), encoding="utf-8")
    with pytest.raises(Problem, match=code):
        read_metrics(path)


def test_that_a_row_that_stands_twice_is_refused() -> None:
    with pytest.raises(Problem, match="E502"):
        summarize([one | {"followup_sha256": "a"} for one in [*split_face(), *split_face()]])


def test_that_a_metric_without_values_cannot_be_primary() -> None:
    with pytest.raises(Problem, match="E503"):
        summarize(split_face(), primary=["ita"])
    with pytest.raises(Problem, match="E504"):
        summarize([row("S01", None, None)])


def test_that_hostile_arms_stay_text_in_the_statistics() -> None:
    arms = {"treated": "=cmd|'/c calc'!A1", "untreated": "untreated"}
    text = stats_csv(summarize([one | {"arm": arms[one["arm"]]} for one in split_face()]).estimates)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {one["arm"] for one in rows} == {"'=cmd|'/c calc'!A1", "untreated"}
    assert list(rows[0]) == list(COLUMNS)


def test_that_a_frame_keeps_texts_and_has_numbers() -> None:
    pytest.importorskip("pandas")
    frame = to_frame([one | {"subject": "007"} for one in split_face(1)])
    assert list(frame["subject"]) == ["007", "007"]
    assert frame["change"].to_list() == pytest.approx([-4.22, -0.83])
    assert frame["sdc"].isna().all()
    assert to_frame(summarize(split_face()))["estimate"].dtype == float


def test_that_the_command_writes_the_estimates_and_says_the_doubts(tmp_path: Path) -> None:
    (tmp_path / "metrics.csv").write_text(as_csv(split_face()), encoding="utf-8")
    words = ("stats", "metrics.csv", "--primary", "erythema_index", "--out", "stats.csv")
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 0
    assert "treated minus untreated" in done.stdout
    assert ".003" in done.stdout
    assert "W511" in done.stderr
    first = (tmp_path / "stats.csv").read_bytes()
    assert first == stats_csv(summarize(split_face(), primary=["erythema_index"]).estimates).encode()
    run_alone(*words, cwd=tmp_path, TZ="Asia/Tokyo", LC_ALL="de_DE.UTF-8", PYTHONHASHSEED="7")
    assert (tmp_path / "stats.csv").read_bytes() == first
    assert run("stats", "metrics.csv", "--out", "metrics.csv", cwd=tmp_path).returncode == 2


def test_that_a_parquet_table_says_what_its_csv_says(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    rows = [one | {"arm": one["arm"].replace("treated", "'=A1"), "subject": "007"} for one in split_face(1)]
    rows += [row("S99", None, None, arm="'=A1", side="left"), *split_face()]
    (tmp_path / "metrics.csv").write_text(as_csv(rows), encoding="utf-8")
    write_table(tmp_path / "metrics.parquet", rows, "{}")
    plain, other = (read_metrics(tmp_path / f"metrics.{kind}") for kind in ("csv", "parquet"))
    assert other.observations == plain.observations
    assert stats_csv(summarize(tmp_path / "metrics.parquet").estimates) == stats_csv(
        summarize(rows).estimates
    )
    (tmp_path / "metrics.parquet").write_bytes(parquet_bytes(rows)[:-20])
    with pytest.raises(Problem, match="E337"):
        read_metrics(tmp_path / "metrics.parquet")
