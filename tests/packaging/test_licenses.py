"""photocompare is MIT and stays so: nothing it stands on is GPL or AGPL alone."""

from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import photocompare

SPDX = {
    *(
        "0BSD",
        "Apache-2.0",
        "BSD",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "HPND",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
    ),
    *("LGPL-2.1-only", "LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0", "PSF-2.0"),
    *("Python-2.0", "Unlicense", "Zlib"),
}
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


def test_that_every_dependency_has_a_license_we_may_ship_with(lock):
    licenses = {name: license_of(name) for name in lock}
    assert sum(map(bool, licenses.values())) > 30
    assert not {name: spoken for name, spoken in licenses.items() if spoken and not allowed(spoken)}


def test_that_a_license_is_judged_by_its_terms():
    assert allowed("LGPL-3.0-only OR GPL-3.0-only")
    assert allowed("BSD-3-Clause AND MIT")
    assert not allowed("MIT AND GPL-3.0-only")
    assert not allowed("AGPL-3.0-or-later")
    assert not allowed("Proprietary")


def test_that_the_fonts_we_ship_lie_beside_their_license():
    fonts = Path(photocompare.__file__).parent / "report" / "fonts"
    assert [font for font in fonts.iterdir() if font.suffix == ".ttf"]
    assert "Apache License" in (fonts / "LICENSE.txt").read_text(encoding="utf-8")


def license_of(name):
    """Return a package's license as an SPDX expression; empty where it is for another system."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [
        line.split(" :: ")[-1] for line in about.get_all("Classifier", []) if line.startswith("License")
    ]
    spoken = " AND ".join(CLASSIFIERS.get(line, line) for line in classifiers if line != "OSI Approved")
    return about.get("License-Expression") or spoken or about.get("License") or "not stated"


def allowed(expression):
    """Return whether one of the alternatives holds only licenses of the list.

    Brackets are not understood: such an expression fails, and a person reads it.
    """
    return any(all(term in SPDX for term in choice.split(" AND ")) for choice in expression.split(" OR "))
