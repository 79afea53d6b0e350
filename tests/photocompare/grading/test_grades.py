"""Grades are kept, merged and refused as they should; what they say is what the raters did."""

from __future__ import annotations

import csv
import io
import random
import re
import shutil
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from photocompare.cli import app
from photocompare.errors import Problem
from photocompare.grading import (
    Grade,
    Sitting,
    add_grades,
    final_grades,
    import_grades,
    read_grades,
    read_scale,
    read_task,
    results_csv,
    scale_names,
)
from photocompare.grading.agreement import agreement
from photocompare.grading.joined import grade_figures, measured_figures
from photocompare.grading.key import Shown
from photocompare.grading.opening import open_key, read_opened
from photocompare.grading.readings import meaning
from photocompare.statistics.read import Observation
from photocompare.study import open_study

from .studies import PASSPHRASE
from .test_blinding import key_of


def grade_all(task, rater, answer):
    """Grade a task as a rater who answers `answer(what is shown)`."""
    key = key_of(task.folder)
    sitting = Sitting(task, rater)
    while sitting.item:
        sitting.grade(float(answer(key.items[sitting.item.id])), 1.5)


def opened(task, study, reason="all raters have finished"):
    with open_study(study) as found:
        if found.history.lock is None:
            found.lock("over")
    return open_key(task, study, PASSPHRASE, who="keeper", reason=reason)


def figures_of(found, analysis, who):
    return {one.statistic: one for one in found if one.analysis == analysis and one.who == who}


def test_that_every_scale_of_the_program_is_sound_and_tells_its_keys():
    assert {"cea", "iga-erythema", "gais", "clearance", "vas", "satisfaction"} < set(scale_names())
    for name in scale_names():
        scale = read_scale(name)
        assert scale.id == name
        assert sorted(scale.keys.values()) == ([*map(float, range(11))] if name == "vas" else scale.numbers)
    assert read_scale("gais").keys == {str(n): float(n) for n in range(1, 6)}
    assert read_scale("preference").keys["1"] == -2


@pytest.mark.parametrize(
    "text",
    [
        "id = 'x'",
        'kind = "steps"\nunknown = 1',
        "[[steps]]\nnumber = '1'\nlabel = 'one'",
        "[[steps]]\nnumber = 2\nlabel = 'b'\n[[steps]]\nnumber = 1\nlabel = 'a'",
        "\x00",
    ],
)
def test_that_a_scale_of_ones_own_is_read_strictly(tmp_path, text):
    head = 'id = "own"\nversion = "1"\ntitle = "T"\nquestion = "Q?"\nsource = "ours"\nshows = "photo"\n'
    path = tmp_path / "own.toml"
    path.write_text(head + "[[steps]]\nnumber = 0\nlabel = 'a'\n[[steps]]\nnumber = 1\nlabel = 'b'\n")
    assert read_scale(path).words(1) == "b"
    path.write_text(text if text.startswith("id") else head + text)
    with pytest.raises(Problem, match="E801"):
        read_scale(path)


def test_that_what_is_gone_back_to_can_be_changed_until_the_next_is_graded(task):
    found = task("cea", "region")
    sitting = Sitting(found, "R1")
    assert sitting.practice == (1, 1)
    sitting.grade(2.0, 1.0)
    first = sitting.item
    assert not sitting.can_go_back
    sitting.grade(1.0, 1.0)
    sitting.back()
    assert sitting.item == first
    assert sitting.given == 1.0
    sitting.grade(3.0, 1.0)
    sitting.grade(4.0, 1.0)
    sitting.back()
    sitting.back()
    assert sitting.item == found.items("R1")[1]
    again = Sitting(found, "R1")
    assert (again.done, again.practice, again.item) == (2, None, found.items("R1")[2])
    assert [one.value for one in again.grades.values()] == [3.0, 4.0]
    assert [one.value for one in read_grades(found, "R1")] == [1.0, 3.0, 4.0]
    with pytest.raises(Problem, match="E809"):
        again.grade(7.0, 1.0)


