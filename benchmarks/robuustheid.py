"""How long and how much memory the robustness draws take: 500 buurten of one gemeente, and a whole country.

    python benchmarks/robuustheid.py

Made-up figures (by a seed) for all indicators of the catalogue that count in a score; every
measurement has a process of its own. Measured is the drawing, and apart from it which choices matter
most; not the figures and scores before. Seconds are those of the processor: all of it works on one
core, and other work on the machine counts less that way.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from wijkkaart.catalogue import all_opgaven
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.recipe import USUAL
from wijkkaart.scoring.robustness import DRAWS, simulate
from wijkkaart.scoring.shifts import choices_that_matter
from wijkkaart.scoring.weighing import ROUNDED_COUNTS
from wijkkaart.status import Status

if TYPE_CHECKING:
    from numpy.typing import NDArray

SEED = 20260
TWO_THIRDS = Fraction(2, 3)
#: Fewer reference buurten than this give no score.
MINIMUM = 10
#: Buurten, gemeenten and the reference they are placed in; with the most seconds that the project promises.
CASES = {
    "gemeente": (500, 1, "gemeente", 10),
    "land": (14_500, 340, "gemeente", 75),
    "nederland": (14_500, 340, "nederland", 75),
}
MOST_MB = 1500


def made_up_areas(number: int, gemeenten: int) -> pd.DataFrame:
    """Return buurten in gemeenten of very different size (the biggest has hundreds, the smallest ten)."""
    rng = np.random.default_rng(SEED)
    weight = rng.lognormal(sigma=0.9, size=gemeenten)
    size = MINIMUM + rng.multinomial(number - MINIMUM * gemeenten, weight / weight.sum())
    gemeente = np.repeat([f"GM{code:04d}" for code in range(gemeenten)], size)
    codes = pd.Index([f"BU{name[2:]}{place:04d}" for place, name in enumerate(gemeente)], name="gebiedcode")
    fixed = {"niveau": "buurt", "bewoond": True, "water": False, "vergelijking": "Nederland"}
    return pd.DataFrame({"gemeentecode": gemeente, **fixed}, index=codes)


def made_up_figures(gebieden: pd.DataFrame) -> pd.DataFrame:
    """Return the long table of every indicator that counts: one in twenty figures is missing, many are equal."""
    rng = np.random.default_rng(SEED)
    ids = [item.id for opgave in all_opgaven().values() for item in opgave.indicatoren if item.rol == "opgave"]
    return pd.concat([figures_of(name, gebieden.index, rng) for name in ids], ignore_index=True)


def figures_of(name: str, codes: pd.Index, rng: np.random.Generator) -> pd.DataFrame:
    people = np.round(rng.gamma(2, 600, len(codes)) / 5) * 5 + 100
    some = np.round(people * rng.beta(2, 20, len(codes)) / 5) * 5
    known: NDArray[np.bool_] = rng.random(len(codes)) > 1 / 20
    scale = 1000 if name in ROUNDED_COUNTS else 100
    return pd.DataFrame(
        {
            "gebiedcode": codes,
            "indicator": name,
            "waarde": np.where(known, scale * some / people, np.nan),
            "status": np.where(known, str(Status.OK), str(Status.GEHEIM)),
            "teller": np.where(known, some, np.nan),
            "noemer": np.where(known, people, np.nan),
        }
    )


def measure_case(case: str) -> dict[str, float]:
    """Return seconds, peak memory (MB) before and in all, and the number of scores with an interval."""
    number, gemeenten, populatie, _ = CASES[case]
    gebieden, opgaven = made_up_areas(number, gemeenten), all_opgaven()
    if populatie == "gemeente":
        gebieden = gebieden.drop(columns="vergelijking")
    long = add_percentiles(made_up_figures(gebieden), gebieden, opgaven, populatie, MINIMUM)
    scores = score_opgaven(long, gebieden, opgaven, TWO_THIRDS, MINIMUM, {})
    before = peak_mb()
    begin = time.process_time()
    placed, _ = simulate(long, scores, gebieden, opgaven, weights={}, hoog=TWO_THIRDS)
    drawn = time.process_time()
    choices_that_matter(long, scores, gebieden, opgaven, weights={}, method=USUAL)
    return {
        "seconds": drawn - begin,
        "choices": time.process_time() - drawn,
        "before": before,
        "peak": peak_mb(),
        "scores": int(placed["rang_p50"].notna().sum()),
    }


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_own_process(case: str) -> dict[str, float]:
    command = [sys.executable, str(Path(__file__).resolve()), "--case", case]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def report(case: str, rounds: int) -> bool:
    """Print the figures of one case; return whether the promise is kept."""
    number, gemeenten, populatie, most = CASES[case]
    found = [in_own_process(case) for _ in range(rounds)]
    if min(item["scores"] for item in found) < number * 3:
        raise SystemExit(f"{case}: too few scores to speak of: {found[0]['scores']}")
    times = [item["seconds"] for item in found]
    median, memory = statistics.median(times), max(item["peak"] for item in found)
    each = 1e9 * median / (DRAWS * number)
    print(f"{number:,} buurten, {gemeenten} gemeente(n), reference {populatie}, {DRAWS:,} draws:")
    print("  " + " ".join(f"{seconds:.1f}" for seconds in times) + f" s (about {most} at most)")
    print(f"  {each:.0f} ns per draw and buurt, {found[0]['scores']:,} scores with an interval")
    print(f"  and {statistics.median(item['choices'] for item in found):.1f} s for which choices matter most")
    print(f"  peak memory {memory:.0f} MB (at most {MOST_MB}), of which {found[0]['before']:.0f} before the draws")
    return median <= most and memory <= MOST_MB


def main() -> int:
    """Print the figures; return 1 where a promise is not kept."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--case", choices=CASES, help="measure one case in this process and print it as JSON")
    given = arguments.parse_args()
    if given.case:
        print(json.dumps(measure_case(given.case)))
        return 0
    print(f"{platform.platform()}, Python {platform.python_version()}")
    kept = [report(case, given.rounds) for case in CASES]
    return int(not all(kept))


if __name__ == "__main__":
    sys.exit(main())
