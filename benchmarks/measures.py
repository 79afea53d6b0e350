"""Every figure of the measures, in one run: each part in a process of its own.

    python benchmarks/measures.py                 # all parts at full size (an hour)
    python benchmarks/measures.py --seeds 4       # the same, smaller
    python benchmarks/measures.py skin speed      # some parts

Parts: `skin` planted redness, melanin, spots on the phantom; `ssynth` rank correlation on S-SYNTH; `speed`
score of a 12 MP pair beside a scikit-image script; `vessels`, `change`, `filter` of measures_vessels.py;
`drive` of measures_retina.py.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PARTS = {
    "skin": ["measures_skin.py", "phantom"],
    "ssynth": ["measures_skin.py", "ssynth"],
    "speed": ["measures_speed.py"],
    "vessels": ["measures_vessels.py", "phantom"],
    "change": ["measures_vessels.py", "change"],
    "drive": ["measures_retina.py"],
    "filter": ["measures_vessels.py", "speed"],
}
SEEDED = ("skin", "vessels", "change")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=list(PARTS))
    parser.add_argument("--seeds", type=int, default=40)
    options = parser.parse_args()
    # Waiting threads of BLAS spin, and CPU time is what is compared.
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    failed = 0
    for part in options.parts or PARTS:
        print(f"\n== {part}", flush=True)
        script, *words = PARTS[part]
        words += ["--seeds", str(options.seeds)] if part in SEEDED else []
        failed += (
            subprocess.run([sys.executable, HERE / script, *words], env=environment, check=False).returncode
            != 0
        )
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
