"""Readings -> judgements -> incidents, accounts, grades; agreements and what became of them."""

from truceline.reconcile.agreements import show_agreement
from truceline.reconcile.beside import Beside, show_beside
from truceline.reconcile.deal_keys import term_keys
from truceline.reconcile.dealing import redeal
from truceline.reconcile.follow import Lost, follow
from truceline.reconcile.incidents import show_incident, with_parts
from truceline.reconcile.judged import Words, documents_of, judged, named_by, with_strangers
from truceline.reconcile.keys import EventKey, event_keys
from truceline.reconcile.kin import Change, find_changes, find_kin
from truceline.reconcile.people import family_name
from truceline.reconcile.persons import Persons
from truceline.reconcile.reconcile import Reconciled, reconcile
from truceline.reconcile.series import find_series
from truceline.reconcile.shelf import judge_near, relink
from truceline.reconcile.standings import find_relations
from truceline.reconcile.tellings import known_tellings, show_tellings
from truceline.reconcile.unsure import against, find_lost, find_unsure, nearest, shown_in
from truceline.reconcile.voices import Voices
from truceline.reconcile.whole_homes import find_wholes
from truceline.reconcile.wholes import part_pairs, place_parts
from truceline.reconcile.world import World, named_in

__all__ = [
    "Beside",
    "Change",
    "EventKey",
    "Lost",
    "Persons",
    "Reconciled",
    "Voices",
    "Words",
    "World",
    "against",
    "documents_of",
    "event_keys",
    "family_name",
    "find_changes",
    "find_kin",
    "find_lost",
    "find_relations",
    "find_series",
    "find_unsure",
    "find_wholes",
    "follow",
    "judge_near",
    "judged",
    "known_tellings",
    "named_by",
    "named_in",
    "nearest",
    "part_pairs",
    "place_parts",
    "reconcile",
    "redeal",
    "relink",
    "show_agreement",
    "show_beside",
    "show_incident",
    "show_tellings",
    "shown_in",
    "term_keys",
    "with_parts",
    "with_strangers",
]
