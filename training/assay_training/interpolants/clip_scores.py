"""How near clips are to real ones, by the features of an extractor, and whether they show what was asked."""

from pathlib import Path

import numpy as np

from assay_training.interpolants.extractor_tasks import DIRECTIONS, unit
from assay_training.interpolants.train_extractor import run


def clip_scores(
    extractor: Path, frames: np.ndarray, kinds: np.ndarray, real: np.ndarray
) -> tuple[float, float]:
    """The Fréchet distance to the real clips, and the share of clips of the kind that was asked for.

    Clips are palette indices ``[clips, 8, 16, 16]``, kinds indices of ``KINDS``.
    """
    features, probabilities = run(extractor, unit(frames).numpy())
    others, _ = run(extractor, unit(real).numpy())
    told = probabilities.argmax(-1) // len(DIRECTIONS)
    return frechet_distance(features, others), float((told == kinds).mean())


def frechet_distance(one: np.ndarray, other: np.ndarray) -> float:
    """Of the normal distributions with the means and covariances of two sets of rows."""
    one, other = one.astype(np.float64), other.astype(np.float64)
    difference = one.mean(0) - other.mean(0)
    left, right = np.cov(one.T), np.cov(other.T)
    root = _root(left)
    between = np.sqrt(np.linalg.eigvalsh(root @ right @ root).clip(0)).sum()
    return float(difference @ difference + np.trace(left) + np.trace(right) - 2 * between)


def _root(matrix: np.ndarray) -> np.ndarray:
    values, vectors = np.linalg.eigh(matrix)
    return (vectors * np.sqrt(values.clip(0))) @ vectors.T
