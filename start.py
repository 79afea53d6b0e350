"""Set photocompare up and run it. Needs Python 3.11 or newer and nothing else.

  python3 start.py demo     score the sample studies and say where the results are
  python3 start.py app      open the window; two photos or a study may follow
  python3 start.py test     run the tests; what follows goes to pytest, `--slow` runs the long ones
  python3 start.py check    lint, format, types and floors of the code; `--fix` mends what it can
  python3 start.py screenshots [FOLDER]
                            take a picture of every view, dialog and state of the window, in both themes
                            at three sizes (screenshots/); `--docs` renews those in docs/images
  python3 start.py words    bring the window's German up to its code: data/photocompare_de.ts and .qm
  python3 start.py docs     write the generated pages anew: docs/metrics.md and docs/commands.md
  python3 start.py lock     write requirements.lock anew after a change of pyproject.toml;
                            `--upgrade` takes the newest versions

The first run makes the folder .venv and installs into it exactly what requirements.lock names
(some hundred megabytes, a few minutes); later runs start at once. Delete .venv to begin anew.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "photocompare.stamp"
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"

# Debian package: the library in it that Qt loads. The first six carry Qt itself, also without a
# display; the others carry a window on an X11 desktop.
QT = {
    "libgl1": "libGL.so.1",
    "libegl1": "libEGL.so.1",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libxkbcommon0": "libxkbcommon.so.0",
}
X11 = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
}
RELOCK = "python3 start.py lock"
# One lock for every system and Python from 3.11 on; wheels alone, so that nothing is compiled.
LOCKER = [
    *("pip", "compile", "pyproject.toml", "--all-extras", "--quiet"),
    *("--universal", "--python-version", "3.11", "--fork-strategy", "fewest"),
    *("--generate-hashes", "--only-binary", ":all:", "--no-emit-index-url"),
]


# ---- commands ------------------------------------------------------------------------------------


def demo(words):
    install()
    return hand_over([script("photocompare"), "demo", *words])


def app(words):
    install(QT if os.environ.get("WAYLAND_DISPLAY") else {**QT, **X11})
    return hand_over([script("photocompare-gui"), *words])


def test(words):
    # A person who may not install may still test the core; CI must not pass without the window.
    install(QT, required=bool(os.environ.get("CI")))
    if "--slow" in words:
        words = ["-m", "slow", *(word for word in words if word != "--slow")]
    elif not any(word.startswith("tests") for word in words):
        # On all cores, a file a time: what a file makes once is made once. Long files go first.
        cores = str(min(os.cpu_count() or 1, 8))
        words = ["-n", cores, "--dist", "loadfile", "--no-loadscope-reorder", *words]
    os.chdir(ROOT)
    return hand_over([script("python"), "-m", "pytest", *words], QT_QPA_PLATFORM="offscreen")


def check(words):
    install()
    fix = "--fix" in words
    steps = {
        "lint": [script("ruff"), "check", *(["--fix"] if fix else [])],
        "format": [script("ruff"), "format", *([] if fix else ["--check", "--output-format=concise"])],
        "types": [script("mypy")],
        "floors": [script("lint-imports"), "--no-logo"],
    }
    failed = []
    for name, command in steps.items():
        say(f"Checking {name}")
        if subprocess.run(command, cwd=ROOT, env=environment(), check=False).returncode:
            failed.append(name)
    say(f"Not in order: {', '.join(failed)}." if failed else "All in order.")
    return 1 if failed else 0


def docs(words):
    install()
    return hand_over([script("python"), ROOT / "docs" / "generate.py", *words])


def screenshots(words):
    install(QT)
    return hand_over([script("python"), ROOT / "docs" / "screenshots.py", *words])


def words(words):
    install(QT)
    ui = ROOT / "ui" / "photocompare_ui"
    ts = ui / "data" / "photocompare_de.ts"
    sources = sorted(map(str, ui.rglob("*.py")))
    update = [script("pyside6-lupdate"), *sources, "-ts", ts, "-no-obsolete", "-locations", "none"]
    run(update, "The German words were not brought up to the code.")
    run([script("pyside6-lrelease"), ts, "-qm", ts.with_suffix(".qm")], "They were not compiled.")
    say(f"Give German to what is marked unfinished in {ts}, then run this again.")
    return 0


def lock(words):
    need_system({}, required=True)
    say("Choosing versions for every system and Python at once")
    with tempfile.TemporaryDirectory() as folder:
        make_venv(Path(folder))
        tools = Path(folder) / BIN.name
        pip = [tools / "python", "-m", "pip", "install", "--quiet"]
        run([*pip, "uv"], "The tool that chooses versions did not install.")
        command = [tools / "uv", *LOCKER, "--output-file", LOCK.name, *words]
        run(command, "No set of versions fits pyproject.toml.", UV_CUSTOM_COMPILE_COMMAND=RELOCK)
    say(f"{LOCK.name} names {count(LOCK)} packages. Commit it with {PROJECT.name}.")
    return 0


COMMANDS = {command.__name__: command for command in (demo, app, test, check, docs, screenshots, words, lock)}


# ---- the environment -----------------------------------------------------------------------------


def install(libraries=(), required=True):
    """Bring the system and .venv to what is needed; do nothing where all is there already."""
    need_system(dict(libraries), required)
    python = f"Python {sys.version.split()[0]} in {VENV}"
    inputs = hashlib.sha256(LOCK.read_bytes() + PROJECT.read_bytes()).hexdigest()
    stamped = STAMP.read_text(encoding="utf-8").split("\n") if STAMP.exists() else ["", ""]
    if stamped == [python, inputs]:
        return
    if stamped[0] != python:  # never finished, another Python or another place: not worth mending
        say(f"Making {VENV.name}, a Python environment of its own for photocompare")
        make_venv(VENV)
    STAMP.unlink(missing_ok=True)  # from here until the end the environment is unfinished
    say(f"Installing {count(LOCK)} packages into {VENV.name} (a few minutes the first time)")
    pip = [script("python"), "-m", "pip", "install"]
    counted([*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", LOCK])
    own = ["--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    run([*pip, *own], "photocompare itself did not install. The lines above say why.")
    STAMP.write_text(f"{python}\n{inputs}", encoding="utf-8")


def make_venv(folder):
    """Make an empty environment in `folder`, removing what was there."""
    # From within an environment the Python below it is asked: on Windows none can replace itself.
    python = sys.executable if sys.prefix == sys.base_prefix else sys._base_executable
    run([python, "-m", "venv", "--clear", folder], f"Could not make {folder}. The lines above say why.")


def counted(pip):
    """Run pip over the lock, counting along on a terminal so that a slow line does not look dead."""
    quiet = {"env": environment(PIP_PROGRESS_BAR="off"), "stdin": subprocess.DEVNULL, "cwd": ROOT}
    with subprocess.Popen(pip, stdout=subprocess.PIPE, text=True, errors="replace", **quiet) as running:
        words = (line.split() for line in running.stdout)
        begun = (line[1] for line in words if line[:1] in (["Collecting"], ["Processing"]))
        for number, what in enumerate(begun, start=1):
            if sys.stdout.isatty():
                print(f"\r  {number} of {count(LOCK)}  {Path(what).name:<45.45}", end="", flush=True)
    print("\r" + " " * 60 + "\r" if sys.stdout.isatty() else "", end="")
    if running.returncode:
        sys.exit(PACKAGES_FAILED)


def environment(**more):
    """Return the environment of every program started: this user's, less what would mislead it."""
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONHOME", "PYTHONPATH"}}
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    return {**kept, **quiet, **more}


