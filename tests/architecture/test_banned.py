"""What would run code from data, reach the network, or read a picture past the one reader."""

import ast

import pytest

MODULES = {
    "pickle": "runs code from data",
    "joblib": "runs code from data",
    "marshal": "runs code from data",
    "shelve": "runs code from data",
    "yaml": "may run code from data; settings are TOML",
    "tarfile": "escapes its folder",
    "requests": "nothing leaves this machine",
    "ftplib": "nothing leaves this machine",
    "smtplib": "nothing leaves this machine",
    "http": "nothing leaves this machine",
    "urllib.request": "nothing leaves this machine",
    "PySide6.QtNetwork": "nothing leaves this machine",
    "PySide6.QtCharts": "is GPL",
}
CALLS = {
    "eval": "runs code from data",
    "exec": "runs code from data",
    "os.system": "runs a shell",
    "os.popen": "runs a shell",
    "np.load": "may unpickle; arrays are .npy through np.lib.format or a picture format",
    "cv2.imread": "use photocompare.photo.read_photo",
    "cv2.imwrite": "encode to bytes, then write",
    "cv2.imreadmulti": "use photocompare.photo.read_photo",
    "QImageReader": "use photocompare.photo.read_photo",
    "QImage.fromData": "use photocompare.photo.read_photo",
}


@pytest.fixture(scope="module")
def imports(trees):
    """Return where which module is imported, walked once for all."""
    return [
        (f"{path}:{node.lineno}: {name}", name)
        for path, tree in trees.items()
        for node in ast.walk(tree)
        for name in imported(node)
    ]


@pytest.fixture(scope="module")
def called(trees):
    """Return each call with its file and the name of what is called, walked once for all."""
    return [(path, call, ast.unparse(call.func)) for path, call in calls(trees)]


@pytest.mark.parametrize("module", MODULES)
def test_that_no_module_is_imported_that_is_not_safe(imports, module):
    found = [where for where, name in imports if name == module or name.startswith(f"{module}.")]
    assert not found, MODULES[module]


@pytest.mark.parametrize("name", CALLS)
def test_that_nothing_is_called_that_is_not_safe(called, name):
    found = [f"{path}:{call.lineno}" for path, call, named in called if named == name]
    assert not found, CALLS[name]


def test_that_qt_never_reads_a_picture_itself(called):
    """`QImage(path)` skips orientation, profile and limits; sizes and buffers are fine."""
    found = [
        f"{path}:{call.lineno}: {ast.unparse(call)}"
        for path, call, named in called
        if (
            named in {"QImage", "QPixmap", "QtGui.QImage", "QtGui.QPixmap"}
            and len(call.args) == 1
            and isinstance(call.args[0], ast.Constant | ast.JoinedStr | ast.BinOp | ast.Name)
        )
        or named.lower().endswith((".image.load", ".pixmap.load"))
    ]
    assert not found


def test_that_dialogs_are_opened_and_never_hold_the_program(trees):
    """Only the application's own loop and a drag use `exec`."""
    found = [
        f"{path}:{call.lineno}: {ast.unparse(call)}"
        for path, call in calls(trees)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in {"exec", "exec_"}
        and not path.endswith("/app.py")
        and "drag" not in ast.unparse(call.func).lower()
    ]
    assert not found


def imported(node):
    """Return the dotted names an import statement may bind, submodules included."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def calls(trees):
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield path, node
