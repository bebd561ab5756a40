"""What scipy and statsmodels say on numbers made up here, for the tests of Assay's statistics.

    pip install scipy==1.17.1 statsmodels==0.15.0
    python -m assay_training.statistics_goldens \
        --out ../harness-core/src/test/resources/dev/assay/statistics/goldens.json

Most values are calls of either library. Tango's score interval is in neither: here its constrained
maximum of the likelihood is found by numerical search, where Assay has a formula. The exact power of
McNemar's test is summed over all tables, where Assay's sample size is an approximation.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.proportion import proportion_confint

TABLES = [(3, 9), (9, 3), (0, 0), (0, 6), (6, 0), (40, 70), (70, 40), (1200, 1000)]
PAIRED_TABLES = [
    (0, 0, 50),
    (0, 0, 1319),
    (5, 0, 40),
    (0, 5, 40),
    (3, 9, 100),
    (9, 3, 100),
    (40, 70, 500),
    (150, 149, 1000),
    (20, 20, 40),
]
P_VALUES = [
    [0.01, 0.04, 0.03, 0.005, 0.55, 0.04],
    [0.2, 0.001, 0.001, 0.9, 0.049, 0.5, 1.0],
    [0.05],
]
SHARES = [(0, 20), (13, 20), (20, 20), (511, 1319)]
DIFFERENCES = [
    [0.5, -0.2, 0.9, 1.0, 0.4, -0.7, 0.1, 0.6],
    [-1.2, -0.3, 0, 0, -2.5, 0.1, -0.7],
    [0.1, 0.2, 0.3, -0.3, -0.2, -0.1, 0.4],
    [-1, -2, -3, -4, -5, -6],
]
# Hits and lengths of the same texts by two systems, whose scores are all hits over all lengths.
RATIOS = [
    ([(3, 7), (2, 5), (6, 6), (0, 4), (5, 9), (1, 2)], [(5, 8), (2, 5), (6, 7), (2, 4), (7, 9), (0, 3)]),
    (
        [(i % 4, 4 + i % 3) for i in range(40)],
        [(i % 4 + (i % 6 == 0) - (i % 17 == 3), 4 + i % 3) for i in range(40)],
    ),
]
SIZES = [(0.05, 0.8), (0.01, 0.9), (0.05 / 14, 0.8)]
DEVIATIONS = [(1.0, 0.5), (0.3, 0.02), (2.0, 1.0)]
DISAGREEMENTS = [(0.2, 0.05), (0.3, 0.02), (0.1, 0.05), (0.5, 0.1)]


def tango_score(only_first, only_second, n, difference):
    """The score statistic of a true difference, with the likeliest losses found by search."""
    same = n - only_first - only_second

    def unlikely(losses):
        terms = (
            (only_second, losses + difference),
            (only_first, losses),
            (same, 1 - 2 * losses - difference),
        )
        return -sum(count * math.log(max(p, 1e-300)) for count, p in terms if count)

    low, high = max(0.0, -difference), (1 - difference) / 2
    losses = optimize.minimize_scalar(
        unlikely, bounds=(low, high), method="bounded", options={"xatol": 1e-13}
    ).x
    losses = min((low, losses, high), key=unlikely)
    variance = n * (2 * losses + difference * (1 - difference))
    return (only_second - only_first - n * difference) / math.sqrt(variance)


def tango_interval(only_first, only_second, n, level):
    z = stats.norm.isf(level)
    observed = (only_second - only_first) / n
    ends = [
        optimize.brentq(
            lambda d: tango_score(only_first, only_second, n, d) - sign * z,
            *sorted((observed - sign * 1e-9, sign * -(1 - 1e-9))),
            xtol=1e-12,
        )
        for sign in (1, -1)
    ]
    return ends


def mcnemar_power(n, disagreement, loss, level):
    """How probably the exact one-sided test finds a loss: over all numbers of disagreements."""
    k = np.arange(n + 1)
    fewest = stats.binom.isf(level, k, 0.5) + 1
    found = stats.binom.sf(fewest - 1, k, (1 + loss / disagreement) / 2)
    return float(np.sum(stats.binom.pmf(k, n, disagreement) * found))


def connor(disagreement, loss, level, power):
    """Connor's sample size, solved for the loss less 1/n as the exact test sees it."""
    spread = stats.norm.isf(level) * disagreement**0.5
    spread += stats.norm.isf(1 - power) * (disagreement - loss**2) ** 0.5
    return optimize.brentq(lambda n: n**0.5 * (loss - 1 / n) - spread, 1, 1e9, xtol=1e-9)


