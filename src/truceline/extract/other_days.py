"""Other days: what the days of two tellings say of their being two events."""

from truceline.extract.drafts import Draft
from truceline.extract.same_target import same_target
from truceline.extract.scene import Scene
from truceline.model.when import A_DAY, A_WEEK, When


def other_days(one: Draft, other: Draft) -> bool:
    """Return whether the two have no day in common, or one counts a day and the other weeks."""
    if one.date is None or other.date is None:
        return False
    ours, theirs = one.date.value, other.date.value
    sums = one.scope == other.scope == "aggregate"
    return not ours.overlaps(theirs) or (sums and (is_long(ours) != is_long(theirs)))


def is_long(when: When) -> bool:
    """Return whether the words tell of a week or more."""
    return bool(when.first and when.last and when.last - when.first >= A_WEEK - A_DAY)


def of_old(scene: Scene, group: list[Draft], draft: Draft) -> bool:
    """See "Raids on a convoy last month ended the truce", told behind the undated news of a clinic that was hit: two targets, two days."""
    published = scene.parsed.doc.published
    last = draft.date.value.last if draft.date else None
    if published is None or published.first is None or last is None or draft.target is None:
        return False
    late = published.first if draft.date and is_long(draft.date.value) else published.first - A_WEEK
    if last >= late or any(one.date for one in group):
        return False
    hit = [one for one in group if one.target is not None]
    return bool(hit) and not any(same_target(scene, one, draft) for one in hit)


def opens_with_day(scene: Scene, draft: Draft) -> bool:
    """See "In early May four bombers blew themselves up": told behind another day's news, it is of a day of its own."""
    first = scene.parsed.sentences[draft.sentence].first
    published = scene.parsed.doc.published
    if draft.date is None or draft.date.first > first + 1 or published is None or published.first is None:
        return False
    last = draft.date.value.last
    return last is not None and last < published.first
