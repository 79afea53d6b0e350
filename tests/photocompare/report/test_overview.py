"""The overview of a batch: pairs by change and by trouble, nothing live in it."""

from __future__ import annotations

import re
from pathlib import Path

from photocompare.report import overview_html
from photocompare.table import COLUMNS, csv_text

HOSTILE = '<img src="file:///etc/passwd">'


def row(subject: str, change: str, sdc: str, status: str = "ok", message: str = "") -> dict[str, str]:
    cells = {"subject": subject, "view": "leg", "lighting": "normal", "timepoint": "day 5", "region": "area"}
    measured = {"metric": "erythema_index", "unit": "points", "change": change, "sdc": sdc}
    return dict.fromkeys(COLUMNS, "") | cells | measured | {"status": status, "message": message}


def test_that_pairs_stand_by_change_and_those_without_numbers_first_by_trouble(tmp_path: Path) -> None:
    rows = [
        row("little", "-0.5", "0.4"),
        row("much", "4.0", "0.4"),
        row("none", "0.1", "0.4"),
        row(HOSTILE, "", "", "error", "E107 Photo is damaged."),
        row("doubted", "0.2", "0.4", "warn", "W409 Clipped."),
    ]
    (tmp_path / "metrics.csv").write_text(csv_text(rows), encoding="utf-8")
    page = overview_html(tmp_path).decode()
    changed, troubled = page.split('id="change"')[1].split('id="trouble"')
    titles = [re.findall(r"<b>(.*?), leg", part) for part in (changed, troubled)]
    assert titles[0] == ["much", "little"]
    assert titles[1][1:] == ["doubted"]
    assert HOSTILE not in page
    assert "Photo is damaged" in troubled
    assert "4 of 5 pairs measured" in page
    assert not re.findall(r'(?:src|href)="(?!data:|#)', page)