def test_that_two_raters_on_copies_and_one_on_two_copies_are_merged_without_loss(task):
    original = task("cea", "region")
    copies = [task("cea", "region", name) for name in ("one", "two")]
    for copy, rater in zip(copies, ("R1", "R2"), strict=True):
        grade_all(copy, rater, lambda shown: random.Random(shown.subject).randrange(5))
    before = [results_csv(copy, [rater]) for copy, rater in zip(copies, ("R1", "R2"), strict=True)]
    for copy, rater in zip(copies, ("R1", "R2"), strict=True):
        label, count, doubts = import_grades(original, copy.journal(rater))
        assert (label, count, doubts) == (rater, len(original.items(rater)), ())
        assert import_grades(original, copy.journal(rater))[1] == 0
    header, *rest = before[0].splitlines()
    assert results_csv(original).splitlines() == [header, *rest, *before[1].splitlines()[1:]]
    item = original.items("R1")[0]
    path = copies[1].journal("R1")
    other = next(n for n in range(5) if n != final_grades(read_grades(original, "R1"))[item.id].value)
    add_grades(copies[1], "R1", [Grade(1, item.id, float(other), 2.0, "2099-01-01T00:00:00.000Z")])
    assert [one.code for one in import_grades(original, path)[2]] == ["N814"]
    assert final_grades(read_grades(original, "R1"))[item.id].value == other


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r",1\.5,", ",-1.5,"),
        (r",R1,1,", ",R1,2,"),
        (r",R1,1,", ",R9,1,"),
        (r"(,R1,1,[a-z0-9]+),\d", r"\1,9"),
        (r"(,R1,1,[a-z0-9]+),\d", r"\1,=1+1"),
        (r",R1,1,[a-z0-9]+,", ",R1,1,abcdefghjk,"),
        (r"^task,rater", "rater,task"),
        (r"T\d\d:", " "),
        (r"(?s)\A(.*?\n)(.*?\n)(.*?\n)", r"\1\3\2"),
    ],
)
def test_that_a_file_no_rater_can_have_written_is_refused_whole(task, old, new):
    copy = task("cea", "region", "copy")
    grade_all(copy, "R1", lambda shown: 2)
    original = task("cea", "region")
    path = copy.journal("R1")
    changed = re.sub(old, new, path.read_text(), count=1)
    assert changed != path.read_text()
    path.write_text(changed)
    with pytest.raises(Problem, match="E808"):
        import_grades(original, path)
    assert read_grades(original, "R1") == ()


