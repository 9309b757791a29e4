"""Readings -> judgements -> incidents, accounts, grades; agreements and what became of them."""

from truceline.reconcile.agreements import show_agreement
from truceline.reconcile.beside import Beside, holder_in, show_beside
from truceline.reconcile.deal_keys import term_keys
from truceline.reconcile.dealing import redeal
from truceline.reconcile.incidents import show_incident
from truceline.reconcile.keys import event_keys
from truceline.reconcile.kin import Change, find_changes, find_kin
from truceline.reconcile.people import family_name
from truceline.reconcile.reconcile import Reconciled, reconcile
from truceline.reconcile.shelf import find_wholes, relink
from truceline.reconcile.world import World, named_in

__all__ = [
    "Beside",
    "Change",
    "Reconciled",
    "World",
    "event_keys",
    "family_name",
    "find_changes",
    "find_kin",
    "find_wholes",
    "holder_in",
    "named_in",
    "reconcile",
    "redeal",
    "relink",
    "show_agreement",
    "show_beside",
    "show_incident",
    "term_keys",
]
