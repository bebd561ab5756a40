"""E-divisive change points by their definition, slowly: where the tests' golden values are from.

Run as `python3 e_divisive.py`; needs nothing but Python. Prints for each series the largest
statistic, its split, and an estimate of the p-value of the first round.
"""

import itertools
import random

SHORTEST = 3

SERIES = {
    "step": [0.61, 0.62, 0.60, 0.61, 0.63, 0.62, 0.61, 0.55, 0.54, 0.56, 0.55, 0.53, 0.55],
    "bump": [5, 5.1, 4.9, 5, 5.2, 4.8, 5, 5.1, 7, 7.2, 6.9, 7.1, 7, 5, 4.9, 5.1, 5, 5.2, 4.9, 5],
    "noise": [0.3, -1.1, 0.8, 0.2, -0.4, 1.5, -0.9, 0.1, 0.6, -0.2, -1.3, 0.7],
    "constant": [0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5],
}


def mean(values):
    return sum(values) / len(values)


def within(part):
    return mean([abs(a - b) for a, b in itertools.combinations(part, 2)])


def statistic(left, right):
    m, n = len(left), len(right)
    between = mean([abs(a - b) for a in left for b in right])
    return m * n / (m + n) * (2 * between - within(left) - within(right))


def best(values):
    """The largest statistic and the split that has it."""
    candidates = [
        (statistic(values[:split], values[split:end]), split)
        for split in range(SHORTEST, len(values) - SHORTEST + 1)
        for end in range(split + SHORTEST, len(values) + 1)
    ]
    return max(candidates, key=lambda c: (c[0], -c[1]))


def p_value(values, q, shuffles=999):
    rng = random.Random(0)
    shuffled = list(values)
    as_large = 1
    for _ in range(shuffles):
        rng.shuffle(shuffled)
        as_large += best(shuffled)[0] >= q * (1 - 1e-9)
    return as_large / (shuffles + 1)


if __name__ == "__main__":
    for name, values in SERIES.items():
        q, split = best(values)
        print(name, repr(q), split, p_value(values, q))
