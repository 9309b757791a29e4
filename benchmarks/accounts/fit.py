"""Fit the weights of linking on the gold, and say how they do on reports that they were not fitted on.

Run: `python -m benchmarks.accounts.fit --data ../shared/data/syria_reports`. It prints the fitted weights beside those of the
product, rounded to a half, and the scores in-sample and by cross-validation. Nothing is written.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from benchmarks.accounts.figures import figures, match
from benchmarks.accounts.gold import Gold, Row, read_gold, read_predictions, read_reports
from benchmarks.accounts.linking import score_linking
from benchmarks.accounts.predict import predict
from benchmarks.accounts.reports import build_reports
from benchmarks.built import Built
from benchmarks.harness import arguments, missing
from truceline.copies import families
from truceline.knowledge import load
from truceline.reconcile import link, weigh
from truceline.reconcile.blocks import pairs
from truceline.reconcile.compare import compare
from truceline.reconcile.keys import EventKey, event_keys
from truceline.reconcile.world import World

FOLDS = 6
# How strongly a weight is drawn to the one set by hand: a case that a few pairs show moves little.
PULL = 0.5
# A large incident counts as much as this many pairs: two incidents hold five of six pairs.
MOST_PAIRS = 10
STEPS = 60
Array = NDArray[np.float64]
