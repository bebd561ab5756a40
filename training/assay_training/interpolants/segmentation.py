"""Segmentation by unmasking: the labels of images that the joint model has not seen."""

import numpy as np
import torch

from assay_training.interpolants import shapes
from assay_training.interpolants.denoiser import Denoiser
from assay_training.interpolants.palette import COLOURS, LABELS
from assay_training.interpolants.procedural_models import joint_tokens
from assay_training.interpolants.sampling import Sampling, sample


def segment(model: Denoiser, image: np.ndarray, sampling: Sampling, seed: int, rows: int = 100) -> np.ndarray:
    """Labels, int64 ``[images, 32, 32]``, of palette indices of that shape."""
    generator = torch.Generator().manual_seed(seed)
    tokens = joint_tokens(image, np.zeros_like(image))
    given = tokens.shape[1] // 2
    tokens[:, given:] = model.config.mask
    found = [sample(model, part, None, sampling, generator)[:, given:] for part in tokens.split(rows)]
    labels = torch.cat(found).numpy().reshape(image.shape) - len(COLOURS)
    return np.where((labels >= 0) & (labels < len(LABELS)), labels, 0)


def intersection_over_union(found: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Of each class, from sums over all images."""
    classes = np.arange(len(LABELS)).reshape(-1, *[1] * found.ndim)
    one, other = found[None] == classes, target[None] == classes
    axes = tuple(range(1, found.ndim + 1))
    return (one & other).sum(axes) / (one | other).sum(axes)


def unseen(images: int, seed: int = 10**9) -> tuple[np.ndarray, np.ndarray]:
    """Images and labels; training draws its images from other seeds."""
    return shapes.draw(np.random.default_rng(seed), images)
