"""From figures to places, scores and how sure they are; beside buurten elsewhere where that is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijkkaart.measure import measure
from wijkkaart.scoring.coherence import coherence
from wijkkaart.scoring.combine import score_opgaven
from wijkkaart.scoring.normalise import add_percentiles
from wijkkaart.scoring.peers import PUBLISHED, join_peers, name_references, peers_of, published_everywhere
from wijkkaart.scoring.rescoring import Rescoring
from wijkkaart.scoring.robustness import kinds_of, scales_of, simulate
from wijkkaart.scoring.shifts import choices_that_matter

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd
    import pandas as pd

    from wijkkaart.config import Config
    from wijkkaart.declarations import Opgave
    from wijkkaart.layers import StatTable
    from wijkkaart.scoring.draws import Draws


@dataclass(frozen=True)
class Country:
    """What a comparison with the country needs.

    Parameters
    ----------
    eigen
        Kerncijfers of the run; their ``ste_mvs`` says what an area is compared with.
    landelijk
        Kerncijfers of all buurten of the country.
    """

    eigen: StatTable
    landelijk: StatTable


@dataclass(frozen=True)
class Placed:
    """The long table with places, the scores, and where every gebied stands in every draw.

    Parameters
    ----------
    samenhang_indicatoren
        What ``coherence`` says.
    keuzes
        What ``choices_that_matter`` says.
    opnieuw
        The scores again, without some figures.
    """

    long: pd.DataFrame
    scores: pd.DataFrame
    trekkingen: Draws
    samenhang_indicatoren: pd.DataFrame
    keuzes: pd.DataFrame
    opnieuw: Rescoring


def place(
    long: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    config: Config,
    country: Country | None,
) -> Placed:
    """Return places and scores of `gebieden` by the choices of `config`.

    Parameters
    ----------
    long
        What ``measure`` gave back.
    country
        None when nothing is compared with the country.
    """
    areas = gebieden
    if country is not None:
        long, areas = _beside_peers(long, gebieden, opgaven, config, country)
    reference, limits, weights, method = config.referentie, config.drempels, config.gewichten, config.scores
    long = add_percentiles(long, areas, opgaven, reference.populatie, reference.minimum)
    scores = score_opgaven(long, areas, opgaven, limits.dekking, reference.minimum, weights, method)
    scores, draws = simulate(
        long,
        scores,
        areas,
        opgaven,
        weights=weights,
        hoog=limits.hoog,
        schalen=scales_of(method),
        gemiddelden=kinds_of(method),
    )
    return Placed(
        _of(gebieden, long),
        _of(gebieden, scores),
        draws.first(len(gebieden)),
        samenhang_indicatoren=coherence(long, scores, areas, opgaven, weights),
        keuzes=choices_that_matter(long, scores, areas, opgaven, weights=weights, method=method),
        opnieuw=Rescoring(long, areas, opgaven, config),
    )


def _of(gebieden: gpd.GeoDataFrame, table: pd.DataFrame) -> pd.DataFrame:
    return table[table["gebiedcode"].isin(gebieden.index)].reset_index(drop=True)


def _beside_peers(
    long: pd.DataFrame,
    gebieden: gpd.GeoDataFrame,
    opgaven: Mapping[str, Opgave],
    config: Config,
    country: Country,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    reference = config.referentie
    named = name_references(gebieden, country.eigen, reference.populatie, reference.minimum)
    peers = peers_of(named, country.landelijk, reference.populatie)
    declared = {item.id: item for opgave in opgaven.values() for item in opgave.indicatoren}
    table = country.landelijk.of_codes(peers.index)
    figures = measure(published_everywhere(declared), {PUBLISHED: table}, peers, planjaar=0)
    return join_peers(long, named, peers, figures)
