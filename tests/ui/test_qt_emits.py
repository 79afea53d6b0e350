"""A Qt that drops a reference to True or None at each call kills the program after a few hundred signals.

PySide6 6.12.0 did so on Python 3.11. It kills the process, so the signals are sent in one of their own.
"""

import subprocess
import sys

import pytest

EMIT = """
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    sent = Signal(object)
    flag = Signal(bool)

application = QCoreApplication([])
sender, received = Sender(), []
sender.sent.connect(received.append)
sender.flag.connect(received.append)
for number in range(20_000):
    signal = sender.flag if {value!r} is True and number % 2 else sender.sent
    signal.emit({value!r})
print(len(received), set(received))
"""


@pytest.mark.parametrize("value", [True, False, None])
def test_that_twenty_thousand_signals_are_received(value):
    command = [sys.executable, "-c", EMIT.format(value=value)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, f"20000 {{{value!r}}}"), done.stderr
