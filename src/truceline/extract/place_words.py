"""Place words: the small words and common nouns that show that a name is a place."""

from typing import Final

from truceline.knowledge.spelling import ARTICLES
from truceline.model.claim import Precision

# After these a name is where something is.
IN: Final = frozenset(["in", "inside", "across", "throughout", "within", "around", "at", "nearby"])
# After these it may also be whom something is done to, or a thing: enough for a name that the gazetteer knows.
TOWARDS: Final = frozenset(
    ["on", "from", "to", "into", "towards", "toward", "onto", "over", "through", "via", "against"]
)
# After these the place told is beside the named one.
BESIDE: Final[dict[str, str]] = {
    "near": "near", "outside": "outside", "around": "around", "beyond": "beyond", "off": "off", "surrounding": "around",
    "overlooking": "near", "bordering": "near",
}  # fmt: skip
# "Xtown, a small town near Ycity"
SETTLED: Final = frozenset(["village", "town", "settlement", "city", "hamlet"])
DIRECTIONS: Final = frozenset(
    ["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "north-east", "north-west",
     "south-east", "south-west", "northern", "southern", "eastern", "western", "northeastern", "northwestern",
     "southeastern", "southwestern", "central", "north-eastern", "north-western", "south-eastern", "south-western",
     "rural", "upper", "lower", "greater", "old", "downtown"]
)  # fmt: skip
# "The outskirts of Xtown", "Xtown countryside": around it, not in it.
AROUND: Final = frozenset(
    [
        "outskirts",
        "countryside",
        "edges",
        "edge",
        "suburbs",
        "surroundings",
        "vicinity",
        "environs",
        "hinterland",
    ]
)
# What a named place is, and how narrow that makes it.
NOUNS: Final[dict[str, Precision]] = {
    "province": "province", "governorate": "province", "oblast": "province", "region": "province", "state": "province",
    "county": "province", "district": "district", "neighbourhood": "near", "neighborhood": "near", "quarter": "near",
    "suburb": "near", "subdistrict": "district", "area": "near", "village": "exact", "town": "exact", "city": "exact",
    "camp": "near", "crossing": "near", "airport": "near", "airbase": "near", "base": "near", "dam": "near",
    "bridge": "near", "road": "near", "street": "near", "square": "near", "highway": "near", "junction": "near",
    "valley": "near", "mountain": "near", "mountains": "near", "hill": "near", "island": "near", "farms": "near",
    "countryside": "near", "hamlet": "exact", "settlement": "exact", "port": "near", "peninsula": "province",
    "stronghold": "exact", "capital": "exact", "enclave": "near", "villages": "exact", "towns": "exact",
    "neighborhoods": "near", "neighbourhoods": "near", "districts": "near", "provinces": "province", "suburbs": "near",
    "pass": "near", "barracks": "near", "ridge": "near", "gorge": "near", "ford": "near", "hills": "near",
    "governorates": "province", "oblasts": "province", "regions": "province", "cities": "exact",
    "camps": "near", "territory": "district", "township": "district", "department": "province", "prefecture": "province",
    "corridor": "near", "front": "near", "checkpoint": "near", "hospital": "near", "school": "near",
}  # fmt: skip
# Smaller than a town: a town of that name elsewhere is another place.
SMALL: Final = frozenset(
    ["neighbourhood", "neighborhood", "quarter",  "area", "crossing", "airport", "airbase", "base", "dam", "bridge",
     "road", "street", "square", "highway", "junction", "district", "camp", "neighborhoods", "neighbourhoods", "districts",
      "checkpoint", "hospital", "school", "front", "pass", "barracks", "ridge", "gorge", "ford", "hill", "hills"]
)  # fmt: skip
# Parts of a city.
PARTS: Final = frozenset(
    ["neighbourhood", "neighborhood", "quarter", "district", "suburb", "square", "street"]
)
# What has a name of its own, often that of a town nearby: the Xtown pass is not Xtown.
FEATURES: Final = frozenset(
    ["pass", "bridge", "road", "crossing", "dam", "hill", "hills", "barracks", "ridge", "gorge", "ford", "highway", "mountain",
     "mountains", "valley", "corridor"]
)  # fmt: skip
SEVERAL: Final = frozenset(
    ["neighborhoods", "neighbourhoods", "districts", "suburbs", "parts", "areas", "streets", "quarters",
     "section", "sections", "half", "side", "rest", "part", "centre", "center", "heart", "most", "edges", "outside", "fronts"]
)  # fmt: skip
# Buildings name no place of their own in "the Xtown hospital"; the town does.
BUILDINGS: Final = frozenset(["hospital", "school", "checkpoint", "front", "base", "airport", "airbase"])
# Small words inside names: the Arabic article, and what stands between parts of a name.
PARTICLES: Final = ARTICLES | {"de", "um", "bin"}
# Small words between two capitals of one name: "Norte de Santander", "Mocimboa da Praia", "Khalid ibn al-Walid".
LINKS: Final = frozenset(
    ["de", "del", "da", "do", "dos", "das", "la", "las", "los", "du", "des", "di", "ibn", "bin", "ould"]
)
# Articles that are no English word: inside a name they need no hyphen ("Jisr al Xyz").
PLAIN_ARTICLES: Final = frozenset(["al", "el", "ul", "ez", "ash", "esh"])
# What may stand between a name and what it is called: "the Xtown refugee camp".
MODIFIERS: Final = frozenset(
    ["refugee", "military", "air", "border", "international", "nuclear", "displacement", "army"]
)
# What a state's adjective says the country of: "the Xlandish city of Xtown", but not "the Xlandish base at Xtown".
CIVIL: Final = frozenset(
    ["city", "town", "village", "province", "capital", "region", "port", "district", "state", "governorate", "oblast", "island",
     "hamlet", "county", "cities", "towns", "villages", "provinces"]
)  # fmt: skip
# Bodies named after the place where they sit: "a source at Xtown Police Command" tells of no Xtown.
SEATED: Final = frozenset(["command", "directorate", "department", "council", "court", "bureau", "chamber"])
# "The provinces of A, B and C", "A and B provinces": the word is said once for all.
PLURALS: Final[dict[str, str]] = {
    "provinces": "province", "governorates": "governorate", "villages": "village", "towns": "town", "cities": "city",
    "districts": "district", "regions": "region", "oblasts": "oblast",
    "neighbourhoods": "neighbourhood", "neighborhoods": "neighborhood", "camps": "camp",
}  # fmt: skip
# "Fled to Xland", "crossed from Xland", "refugees from Xland": whoever else acts under that name, here it is where they go.
MOTION: Final = frozenset(
    ["flee", "cross", "return", "travel", "fly", "drive", "walk", "go", "come", "arrive", "move", "march", "push", "escape", "deport",
     "evacuate", "smuggle", "head", "migrate", "withdraw", "retreat", "advance", "infiltrate", "ship", "spill", "sail", "relocate",
     "roll", "refugee", "deportation", "exodus", "flight", "evacuation", "withdrawal", "convoy", "crossing"]
)  # fmt: skip
# "Rockets from Xland", "fired on Xtown": what flies there knows no government.
FIRE: Final = frozenset(
    ["rocket", "missile", "fire", "launch", "drone", "fall", "land", "rain", "attack", "assault", "raid", "strike", "shelling",
     "bombardment", "bombing", "siege", "advance", "march", "shell"]
)  # fmt: skip
# "Port Xtown", "Camp Xyz": these words open a name when they have a capital.
OPENERS: Final = frozenset(["port", "camp"])
