"""Everything the window can be asked to do: one table a room, put together here.

Menus, toolbar, palette and the map of keys are made from `ENTRIES`. A new room adds its table to it, what
its entries do in `calls.py` and when they can be used in `action_states.py`.
"""

from __future__ import annotations

from photocompare_ui.actions.aligning import ALIGNING
from photocompare_ui.actions.edits import EDITS
from photocompare_ui.actions.files import FILES
from photocompare_ui.actions.helps import HELPS, SETTINGS
from photocompare_ui.actions.regions import DRAWING, REGIONS
from photocompare_ui.actions.studies import STUDIES
from photocompare_ui.actions.views import VIEWS
from photocompare_ui.entry import LINE, Entry

ENTRIES: tuple[Entry, ...] = (
    *FILES,
    *EDITS,
    *SETTINGS,
    *VIEWS,
    *DRAWING,
    *ALIGNING,
    *REGIONS,
    *STUDIES,
    *HELPS,
)
"""In the order of the menus; entries of one menu stand in it in this order."""

TOOLBAR = (
    "open_pair",
    LINE,
    "side",
    "wipe",
    "onion",
    "difference",
    "blink",
    LINE,
    "as_taken",
    LINE,
    "polygon",
    LINE,
    "fit",
    "panels",
)
