"""The core measures on machines that have no Qt at all."""

import subprocess
import sys

IMPORT_ALL = """
import importlib, pkgutil, sys
import photocompare
for module in pkgutil.walk_packages(photocompare.__path__, "photocompare."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
qt = {"PySide6", "shiboken6", "photocompare_ui"}
print(*sorted(name for name in sys.modules if name.split(".")[0] in qt))
"""


def test_that_importing_the_whole_core_loads_no_qt():
    done = subprocess.run([sys.executable, "-c", IMPORT_ALL], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
