"""Finding an entry by a few of its letters."""

from __future__ import annotations


def score(letters: str, text: str) -> float | None:
    """Return how well `text` fits `letters`, higher is better; None where it does not.

    The letters stand in the text in their order. Each counts more at the start of a word and right after
    the one before; of equal fits the shorter text wins.

    >>> score("wp", "Wipe") > score("wp", "Swap"), score("zz", "Wipe")
    (True, None)
    """
    wanted, given = letters.casefold().replace(" ", ""), text.casefold()
    best = _fit(wanted, given, 0)
    return None if best is None else best - len(given) / 1000


def _fit(wanted: str, given: str, start: int) -> float | None:
    """Return the best sum for the letters from `start` on: a table, one row a letter."""
    row = {start - 1: 0.0}
    for letter in wanted:
        found = {}
        for at in (index for index in range(start, len(given)) if given[index] == letter):
            before = [value + (2.0 if last == at - 1 else 0.0) for last, value in row.items() if last < at]
            if before:
                found[at] = max(before) + (3.0 if at == 0 or not given[at - 1].isalnum() else 1.0)
        if not found:
            return None
        row = found
    return max(row.values())
