"""First weights of places: sines of frame, row and column, so that neighbours are alike from the start."""

import math

import numpy as np
import torch

from assay_training.interpolants.denoiser import Denoiser, Grid

LOUDNESS = 1.0  # the largest value of a place's vector
SHORTEST = 2.5  # patches, of a wave


@torch.no_grad()
def start_from_places(model: Denoiser, grid: Grid) -> Denoiser:
    """Sets the places of a model with one grid; returns the model."""
    model.places.copy_(torch.from_numpy(place_vectors(grid, model.config.width)))
    return model


def place_vectors(grid: Grid, width: int) -> np.ndarray:
    """``[patches, width]``: a share of the width for each axis, sines and cosines of rising wavelengths."""
    sizes = (grid.frames, grid.height // grid.patch, grid.width // grid.patch)
    places = np.indices(sizes).reshape(3, -1)
    axes = [axis for axis in range(3) if sizes[axis] > 1]
    waves = np.array_split(np.arange(width // 2), len(axes))
    vectors = []
    for axis, own in zip(axes, waves, strict=True):
        lengths = np.geomspace(SHORTEST, 4 * sizes[axis], len(own))
        angles = 2 * math.pi * places[axis][:, None] / lengths
        vectors += [np.sin(angles), np.cos(angles)]
    return (LOUDNESS * np.concatenate(vectors, axis=1)).astype(np.float32)
