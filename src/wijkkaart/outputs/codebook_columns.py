"""Every column of the code book."""

from __future__ import annotations

from wijkkaart.outputs.column import OPENBAARHEID, Column

CODEBOEK = (
    Column(
        "tabel",
        "tekst",
        "Tabel",
        "Table",
        "Tabel; wijkkaart = de lagen van wijkkaart.gpkg, wijkkaart.parquet en de bladen Buurten en Wijken",
    ),
    Column("id", "tekst", "Kolom", "Column", "Naam van de kolom"),
    Column("label_nl", "tekst", "Label", "Label (Dutch)", "Label in het Nederlands"),
    Column("label_en", "tekst", "Label (Engels)", "Label (English)", "Label in het Engels"),
    Column("eenheid", "tekst", "Eenheid", "Unit", "Eenheid; leeg bij tekst en bij ja of nee"),
    Column("opgave", "tekst", "Opgave", "Task", "Opgave waar de kolom bij hoort"),
    Column("rol", "tekst", "Rol", "Role", "opgave telt mee in de score; kans, context, tijd en toets niet"),
    Column("kern", "ja_nee", "Kern", "Core", "Kernindicator: telt altijd mee in de noemer van de dekking"),
    Column("richting", "tekst", "Richting", "Direction", "Welk einde de opgave groter maakt: hoog, laag of geen"),
    Column("gewicht", "getal", "Gewicht", "Weight", "Gewicht binnen de opgave in deze run", "factor", 2),
    Column("vraag", "tekst", "Vraag", "Question", "Welke vraag het cijfer beantwoordt"),
    Column("formule", "tekst", "Formule of uitleg", "Formula", "Hoe het cijfer is gemaakt of wat er in de kolom staat"),
    Column("bron", "tekst", "Bron", "Source", "Ids van de bronnen; wijkkaart = door dit programma gemaakt"),
    Column("norm", "tekst", "Norm", "Norm", "De norm, waar die staat en hoe zeker die is"),
    Column("minimum", "tekst", "Minimum", "Minimum", "Hoeveel gegevens er minstens nodig zijn"),
    Column("valkuil", "tekst", "Valkuil", "Pitfall", "Waar je op moet letten"),
    OPENBAARHEID,
    Column("type", "tekst", "Type", "Type", "tekst, getal, geheel (getal), ja_nee of geometrie"),
    Column("licentie", "tekst", "Licentie", "Licence", "Voorwaarden van de bronnen"),
)
