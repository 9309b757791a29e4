"""Load all knowledge as one value, with a version that is a hash of its words."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from truceline.knowledge.amounts import Amounts, load_amounts
from truceline.knowledge.citations import Citing, load_citations
from truceline.knowledge.conditions import Conditions, load_conditions
from truceline.knowledge.deals import Deals, load_deals
from truceline.knowledge.exhibits import Exhibits, load_exhibits
from truceline.knowledge.furniture import Furniture, load_furniture
from truceline.knowledge.gazetteer import Gazetteer, load_gazetteer
from truceline.knowledge.happenings import Happenings, load_happenings
from truceline.knowledge.names import Names, load_names
from truceline.knowledge.outlet_lines import ACCEPTED, FILE, load_outlet_lines
from truceline.knowledge.private import Private, load_private
from truceline.knowledge.relations import Relations, load_relations
from truceline.knowledge.speech import Speech, load_speech
from truceline.knowledge.swaps import Swaps, load_swaps
from truceline.model.errors import BadKnowledge

HERE = Path(__file__).parent
# What a record may bring of its own.
OWN_FILES = ("actors.yml", "places.yml", FILE, ACCEPTED)
PUBLISHING = ("outlet", "agency", "monitor")


class Knowledge(msgspec.Struct, frozen=True):
    """All that is known before the first report is read.

    `version` changes with any word of it: a reading made with another version is made again.
    """

    version: str
    names: Names
    gazetteer: Gazetteer
    speech: Speech
    happenings: Happenings
    amounts: Amounts
    deals: Deals
    swaps: Swaps
    furniture: Furniture
    private: Private
    conditions: Conditions
    citations: Citing
    exhibits: Exhibits
    relations: Relations


def load(own: Mapping[str, str] | None = None) -> Knowledge:
    """Load the knowledge in the package, and a record's own beside it.

    Args:
        own: YAML texts by file name (`OWN_FILES`): what one record brings of its own world.

    Raises:
        BadKnowledge: a file contradicts itself, or an own file has a name that is not known.
    """
    own = dict(own or {})
    unknown = sorted(own.keys() - set(OWN_FILES))
    if unknown:
        raise BadKnowledge(f"own {unknown[0]}: no such file is known: {', '.join(OWN_FILES)}")
    names = load_names(HERE, own.get("actors.yml"))
    return Knowledge(
        version=_version(own),
        names=names,
        gazetteer=load_gazetteer(HERE, own.get("places.yml")),
        speech=load_speech(HERE),
        happenings=load_happenings(HERE),
        amounts=load_amounts(HERE),
        deals=load_deals(HERE),
        swaps=load_swaps(HERE),
        furniture=msgspec.structs.replace(
            load_furniture(HERE, _publishers(names), names.hosts), outlet_lines=load_outlet_lines(own)
        ),
        private=load_private(HERE),
        conditions=load_conditions(HERE),
        citations=load_citations(HERE),
        exhibits=load_exhibits(HERE),
        relations=load_relations(HERE),
    )


def _publishers(names: Names) -> Iterator[str]:
    """Yield the names under which those who publish are known."""
    for actor in names.actors.values():
        if actor.kind in PUBLISHING:
            yield actor.name
            yield from (name.text for name in actor.names)


def _version(own: Mapping[str, str]) -> str:
    digest = hashlib.sha256()
    for path in sorted(HERE.rglob("*.yml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    for name in sorted(own):
        digest.update(name.encode() + b"\0" + own[name].encode())
    return digest.hexdigest()[:12]
