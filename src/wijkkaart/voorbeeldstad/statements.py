"""The sentences that residents and gemeente of Voorbeeldstad wrote down. All of it is made up."""

from __future__ import annotations

#: gebiedcode, opgave, ambitie, herkomst, toelichting
AMBITIONS: tuple[tuple[str, str, str, str, str], ...] = (
    ("BU99990303", "energietransitie", "Alle flats goed geïsoleerd in 2032", "gemeente", "Afspraak met de corporatie"),
    ("BU99990303", "sociaaleconomisch", "Een plek om elkaar te ontmoeten", "bewoners", "Genoemd op de buurtavond"),
    ("BU99990304", "natuurinclusiviteit", "Van grasveld naar bloemrijk park", "bewoners", "Plan van de parkgroep"),
    ("WK999901", "klimaatadaptatie", "Geen natte kelders meer", "bewoners", "Na de bui van vorige zomer"),
    ("WK999901", "mobiliteit", "Meer ruimte voor fiets en groen in de straat", "gemeente", "Mobiliteitsplan"),
    ("BU99990202", "energietransitie", "Samen van het gas af", "bewoners", "Energiecoöperatie Het Rode Dorp"),
    ("BU99990002", "verstedelijking", "Wonen boven de winkels", "gemeente", "Visie op de binnenstad"),
    ("BU99990001", "klimaatadaptatie", "Schaduw op de markt", "bewoners", "Oproep van ondernemers en bezoekers"),
    ("BU99990600", "verstedelijking", "Zeshonderd woningen op de oude werf", "gemeente", "Gebiedsvisie De Werf"),
    ("BU99990402", "natuurinclusiviteit", "De Groene Long verbinden met de wetering", "gemeente", "Groenplan"),
    ("BU99990500", "mobiliteit", "Veilig fietsen naar school", "bewoners", "Verzoek van de ouderraad"),
    ("BU99990801", "sociaaleconomisch", "Het dorpshuis blijft open", "bewoners", "Dorpsraad Oosterwoude"),
)

#: soort, jaar_van, jaar_tot, omschrijving, buurt, reach in metres
WORKS: tuple[tuple[str, int, int, str, str, int], ...] = (
    ("riool", 2026, 2027, "Vervangen riool Schildersbuurt", "BU99990101", 190),
    ("weg", 2027, 2028, "Nieuwe inrichting van de straten", "BU99990101", 130),
    ("warmtenet", 2027, 2029, "Uitbreiding van het warmtenet", "BU99990303", 230),
    ("woningrenovatie", 2026, 2028, "Renovatie van drie flats", "BU99990303", 120),
    ("isolatie", 2025, 2027, "Isolatie van rijwoningen", "BU99990202", 200),
    ("gas", 2026, 2026, "Vervangen gasleiding", "BU99990200", 110),
    ("riool", 2028, 2029, "Gescheiden riool", "BU99990203", 180),
    ("nieuwbouw", 2025, 2030, "Woningen op het oude werfterrein", "BU99990600", 140),
    ("groen", 2026, 2027, "Vernieuwen van het park", "BU99990402", 160),
    ("groen", 2027, 2027, "Bomen op de Grote Markt", "BU99990001", 90),
    ("voorziening", 2028, 2029, "Nieuw buurthuis", "BU99990302", 70),
    ("weg", 2035, 2036, "Groot onderhoud van de hoofdweg", "BU99990500", 150),
    ("riool", 2019, 2020, "Vervangen riool (klaar)", "BU99990004", 120),
    ("voorziening", 2027, 2028, "Verbouwing van het dorpshuis", "BU99990801", 60),
)

