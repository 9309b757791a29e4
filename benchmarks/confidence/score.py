"""Score templates: confidence in the culprit, stage of execution, numbers of victims."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from benchmarks.confidence.align import Guess, Harmed, align, same_organisation, same_people
from benchmarks.confidence.gold import Fill, Template, Victim
from benchmarks.harness import f1

STAGES = ("ACCOMPLISHED", "ATTEMPTED", "THREATENED")
ACCUSED, BY_AUTHORITIES = "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"
Pair = tuple[Guess | None, Template | None]


def score(templates: Sequence[Template], guesses: Sequence[Guess]) -> dict[str, dict[str, float]]:
    """Return the scores over all templates: what has no counterpart is missing or spurious with all that it holds.

    What the key marks as optional counts only where it was found.
    """
    pairs = list(_pairs(templates, guesses))
    return {
        "templates": _templates(pairs),
        "confidence": _confidence(pairs),
        "stage": _stage(pairs),
        "victims": _victims(pairs),
    }


def constant(guesses: Iterable[Guess]) -> list[Guess]:
    """Return the same templates with what is most frequent: accomplished, and reported as fact."""
    return [
        Guess(one.doc, one.incident_type, STAGES[0], one.perp_org, "REPORTED AS FACT", one.victims)
        for one in guesses
    ]


def _pairs(templates: Sequence[Template], guesses: Sequence[Guess]) -> Iterator[Pair]:
    for doc in sorted({one.doc for one in templates} | {one.doc for one in guesses}):
        ours, theirs = (
            [one for one in guesses if one.doc == doc],
            [one for one in templates if one.doc == doc],
        )
        found = align(ours, theirs)
        yield from found
        yield from ((one, None) for one in ours if not any(one is guess for guess, _ in found))
        missed = (one for one in theirs if not any(one is template for _, template in found))
        yield from ((None, one) for one in missed if not one.optional)


def _templates(pairs: Sequence[Pair]) -> dict[str, float]:
    right = sum(guess is not None and template is not None for guess, template in pairs)
    return f1(right, sum(guess is not None for guess, _ in pairs), sum(one is not None for _, one in pairs))


def _confidence(pairs: Sequence[Pair]) -> dict[str, float]:
    """Score the slot as MUC-4 did: whole where confidence and organisation are right, half for the confidence alone."""
    points, predicted, true = 0.0, 0, 0
    for guess, template in pairs:
        names = guess.perp_org if guess and guess.perp_confidence else ()
        fills = template.culprits if template else ()
        found = [_best(name, guess.perp_confidence, fills) for name in names] if guess else []
        points += sum(value for value, _ in found)
        predicted += len(names)
        got = [fill for value, fill in found if value]
        true += sum(not fill.optional or fill in got for fill in fills)
    return f1(points, predicted, true)


def _best(name: str, told: str | None, fills: Sequence[Fill]) -> tuple[float, Fill | None]:
    """Return what a predicted fill is worth, and against which of the key; its own organisation's before another's."""
    ranked = sorted(fills, key=lambda fill: not same_organisation(name, fill.strings))
    for fill in ranked:
        own = same_organisation(name, fill.strings)
        if told in fill.values:
            return (1.0 if own else 0.5), fill
        if own:
            # The general word for the special one is worth half.
            return (0.5, fill) if told == ACCUSED and BY_AUTHORITIES in fill.values else (0.0, fill)
    return 0.0, None


def _stage(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return F1 of each stage, their mean, and the share of right ones among templates that have a counterpart."""
    right, predicted, true = Counter[str](), Counter[str](), Counter[str]()
    for guess, template in pairs:
        stage = guess.stage if guess else None
        if stage is not None:
            predicted[stage] += 1
        if template is not None and template.stages:
            allowed = stage if stage in template.stages else template.stages[0]
            true[str(allowed)] += 1
            right[str(stage)] += stage in template.stages
    each = {name.lower(): f1(right[name], predicted[name], true[name])["f1"] for name in STAGES}
    both = sum(guess is not None and template is not None for guess, template in pairs)
    return {
        "macro_f1": sum(each.values()) / len(each),
        **each,
        "aligned": sum(right[name] for name in STAGES) / both if both else 0.0,
    }


def _victims(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return how exact the numbers are: of those told (p), of those in the key (r), and of those found by their words."""
    right = predicted = true = found = 0
    for guess, template in pairs:
        ours = [one for one in (guess.victims if guess else ()) if one.bounds != (None, None)]
        theirs = [one for one in (template.victims if template else ()) if one.numbers]
        matched = list(_matched(ours, theirs))
        predicted += len(ours)
        true += sum(not one.optional or any(one is other for _, other in matched) for one in theirs)
        found += len(matched)
        right += sum(one.bounds in victim.numbers for one, victim in matched)
    return {
        **f1(right, predicted, true),
        "found": found / true if true else 0.0,
        "exact": right / found if found else 0.0,
    }


def _matched(ours: Sequence[Harmed], theirs: Sequence[Victim]) -> Iterator[tuple[Harmed, Victim]]:
    """Yield victims with those of the key that their words may mean, one to one; where several may be, the right number first."""
    left = list(ours)
    for victim in theirs:
        alike = [one for one in left if same_people(one.text, victim.strings)]
        if alike:
            best = max(alike, key=lambda one: one.bounds in victim.numbers)
            left.remove(best)
            yield best, victim
