"""How well one color for two photographs keeps the skin's change and nothing else.

    python benchmarks/color.py charts            # real charts of $PHOTOCOMPARE_EVAL_DATA, and spoiled ones
    python benchmarks/color.py null --seeds 60   # the same skin in other light: no change, and verdicts
    python benchmarks/color.py effect            # planted changes of -8 to +8 points come back
    python benchmarks/color.py camera            # published camera sensitivities (needs colour-science)
    python benchmarks/color.py cost              # a 12 MP pair against decoding it

Prints tables in Markdown; ends with 1 where an aim is missed.
"""

from __future__ import annotations

import argparse
import sys

from color_cameras import camera
from color_charts import charts
from color_cost import cost
from color_pairs import effect, null


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("charts", "null", "effect", "camera", "cost"))
    parser.add_argument("--seeds", type=int, default=60)
    parser.add_argument("--megapixels", type=float, default=1.0)
    parser.add_argument("--even-light", default="auto", choices=("auto", "on", "off"))
    asked = parser.parse_args()
    good = {
        "charts": charts,
        "null": lambda: null(asked.seeds, asked.megapixels, asked.even_light),
        "effect": lambda: effect(asked.megapixels, asked.even_light),
        "camera": camera,
        "cost": cost,
    }[asked.what]()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
