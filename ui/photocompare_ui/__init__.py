"""The window of photocompare: all Qt, and nothing but Qt."""

from photocompare.one_thread import use_one_thread

use_one_thread()