def test_that_kill_9_loses_at_most_the_grade_not_yet_shown_as_saved(task):
    found = task("cea", "region")
    script = (
        "import sys; from photocompare.grading import Sitting, read_task\n"
        "s = Sitting(read_task(sys.argv[1]), 'R1')\n"
        "while s.item: s.grade(1.0, 1.0); print(s.done, flush=True)\n"
    )
    command = [sys.executable, "-c", script, str(found.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        shown = 0
        for line in process.stdout:
            shown = int(line)
            if shown == 5:
                process.kill()
    saved = read_grades(found, "R1")
    assert len(saved) >= shown >= 5
    with found.journal("R1").open("ab") as file:
        file.write(b"half a line without an e")
    assert read_grades(found, "R1") == saved
    grade_all(found, "R1", lambda shown: 2)
    assert [one.value for one in read_grades(found, "R1")[: len(saved)]] == [1.0] * len(saved)
    assert len(read_grades(found, "R1")) == len(found.items("R1"))


def test_that_the_key_opens_only_for_locked_data_and_the_studys_trail_keeps_it(task, locked_study):
    found = task("which-is-after")
    grade_all(found, "R1", lambda shown: 1)
    with pytest.raises(Problem, match="E817"):
        open_key(found, locked_study, PASSPHRASE, who="keeper", reason="over")
    with pytest.raises(Problem, match="E818"):
        read_opened(found)
    with open_study(locked_study) as study:
        lock = study.lock("over")
    with pytest.raises(Problem, match="E807"):
        open_key(found, locked_study, "not the passphrase", who="keeper", reason="over")
    with pytest.raises(Problem, match="E612"):
        open_key(found, locked_study, PASSPHRASE, who="keeper", reason=" ")
    done = open_key(found, locked_study, PASSPHRASE, who="keeper", reason="over")
    assert done.lock_sha256 == lock
    assert [(one.code, one.subject) for one in done.findings] == [("W816", "R2")]
    with open_study(locked_study, write=False) as study:
        event, reason, changes = study.events()[-1]
        assert (event.kind, event.who, changes) == ("note", "keeper", [])
        assert found.key_sha256 in reason
        assert study.history.lock is not None
        assert study.history.lock.hash == lock
        assert not study.verify()
    with pytest.raises(Problem, match="E806"):
        Sitting(found, "R2")
    with pytest.raises(Problem, match="E806"):
        add_grades(found, "R1", [])
    text = found.journal("R1").read_text()
    found.journal("R1").write_text(text.replace(",1,1.5,", ",2,1.5,", 1))
    with pytest.raises(Problem, match="E819"):
        read_opened(found)


def test_that_a_rater_who_sees_is_told_from_one_who_presses_one_key(task, locked_study):
    found = task("cea", "region")
    grade_all(found, "R1", lambda shown: 1 if (shown.photo, shown.arm) == ("after", "treated") else 3)
    grade_all(found, "R2", lambda shown: 2)
    key = opened(found, locked_study).key
    result = agreement(found, key)
    assert [(one.code, one.subject) for one in result.findings] == [("W815", "R2")]
    own = figures_of(result.figures, "within rater", "R1")
    assert own["percent agreement"].value == 100
    flat = figures_of(result.figures, "within rater", "R2")
    for name in ("kappa", "kappa, linear weights", "kappa, quadratic weights"):
        assert flat[name].value == 0
        assert "chance" in flat[name].note
        assert figures_of(result.figures, "between raters", "R1")[name].value == 0
    assert flat["ICC(A,1)"].value is None
    split = {(one.who, one.versus): one for one in grade_figures(result.readings, found.scale)}
    assert split["treated", ""].value == split["treated", "untreated"].value == -1
    assert split["untreated", ""].value == 0
    assert split["treated", "untreated"].n == 8


def test_that_agreeing_raters_agree_and_their_grades_follow_the_measure(task, locked_study):
    found = task("cea", "region")

    def seen(shown: Shown) -> int:
        level = random.Random(shown.subject + shown.region).randrange(2, 5)
        return level - (int(shown.subject[-1]) % 3 if (shown.photo, shown.arm) == ("after", "treated") else 0)

    for rater in ("R1", "R2"):
        grade_all(found, rater, seen)
    result = agreement(found, opened(found, locked_study).key)
    both = figures_of(result.figures, "between raters", "R1")
    for name in ("kappa", "kappa, linear weights", "ICC(A,1)", "ICC(A,k)"):
        assert both[name].value == pytest.approx(1)
    rows = [
        observation(
            one.subject, one.region, -2.0 * (int(one.subject[-1]) % 3) if one.arm == "treated" else 0.0
        )
        for one in key_of(found.folder).items.values()
        if one.photo == "after"
    ]
    joined = {one.statistic: one for one in measured_figures(result.readings, found.scale, rows, "a_star")}
    assert joined["Spearman's rho"].value == pytest.approx(1)
    better = {name: one.value for name, one in joined.items() if name.startswith("graded")}
    assert better == {"graded better, measured decreased": 6, "graded unchanged, measured within error": 10}


def observation(subject: str, region: str, change: float) -> Observation:
    verdict = "decreased" if change else "within error"
    place = (subject, "face front", "normal", "2 weeks", 14.0, region, "", "", "a_star", "")
    return Observation(*place, 10.0, 10 + change, change, None, 1.0, verdict, "ok", (), "", {})


def test_that_a_forced_choice_is_held_against_chance_and_positions_are_taken_back(task, locked_study):
    found = task("which-is-after")
    grade_all(found, "R1", lambda shown: 1 if shown.left == "after" else 2)
    grade_all(found, "R2", lambda shown: 2)
    result = agreement(found, opened(found, locked_study).key)
    right = figures_of(result.figures, "forced choice", "R1")["percent right"]
    assert (right.value, right.n, right.p) == (100, 8, pytest.approx(0.5**8))
    assert figures_of(result.figures, "within rater", "R2")["kappa"].value == 0
    preference = read_scale("preference")
    assert meaning(preference, Shown("", "", "", "", left="after"), -2.0) == 2
    assert meaning(preference, Shown("", "", "", "", left="before"), -2.0) == -2
    side = read_scale("side-preference")
    assert meaning(side, Shown("", "", "", "", left_side="right", left_arm="untreated"), 1.0) == 1
    assert meaning(side, Shown("", "", "", "", left_side="left", left_arm="treated"), -2.0) == 2


def test_that_the_commands_grade_a_study_from_new_to_agreement(
    study_file, locked_study, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)

    def run(*words, code=0, env=None):
        done = CliRunner().invoke(app, ["grade", *map(str, words)], env=env)
        ended = done.exception.exit if isinstance(done.exception, Problem) else done.exit_code
        assert ended == code, done.output
        return done.output

    out = run(
        *("new", study_file, "--out", "task", "--scale", "preference", "--rater", "R1"),
        *("--rater", "R2", "--size", 200, "--seed", 1),
    )
    phrase = re.search(r"only here: (\S+)", out)
    assert phrase
    assert read_task(tmp_path / "task").key_sha256 in out.replace("\n", "")
    run("new", study_file, "--out", "other", "--scale", "cea", "--rater", "Jane", code=2)
    run("export", "task", "--rater", "R1", "--out", "R1.html")
    assert (tmp_path / "R1.html").stat().st_size > 20_000
    task = read_task(tmp_path / "task")
    copy = read_task(shutil.copytree(task.folder, tmp_path / "copy"))
    for rater in task.raters:
        sitting = Sitting(copy, rater)
        while sitting.item:
            sitting.grade(float(len(sitting.item.id) % 2), 2.0)
    run("import", "task", "copy/grades/R1.csv", "copy/grades/R2.csv")
    run("show", "task", "--out", "grades.csv")
    run("agreement", "task", code=2)
    with open_study(locked_study) as study:
        study.lock("over")
    opening = ("open-key", "task", "--study", locked_study, "--reason", "over")
    run(*opening, env={"PHOTOCOMPARE_GRADING_PASSPHRASE": phrase[1]})
    run("agreement", "task", "--out", "agreement.csv", "--grades", "joined.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "agreement.csv").read_text())))
    assert {row["value"] for row in rows if row["statistic"] == "kappa"} == {"0"}
    assert len((tmp_path / "joined.csv").read_text().splitlines()) == 1 + sum(map(len, task.raters.values()))