#: buurt, herkomst, text
NOTES: tuple[tuple[str, str, str], ...] = (
    ("BU99990101", "bewoners", "Hier staat na elke zware bui water op de stoep."),
    ("BU99990101", "bewoners", "Deze bomen geven de enige schaduw in de straat."),
    ("BU99990102", "bewoners", "In de zomer is het boven te warm om te slapen."),
    ("BU99990104", "bewoners", "Auto's rijden hier te hard langs de speelplek."),
    ("BU99990105", "gemeente", "Kademuur onderzoeken voordat de straat opengaat."),
    ("BU99990000", "bewoners", "Fijn hofje, bijna niemand kent het."),
    ("BU99990001", "bewoners", "Op marktdagen is er nergens een bankje in de schaduw."),
    ("BU99990002", "bewoners", "De trap naar het water is glad en kapot."),
    ("BU99990200", "bewoners", "Onze straat wil samen een tuin beginnen."),
    ("BU99990202", "bewoners", "Veel huizen tochten, wij willen samen isoleren."),
    ("BU99990203", "bewoners", "Hier nestelen elk jaar gierzwaluwen onder de pannen."),
    ("BU99990300", "bewoners", "De bus stopt hier te ver van de winkels."),
    ("BU99990303", "bewoners", "De berging onder de flat staat vaak onder water."),
    ("BU99990303", "gemeente", "Plek voor een nieuw buurthuis onderzoeken."),
    ("BU99990304", "bewoners", "Dit veld kan veel mooier, met bloemen en fruitbomen."),
    ("BU99990306", "bewoners", "Oudere buren durven hier niet over te steken."),
    ("BU99990400", "bewoners", "Mooie oude appelbomen, graag laten staan."),
    ("BU99990402", "bewoners", "Ontmoetingsplek voor de hele buurt, koel in de zomer."),
    ("BU99990406", "bewoners", "Er zijn 's avonds genoeg lege parkeerplaatsen."),
    ("BU99990500", "bewoners", "Schoolplein is een en al tegels."),
    ("BU99990504", "bewoners", "Kinderen spelen hier graag bij het water."),
    ("BU99990600", "gemeente", "Oude kraan bewaren als herkenningspunt."),
    ("BU99990702", "bewoners", "Het bos is droog, let op brandgevaar."),
    ("BU99990801", "bewoners", "Het dorpshuis is de enige plek om elkaar te zien."),
    ("BU9999AF08", "bewoners", "Bij hoog water loopt het pad langs de plas onder."),
)

#: buurt, herkomst, text: what is to stay as it is
KEEP: tuple[tuple[str, str, str], ...] = (
    ("BU99990101", "bewoners", "De oude platanen langs de gracht moeten blijven."),
    ("BU99990202", "bewoners", "De speelstraat: hier kennen de kinderen elkaar."),
    ("BU99990304", "gemeente", "Het open veld blijft open."),
)

#: gebied (code or name), naam, opgaven, herkomst, uitleg, waarde, voor_wie, aan_tafel, eerste_stap, let_op, vraag, jaar
OWN_CHANCES: tuple[tuple[str, ...], ...] = (
    (
        "BU99990303",
        "Koele moestuin achter de flats",
        "klimaatadaptatie, sociaaleconomisch",
        "bewoners",
        "Het grasveld achter de flats is leeg en heet. Samen tuinieren geeft koelte en je leert je buren kennen.",
        "Minder hitte, verse groente en een plek om elkaar te zien",
        "Bewoners van de drie flats",
        "Bewonerscommissie, corporatie, gemeente",
        "Loop samen over het veld en teken waar bedden kunnen komen",
        "De grond is van de corporatie",
        "Wie wil een bed verzorgen?",
        "",
    ),
    (
        "Schildersbuurt",
        "Deelauto's op het gracht-eind",
        "mobiliteit; klimaatadaptatie",
        "gemeente",
        "Als de straat opengaat voor het riool, kunnen vier parkeerplaatsen plaats maken voor deelauto's en een boom.",
        "Meer ruimte en schaduw met minder auto's",
        "Bewoners van de Schildersbuurt",
        "Gemeente, aanbieder van deelauto's, bewoners",
        "Vraag in de straat wie een auto wil delen",
        "",
        "Zou u een auto willen delen?",
        "2027",
    ),
)

#: naam, buurt, herkomst, toelichting, metres east and north of the middle of the buurt
MEETING_PLACES: tuple[tuple[str, str, str, str, int, int], ...] = (
    ("Bankje bij de vijver", "BU99990402", "bewoners", "Elke ochtend een praatje, koel in de zomer.", 25, -15),
    ("Buurtkamer De Schilder", "BU99990101", "gemeente", "Koffie op dinsdag, taalles op donderdag.", -30, 20),
)

#: gebied, what it is about, oordeel, stippen, toelichting, herkomst, tafel
JUDGEMENTS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        *("BU99990101", "K3_isoleren_met_natuur", "herkennen niet", ""),
        *("Onze huizen zijn vorig jaar geïsoleerd; de nestkasten hangen al.", "bewoners", "1"),
    ),
    ("BU99990101", "K1_straat_open", "herkennen", "6", "Graag in één keer, met bomen terug.", "bewoners", "1"),
    ("BU99990101", "K1_straat_open", "", "3", "", "bewoners", "2"),
    ("BU99990101", "K12_ontmoeten", "herkennen", "2", "", "bewoners", "1"),
    ("BU99990101", "K12_ontmoeten", "herkennen niet", "", "De buurtkamer is er al.", "bewoners", "2"),
    ("BU99990202", "K9_complexaanpak", "weten niet", "", "Wij weten niet wat de corporatie wil.", "bewoners", "3"),
    ("BU99990303", "Koele moestuin achter de flats", "herkennen", "5", "Daar doen wij aan mee.", "bewoners", "3"),
    (
        *("BU99990500", "autos_per_huishouden", "herkennen niet", ""),
        *("Hier staan veel bestelbussen van buiten de buurt.", "bewoners", "4"),
    ),
)
