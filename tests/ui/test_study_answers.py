"""What patients and clinicians say is entered at a visit; a study is locked and unlocked."""

from __future__ import annotations

from pathlib import Path

import pytest
from photocompare_ui.dialogs.answers import Answers
from photocompare_ui.dialogs.new_question import NewQuestion
from photocompare_ui.dialogs.reason import Reason
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton

from photocompare.study import Outcome, Rating, with_outcome
from photocompare.study import open_study as read_study

from .conftest import Eyes, open_study
from .test_accessible import unnamed

STUDY = Path("split-face") / "study.photostudy"
RADIANCE = Outcome("radiance", "How radiant is this side? 0: dull, 10: radiant")
CONTENT = Outcome("content", "How content?", "satisfaction", "patient", 1, 3, ("not", "so so", "very"))
GRADE = Outcome("grade", "Redness", "choice", "clinician", labels=("none", "some", "much"))
AGE = Outcome("weight", "Weight in kg", "number", "clinician", 20, 300)
SAYS = Outcome("says", "What else?", "text")


def dialog(kind: type) -> object:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def asking(user: Eyes, studies: Path) -> Eyes:
    """The window with a study that asks five questions, its first subject shown."""
    with read_study(studies / STUDY) as opened:
        study = opened.study
        for one in (RADIANCE, CONTENT, GRADE, AGE, SAYS):
            study = with_outcome(study, one)
        opened.save(study, "Ask")
    open_study(user, studies / STUDY, "S01")
    return user


def test_that_answers_of_every_kind_are_entered_corrected_with_a_reason_and_taken_back(
    asking: Eyes, studies: Path
) -> None:
    desk, bar = asking.window.room.desk, asking.window.room.bar
    assert "0" in bar.answers.text()
    bar.answers.click()
    page = dialog(Answers)
    assert not unnamed(page)
    visit = desk.followup.timepoint
    assert (page.visit.currentData(), page.rater.text()) == (visit, "")
    page.rater.setText("R2")
    page.side.setCurrentIndex(page.side.findData("left"))
    page.fields["radiance"].findChildren(QPushButton)[7].click()
    page.side.setCurrentIndex(page.side.findData("right"))
    assert page.fields["radiance"].value is None
    page.fields["radiance"].answer(4.0)
    page.side.setCurrentIndex(0)
    page.fields["content"].answer(3.0)
    page.fields["grade"].answer("some")
    page.fields["weight"].answer(71.5)
    page.fields["says"].answer("it itches")
    page.accept()
    expected = {
        Rating("S01", visit, "radiance", 7.0, side="left"),
        Rating("S01", visit, "radiance", 4.0, side="right"),
        Rating("S01", visit, "content", 3.0),
        Rating("S01", visit, "grade", "some", rater="R2"),
        Rating("S01", visit, "weight", 71.5, rater="R2"),
        Rating("S01", visit, "says", "it itches"),
    }
    assert set(desk.study.ratings) == expected
    assert "5" in bar.answers.text().split("of")[0]
    asking.act("answers")
    page = dialog(Answers)
    ok = page.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert page.fields["content"].value == 3.0
    assert not page.reason.isVisible()
    page.fields["content"].answer(2.0)
    page.fields["says"].answer(None)
    assert page.reason.isVisible()
    assert not ok.isEnabled()
    page.reason.setText("heard wrong")
    assert ok.isEnabled()
    page.accept()
    answers = {one.outcome: one.value for one in desk.study.ratings}
    assert (answers["content"], "says" in answers) == (2.0, False)
    assert desk.opened.events()[-1][1] == "heard wrong"
    asking.act("undo")
    assert set(desk.study.ratings) == expected
    with read_study(studies / STUDY, write=False) as saved:
        assert set(saved.study.ratings) == expected


def test_that_a_question_of_ones_own_is_asked_from_then_on(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    desk = user.window.room.desk
    assert desk.study.about.outcomes == ()
    user.act("answers")
    page = dialog(NewQuestion)
    page.question.setText("How much does it itch? 0: not at all")
    page.accept()
    assert desk.study.about.outcomes == (
        Outcome("how_much_does", "How much does it itch? 0: not at all", "scale", "patient", 0, 10),
    )
    user.act("new_question")
    page = dialog(NewQuestion)
    page.question.setText("Side effect")
    page.kind.setCurrentIndex(page.kind.findData("choice"))
    page.labels.setText("none")
    page.accept()
    assert "E625" not in user.window.banner.text
    assert "cannot be asked" in user.window.banner.text
    user.act("undo")
    assert desk.study.about.outcomes == ()


def test_that_a_study_is_locked_and_unlocked_in_the_window(user: Eyes, studies: Path) -> None:
    open_study(user, studies / STUDY, "S01")
    room, actions = user.window.room, user.window.actions_by_id
    assert not actions["unlock_study"].isEnabled()
    user.act("lock_study")
    dialog(Reason).accept()
    assert room.desk.opened.history.lock is not None
    assert room.desk.head[1] in user.window.banner.text
    assert not room.desk.writable
    assert [actions[name].isEnabled() for name in ("lock_study", "answers", "undo")] == [False] * 3
    user.act("unlock_study")
    page = dialog(Reason)
    ok = page.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert not ok.isEnabled()
    page.text.setText("a visit was missing")
    assert ok.isEnabled()
    page.accept()
    assert room.desk.writable
    assert actions["lock_study"].isEnabled()
    kinds = [(event.kind, reason) for event, reason, _ in room.desk.opened.events()][-2:]
    assert kinds == [("lock", ""), ("unlock", "a visit was missing")]
