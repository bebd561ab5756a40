"""How long SciPy and NumPy take for the Fréchet distance that the Java class `FrechetSpeed` measures.

    pip install scipy==1.17.1
    python -m assay_training.frechet_speed 2048

Two ways are timed, on covariances of full rank: the square root of their product by
`scipy.linalg.sqrtm`, as FID was first computed, and the product's eigenvalues by `numpy.linalg`, as
torch-fidelity and torchmetrics do today. Prints one line of JSON for each, times in seconds.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable

import numpy as np

from assay_training.image_metric_goldens import GENERATED, REAL, features

RUNS = 3


def distance(generated, real, trace_of_root: Callable[[np.ndarray], float]) -> float:
    """The distance of two means and covariances."""
    difference = generated[0] - real[0]
    traces = np.trace(generated[1]) + np.trace(real[1])
    root = trace_of_root(generated[1] @ real[1])
    return float(difference @ difference + traces - 2 * root)


def by_square_root(product: np.ndarray) -> float:
    import scipy.linalg

    return np.trace(scipy.linalg.sqrtm(product)).real


def by_eigenvalues(product: np.ndarray) -> float:
    return np.sqrt(np.linalg.eigvals(product).astype(complex)).real.sum()


def sample(seed: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of twice as many images as features."""
    rows = features(seed, 2 * width, width)
    return rows.mean(axis=0), np.cov(rows, rowvar=False)


def measure(width: int, trace_of_root: Callable[[np.ndarray], float], runs: int) -> dict:
    generated, real = sample(GENERATED, width), sample(REAL, width)
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        value = distance(generated, real, trace_of_root)
        seconds.append(time.perf_counter() - start)
    return {
        "way": trace_of_root.__name__.replace("_", " "),
        "width": width,
        "distance": value,
        "seconds": sorted(seconds),
        "median": statistics.median(seconds),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("width", type=int, help="features of an image: 2048 for Inception")
    arguments = parser.parse_args()
    for way in (by_eigenvalues, by_square_root):
        print(json.dumps(measure(arguments.width, way, RUNS)), flush=True)


if __name__ == "__main__":
    main()
