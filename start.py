"""Set photocompare up and run it. Needs Python 3.11 or newer and nothing else.

  python3 start.py demo     score the sample studies and say where the results are
  python3 start.py app      open the window; two photos or a study may follow
  python3 start.py test     run the tests; what follows goes to pytest, `--slow` runs the long ones
  python3 start.py check    lint, format, types and floors of the code; `--fix` mends what it can
  python3 start.py lock     write requirements.lock anew after a change of pyproject.toml;
                            `--upgrade` takes the newest versions

The first run makes the folder .venv and installs into it exactly what requirements.lock names
(some hundred megabytes, a few minutes); later runs start at once. Delete .venv to begin anew.
"""

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
    need_libraries({**QT, **X11}, required=True)
    install()
    return hand_over([script("photocompare-gui"), *words])


def test(words):
    # A person without the right to install may still test the core; CI must not pass without Qt.
    need_libraries(QT, required=bool(os.environ.get("CI")))
    install()
    if "--slow" in words:
        words = ["-m", "slow", *(word for word in words if word != "--slow")]
    os.chdir(ROOT)
    return hand_over([script("python"), "-m", "pytest", *words], QT_QPA_PLATFORM="offscreen")


def check(words):
    install()
    fix = "--fix" in words
    steps = {
        "lint": [script("ruff"), "check", *(["--fix"] if fix else [])],
        "format": [script("ruff"), "format", *([] if fix else ["--check"])],
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


def lock(words):
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


COMMANDS = {"demo": demo, "app": app, "test": test, "check": check, "lock": lock}


# ---- the environment -----------------------------------------------------------------------------


def install():
    """Bring .venv to what the lock and pyproject.toml say; do nothing where it is there already."""
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
    pip = [script("python"), "-m", "pip", "install", "--quiet"]
    locked = ["--require-hashes", "--only-binary", ":all:", "--requirement", LOCK]
    run([*pip, *locked], PACKAGES_FAILED)
    own = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", ROOT]
    run([*pip, *own], "photocompare itself did not install. The lines above say why.")
    STAMP.write_text(f"{python}\n{inputs}", encoding="utf-8")


def make_venv(folder):
    """Make an empty environment in `folder`, removing what was there."""
    if importlib.util.find_spec("ensurepip") is None:
        package = "python{}.{}-venv".format(*sys.version_info)
        if not apt([package], "This Python cannot make environments yet: a part of it is missing."):
            stop("Then run the same command again.")
    # Asked of the Python below an active environment: on Windows one cannot replace itself.
    python = getattr(sys, "_base_executable", None) or sys.executable
    run([python, "-m", "venv", "--clear", folder], f"Could not make {folder}. The lines above say why.")


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


# ---- system libraries ----------------------------------------------------------------------------


def need_libraries(libraries, required):
    """Install the system libraries Qt lacks on Linux, or say how; go on without unless `required`."""
    missing = {package: name for package, name in libraries.items() if not loads(name)}
    if not missing or apt(missing, "Qt, which draws the window, lacks system libraries."):
        return
    if not shutil.which("apt-get"):
        say(f"Qt lacks {', '.join(missing.values())}: install them with your system's package manager.")
    if required:
        stop("Then run the same command again.")
    say("Going on without them: the tests of the window are skipped.")


def loads(library):
    """Return whether the system has a shared library; always true where Qt brings its own."""
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def apt(packages, why):
    """Install Debian packages where we are root and return True; else print the line that does."""
    if not shutil.which("apt-get"):
        say(why)
        return False
    names = " ".join(packages)
    if os.geteuid() != 0:
        say(f"{why} Run:\n\n    sudo apt-get update && sudo apt-get install -y {names}\n")
        return False
    say(f"{why} Installing {names}")
    get = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    calm = {"env": environment(DEBIAN_FRONTEND="noninteractive"), "stdout": subprocess.DEVNULL}
    subprocess.run([*get, "update"], **calm, check=False)  # one dead source must not stop the rest
    install = [*get, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.run(install, **calm, check=False).returncode:
        stop(f"That failed; the lines above say why. By hand:\n\n    apt-get install -y {names}\n")
    return True


# ---- running and speaking ------------------------------------------------------------------------

PACKAGES_FAILED = """The packages did not install. The lines above say why. Most often
  - there was no connection, or a proxy is not known to pip: run the same command again;
  - this Python is too new for one of the packages: use Python 3.11 to 3.13;
  - the disk is full: about 2 GB are needed."""


def run(command, failure, **more):
    """Run a step of the set-up, or stop with the sentence that says what to do."""
    done = subprocess.run(command, cwd=ROOT, env=environment(**more), stdin=subprocess.DEVNULL, check=False)
    if done.returncode:
        stop(failure)


def hand_over(command, **more):
    """Become the program where the system can, so that Ctrl-C and exit codes are its own."""
    sys.stdout.flush()
    if not command[0].exists():
        stop(f"{command[0]} is missing. Delete {VENV.name} and run the same command again.")
    if os.name == "posix":
        os.execve(command[0], command, environment(**more))
    return subprocess.run(command, env=environment(**more), check=False).returncode


def say(text):
    print(text, flush=True)


def stop(text):
    sys.exit(text)


def too_old():
    """Return the sentence for a Python below 3.11, naming a newer one where there is one."""
    names = ("python3.14", "python3.13", "python3.12", "python3.11")
    newer = next((name for name in names if shutil.which(name)), None)
    have = "photocompare needs Python 3.11 or newer; this is {}.{}.".format(*sys.version_info)
    if newer:
        return f"{have} Run: {newer} start.py {' '.join(sys.argv[1:])}"
    return f"{have} Install a newer one from your system's packages or from python.org."


def main():
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python is given to run
        stop(too_old())
    name, words = (sys.argv[1], sys.argv[2:]) if sys.argv[1:] else ("--help", [])
    if name in {"-h", "--help", "help"}:
        print(__doc__)
        return 0
    if name not in COMMANDS:
        stop(f"start.py knows no `{name}`. It knows: {', '.join(COMMANDS)}. More with --help.")
    try:
        return COMMANDS[name](words)
    except KeyboardInterrupt:
        say("\nStopped. The same command goes on from here.")
        return 130


if __name__ == "__main__":
    sys.exit(main())
