"""What the page needs to make a score again with other weights: exact places, and who is compared with whom.

The page repeats what ``scoring.combine`` does in the usual way (``maps/js/weights.js``). A place is
shipped as the whole number it is made of: twice the number of lower buurten plus the equal ones.
Why an area comes out where it does is said with the *contribution* of each part: its share of the
weight that is there, times its place minus 50. Contributions add up to the weighted mean minus 50.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from wijkkaart.maps.escape import numbers
from wijkkaart.scoring.combine import compared_groups
from wijkkaart.scoring.normalise import spread
from wijkkaart.scoring.recipe import USUAL, recipes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from wijkkaart.config import Config
    from wijkkaart.declarations import Opgave
    from wijkkaart.maps.areas import Areas
    from wijkkaart.maps.visible import Visible

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Groups = list[tuple[Bools, frozenset[str]]]

#: How the names of references begin of which all members stand on the map.
_HERE = ("gemeente", "gebied")


def weighing_payload(config: Config, shown: Visible, areas: Areas) -> dict[str, Any]:
    """Return the rules of scoring, and per opgave its parts or the reason why nobody can weigh it."""
    groups = compared_groups(shown.indicatoren, areas.frame)
    percentiles = spread(shown.indicatoren, "percentiel", areas.frame.index)
    buurt = (areas.frame["niveau"] == "buurt").to_numpy()
    places = {
        str(name): _places(column.to_numpy(dtype="float64"), buurt, groups) for name, column in percentiles.items()
    }
    group = np.argmax([here for here, _ in groups], axis=0) if groups else np.zeros(0, dtype="int64")
    return {
        "dekking": [config.drempels.dekking.numerator, config.drempels.dekking.denominator],
        "hoog": float(config.drempels.hoog),
        # Where all are compared with each other a column of zeros says nothing.
        "groep": group.tolist() if len(groups) > 1 else [],
        "opgaven": {
            opgave.id: _opgave(opgave, config, groups, places, _reason(opgave, config, shown))
            for opgave in shown.opgaven
            if opgave.scoort
        },
    }


def _opgave(opgave: Opgave, config: Config, groups: Groups, places: Mapping[str, Any], reason: str) -> dict[str, Any]:
    if reason not in {"", "elders"}:
        return {"reden": reason, "delen": []}
    known = {item.id for item in opgave.indicatoren}
    own = {name: weight for name, weight in config.gewichten.get(opgave.id, {}).items() if name in known}
    made = [recipes({opgave.id: opgave}, measured, {opgave.id: own})[0] for _, measured in groups]
    weights = {
        name: weight for recipe in made for name, weight in zip(recipe.indicatoren, recipe.gewichten, strict=True)
    }
    nowhere = {"n": [0] * len(groups), "t": None}
    parts = [
        {
            "id": name,
            "gewicht": float(weights[name]),
            "groepen": [number for number, recipe in enumerate(made) if name in recipe.indicatoren],
            **(nowhere if reason else places.get(name, nowhere)),
        }
        for name in sorted(weights)
    ]
    return {"reden": reason, "delen": parts}


def _reason(opgave: Opgave, config: Config, shown: Visible) -> str:
    """Return why the page cannot make this score again; empty where it can."""
    if opgave.id in shown.in_banden:
        return "banden"
    if shown.verborgen.get(opgave.id):
        return "verborgen"
    if config.scores != USUAL:
        return "methode"
    names = shown.indicatoren.loc[shown.indicatoren["percentiel"].notna(), "referentie"].dropna().unique()
    return "" if all(str(name).startswith(_HERE) for name in names) else "elders"


def _places(percentiles: Floats, buurt: Bools, groups: Groups) -> dict[str, Any]:
    """Return ``n``, the size of the reference per group, and ``t``, twice the place of each area in it."""
    sizes = [int((~np.isnan(percentiles[here & buurt])).sum()) for here, _ in groups]
    twice = np.full(percentiles.shape, np.nan)
    for (here, _), size in zip(groups, sizes, strict=True):
        twice[here] = np.rint(percentiles[here] * 2 * size / 100)
    return {"n": sizes, "t": None if np.isnan(twice).all() else numbers(twice, 0)}
