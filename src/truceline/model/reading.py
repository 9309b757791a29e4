"""Reading: all that one method version, with one state of knowledge, read in one document."""

import msgspec

from truceline.model.actor import Actor, Mention, Tie
from truceline.model.citation import Citation
from truceline.model.condition import Condition
from truceline.model.document import Document, Span
from truceline.model.event import Event
from truceline.model.exhibit import Exhibit
from truceline.model.relation import Relation
from truceline.model.statement import Statement
from truceline.model.terms import Measure, Term


class Reading(msgspec.Struct, frozen=True):
    """A function of the document's bytes, the knowledge and the method, and of nothing else.

    `document` is the report with its parts marked; `actors` are those learned from it alone. `private` is where it names
    victims and witnesses who hold no office: pages mask them.
    """

    document: Document
    method: str
    knowledge: str
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    ties: tuple[Tie, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()
    measures: tuple[Measure, ...] = ()
    conditions: tuple[Condition, ...] = ()
    exhibits: tuple[Exhibit, ...] = ()
    citations: tuple[Citation, ...] = ()
    relations: tuple[Relation, ...] = ()
    private: tuple[Span, ...] = ()
