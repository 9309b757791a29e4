"""Gold spoilt by rule: predictions with every kind of mistake in them, to hold two scorers against each other."""

import random


def spoilt(rows, reports, seed, mistakes, strays):
    """The gold's rows missing, wrong, twice, of other reports (so many `strays`), in any order.

    `mistakes` are pairs of how often each is made, and what makes it of the dice and a row.
    """
    chance = random.Random(seed)
    found = []
    for row in rows:
        for _ in range(chance.choices([0, 1, 2, 3], [15, 65, 15, 5])[0]):
            one = row
            for rate, mistake in mistakes:
                one = {**one, **mistake(chance, one)} if chance.random() < rate else one
            found.append(one)
    found += [{**row, "doc": chance.choice(reports)["id"]} for row in chance.sample(rows, strays)]
    chance.shuffle(found)
    return found