def script(name):
    """Return the path of a program in .venv."""
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def count(lock):
    """Return how many packages a lock names."""
    return sum("==" in line and not line.startswith("#") for line in lock.read_text("utf-8").splitlines())


# ---- the system ----------------------------------------------------------------------------------


def need_system(libraries, required):
    """Install what Python and Qt lack on this system, or say how; go on without Qt unless `required`."""
    lacking = [package for package, name in libraries.items() if not loads(name)]
    no_venv = importlib.util.find_spec("ensurepip") is None and not STAMP.exists()
    if no_venv:
        lacking.insert(0, "python{}.{}-venv".format(*sys.version_info))
    if not lacking or apt(lacking):
        return
    if no_venv or required:
        sys.exit("Then run the same command again.")
    say("Going on without: the tests of the window are skipped.\n")


def loads(library):
    """Return whether the system has a shared library; always true where Qt brings its own."""
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt(packages):
    """Install Debian packages where we are root and return True; else say how and return False."""
    names = " ".join(packages)
    if not shutil.which("apt-get"):
        say(f"This system lacks what Debian calls {names}. Install the same from your system's packages.")
        return False
    if os.geteuid() != 0:
        say("This system lacks packages that Python or Qt, which draws the window, need. Run:\n")
        say(f"    sudo apt-get update && sudo apt-get install -y {names}\n")
        return False
    say(f"Installing system packages: {names}")
    get = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    calm = {"env": environment(DEBIAN_FRONTEND="noninteractive"), "capture_output": True, "text": True}
    subprocess.run([*get, "update"], **calm, check=False)  # one dead source must not stop the rest
    done = subprocess.run([*get, "install", "-y", "--no-install-recommends", *packages], **calm, check=False)
    if done.returncode:
        say(f"{done.stderr}That failed. By hand:\n\n    apt-get update && apt-get install -y {names}\n")
    return done.returncode == 0


# ---- running and speaking ------------------------------------------------------------------------

PACKAGES_FAILED = """The packages did not install. The lines above say why. Most often
  - there was no connection, or a proxy is not known to pip: run the same command again;
  - this Python is too new for one of the packages: use Python 3.11 to 3.13;
  - the disk is full: about 2 GB are needed."""


def run(command, failure, **more):
    """Run a step of the set-up, or stop with the sentence that says what to do."""
    done = subprocess.run(command, cwd=ROOT, env=environment(**more), stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        sys.exit(failure)


def hand_over(command, **more):
    """Become the program where the system can, so that Ctrl-C and exit codes are its own."""
    sys.stdout.flush()
    if not command[0].exists():
        sys.exit(f"{command[0]} is missing. Delete {VENV.name} and run the same command again.")
    if os.name == "posix":
        os.execve(command[0], command, environment(**more))
    with subprocess.Popen(command, env=environment(**more)) as running:
        while True:
            with contextlib.suppress(KeyboardInterrupt):  # it is told too, and ends in its own time
                return running.wait()


def say(text):
    print(text, flush=True)


def too_old():
    """Return the sentence for a Python below 3.11, naming a newer one where there is one."""
    names = ("python3.14", "python3.13", "python3.12", "python3.11")
    newer = next((name for name in names if shutil.which(name)), None)
    advice = f"Run: {newer} start.py {' '.join(sys.argv[1:])}" if newer else "Install one from python.org."
    return "photocompare needs Python 3.11 or newer; this is {}.{}. {}".format(*sys.version_info[:2], advice)


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is given to run
        sys.exit(too_old())
    name, words = (sys.argv[1], sys.argv[2:]) if sys.argv[1:] else ("--help", [])
    if name in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if name not in COMMANDS:
        sys.exit(f"start.py knows no `{name}`. It knows: {', '.join(COMMANDS)}. More with --help.")
    try:
        return COMMANDS[name](words)
    except KeyboardInterrupt:
        say("\nStopped. Run the same command again to finish.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
