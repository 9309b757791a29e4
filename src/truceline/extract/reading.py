"""All that one document says: every extractor, in the order in which one needs the other."""

from truceline.extract.actors import find_actors
from truceline.extract.citations import find_citations, through_cited
from truceline.extract.conditions import find_conditions
from truceline.extract.dates import find_dates
from truceline.extract.events import find_events
from truceline.extract.exhibits import find_exhibits
from truceline.extract.figures import find_figures
from truceline.extract.measures import find_measures
from truceline.extract.notes import with_relayed
from truceline.extract.places import find_places
from truceline.extract.private import Words, find_private
from truceline.extract.raised import raised
from truceline.extract.relations import find_relations
from truceline.extract.scene import Scene
from truceline.extract.spoken_for import as_governments
from truceline.extract.statements import find_statements
from truceline.extract.terms import find_terms
from truceline.knowledge import Knowledge
from truceline.model.parsed import Parsed
from truceline.model.reading import Reading

# Changes with every change of what is read: a document read by another method is read again.
METHOD = "13"


def read(parsed: Parsed, knowledge: Knowledge) -> Reading:
    """Read one document: a function of its text, the knowledge and the method, and of nothing else."""
    parsed = raised(parsed)
    cast = find_actors(parsed, knowledge.names)
    told = with_relayed(parsed.doc, find_statements(parsed, knowledge.speech, cast), cast)
    statements = as_governments(told, knowledge.names)
    dates = find_dates(parsed)
    scene = Scene(
        parsed=parsed,
        cast=cast,
        names=knowledge.names,
        words=knowledge.happenings,
        statements=statements,
        figures=find_figures(parsed, knowledge.amounts),
        dates=dates,
        places=find_places(parsed, knowledge.gazetteer, cast),
    )
    citations = find_citations(parsed, knowledge.citations, cast, statements, knowledge.names.outlet)
    named = frozenset(i for place in scene.places for i in range(place.first, place.last))
    return Reading(
        document=parsed.doc,
        method=METHOD,
        knowledge=knowledge.version,
        actors=cast.learned,
        mentions=cast.mentions,
        ties=cast.ties,
        statements=through_cited(statements, citations, knowledge.citations),
        events=find_events(scene),
        terms=find_terms(parsed, knowledge.deals, cast, statements, dates),
        measures=find_measures(parsed, knowledge.deals, cast, statements, dates),
        conditions=find_conditions(scene, knowledge.amounts, knowledge.conditions),
        exhibits=find_exhibits(scene, knowledge.amounts, knowledge.exhibits),
        citations=citations,
        relations=find_relations(scene, knowledge.relations),
        private=find_private(
            parsed, cast, Words(knowledge.private, knowledge.names.roles, knowledge.amounts.cues), named
        ),
    )