def exchanged(first, second, resamples):
    """The p-value of a difference of ratios, the two systems' parts of a text being exchanged."""
    parts = np.array(first + second)
    n = len(first)

    def difference(a, b):
        return np.divide(*parts[b].sum(0)) - np.divide(*parts[a].sum(0))

    return stats.permutation_test(
        (np.arange(n), n + np.arange(n)),
        difference,
        permutation_type="samples",
        vectorized=False,
        n_resamples=resamples,
        rng=1,
    )


def goldens():
    return {
        "mcnemar": [
            {
                "onlyFirst": b,
                "onlySecond": c,
                "p": float(mcnemar([[0, b], [c, 0]], exact=True).pvalue) if b + c else 1.0,
                "loss": float(stats.binomtest(c, b + c, alternative="less").pvalue)
                if b + c
                else 1.0,
            }
            for b, c in TABLES
        ],
        "tango": [
            {"onlyFirst": b, "onlySecond": c, "n": n, "level": level, "interval": ends}
            for b, c, n in PAIRED_TABLES
            for level in (0.05, 0.005)
            for ends in [tango_interval(b, c, n, level)]
        ],
        "signFlips": [
            {
                "differences": d,
                **{
                    name: float(
                        stats.permutation_test(
                            (d,),
                            np.sum,
                            permutation_type="samples",
                            n_resamples=np.inf,
                            alternative=alternative,
                        ).pvalue
                    )
                    for name, alternative in (("p", "two-sided"), ("loss", "less"))
                },
            }
            for d in DIFFERENCES
        ],
        "exchanges": [
            {
                "firstHits": [hits for hits, _ in first],
                "firstLengths": [length for _, length in first],
                "secondHits": [hits for hits, _ in second],
                "secondLengths": [length for _, length in second],
                "p": float(exchanged(first, second, n).pvalue),
            }
            for (first, second), n in zip(RATIOS, (np.inf, 100_000))
        ],
        "student": [
            {
                "differences": d,
                "level": level,
                "interval": [
                    float(end)
                    for end in stats.ttest_1samp(d, 0).confidence_interval(1 - 2 * level)
                ],
            }
            for d in DIFFERENCES
            for level in (0.05, 0.005)
        ],
        "bootstrap": [
            {
                "differences": d,
                "interval": [float(e) for e in made.confidence_interval],
                "standardError": float(made.standard_error),
            }
            for d in DIFFERENCES
            for made in [
                stats.bootstrap(
                    (d,), np.mean, method="percentile", n_resamples=200_000, batch=10_000, rng=1
                )
            ]
        ],
        "adjustment": [
            {
                "p": p,
                "holm": [float(a) for a in multipletests(p, method="holm")[1]],
                "bh": [float(a) for a in multipletests(p, method="fdr_bh")[1]],
            }
            for p in P_VALUES
        ],
        "wilson": [
            {
                "right": right,
                "n": n,
                "interval": [float(e) for e in proportion_confint(right, n, method="wilson")],
            }
            for right, n in SHARES
        ],
        "sizeOfMean": [
            {
                "level": level,
                "power": power,
                "deviation": deviation,
                "loss": loss,
                "n": float(
                    TTestPower().solve_power(
                        loss / deviation, alpha=level, power=power, alternative="larger"
                    )
                ),
            }
            for level, power in SIZES
            for deviation, loss in DEVIATIONS
        ],
        "sizeOfShare": [
            {
                "level": level,
                "power": power,
                "disagreement": disagreement,
                "loss": loss,
                "n": n,
                "exactPower": mcnemar_power(math.ceil(n), disagreement, loss, level),
            }
            for level, power in SIZES
            for disagreement, loss in DISAGREEMENTS
            for n in [connor(disagreement, loss, level, power)]
        ],
    }


def text():
    return json.dumps(goldens(), indent=1) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.parse_args().out.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
