"""Readings -> judgements -> incidents, accounts, grades; agreements and what became of them."""

from truceline.reconcile.reconcile import Reconciled, reconcile

__all__ = ["Reconciled", "reconcile"]
