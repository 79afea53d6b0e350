"""The study: open, fill, go through, measure and report it: the actions."""

from __future__ import annotations

from photocompare_ui.entry import LINE, STUDY, Entry
from photocompare_ui.tr import QT_TRANSLATE_NOOP

STUDIES: tuple[Entry, ...] = (
    Entry(
        "new_study",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "New study…"),
        ("Ctrl+Shift+N",),
        QT_TRANSLATE_NOOP("actions", "Make a study file, from a template where one fits"),
    ),
    Entry("open_study", STUDY, QT_TRANSLATE_NOOP("actions", "Open study…"), ("Ctrl+Alt+O",)),
    Entry(
        "import_folder",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Import a folder…"),
        ("Ctrl+I",),
        QT_TRANSLATE_NOOP(
            "actions", "Propose subjects and visits for a folder of photographs, to be confirmed"
        ),
    ),
    Entry("close_study", STUDY, QT_TRANSLATE_NOOP("actions", "Close study")),
    Entry(LINE, STUDY, ""),
    Entry(
        "previous_visit",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Previous visit"),
        ("Left", "A"),
        QT_TRANSLATE_NOOP("actions", "Compare with the visit before; the baseline stays"),
    ),
    Entry(
        "next_visit",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Next visit"),
        ("Right", "D"),
        QT_TRANSLATE_NOOP("actions", "Compare with the visit after; the baseline stays"),
    ),
    Entry("previous_subject", STUDY, QT_TRANSLATE_NOOP("actions", "Previous subject"), ("Up",)),
    Entry("next_subject", STUDY, QT_TRANSLATE_NOOP("actions", "Next subject"), ("Down",)),
    Entry(
        "compare_selected",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Compare the baseline with the selected visit"),
        ("Ctrl+Shift+C",),
        QT_TRANSLATE_NOOP("actions", "The visit selected on the left becomes the follow-up"),
    ),
    Entry(
        "all_visits",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "All visits side by side"),
        ("Ctrl+Shift+B",),
        QT_TRANSLATE_NOOP(
            "actions", "Show up to six visits of this view, laid onto the baseline in its color"
        ),
    ),
    Entry(LINE, STUDY, ""),
    Entry(
        "measure_study",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Measure the whole study"),
        ("Ctrl+Shift+M",),
        QT_TRANSLATE_NOOP("actions", "Measure every visit; what is measured already is not done again"),
    ),
    Entry(
        "study_table",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Export the study's measurements…"),
        ("Ctrl+Shift+E",),
        QT_TRANSLATE_NOOP("actions", "Save every row of the study as CSV, measured first where it has to be"),
    ),
    Entry(
        "study_report",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Report…"),
        ("Ctrl+R",),
        QT_TRANSLATE_NOOP("actions", "Write the report of the study as PDF, HTML or slides"),
    ),
    Entry(
        "new_grading",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "New grading task…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Let raters judge who cannot know which photograph is after"),
    ),
    Entry(LINE, STUDY, ""),
    Entry(
        "answers",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Answers…"),
        ("Ctrl+Shift+A",),
        QT_TRANSLATE_NOOP("actions", "Enter what the subject and clinicians say of this visit"),
    ),
    Entry(
        "new_question",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "New question…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Let the study ask something more at every visit"),
    ),
    Entry(
        "lock_study",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Lock the study…"),
        (),
        QT_TRANSLATE_NOOP("actions", "Close the data to edits; exports carry the hash of what it holds"),
    ),
    Entry("unlock_study", STUDY, QT_TRANSLATE_NOOP("actions", "Unlock the study…")),
    Entry(LINE, STUDY, ""),
    Entry(
        "remove_photo",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Take the selected photograph out"),
        (),
        QT_TRANSLATE_NOOP("actions", "Its file stays where it is; undo brings it back"),
    ),
    Entry(
        "erase_subject",
        STUDY,
        QT_TRANSLATE_NOOP("actions", "Erase the selected subject…"),
        (),
        QT_TRANSLATE_NOOP(
            "actions", "For one who withdraws: from the study, its trail and its copies, for good"
        ),
    ),
    Entry(LINE, STUDY, ""),
    Entry("copy_table_picture", STUDY, QT_TRANSLATE_NOOP("actions", "Copy the table as a picture")),
    Entry("copy_table_csv", STUDY, QT_TRANSLATE_NOOP("actions", "Copy the table as CSV")),
)
