"""Procedural clips: one coloured shape moves over black and bounces off the border.

Eight frames of 16 by 16 palette indices. A component of the velocity flips when the next position would
leave ``radius .. 15 - radius``.
"""

from dataclasses import dataclass

import numpy as np

from assay_training.interpolants.palette import COLOURS, KINDS, covered

FRAMES, SIZE = 8, 16
RADII = (2, 3)  # inclusive
SPEEDS = (-2, -1, 1, 2)


@dataclass(frozen=True)
class Motions:
    """What moves in each clip; all ``[clips]``, positions and velocities those of the first frame."""

    kind: np.ndarray
    colour: np.ndarray
    radius: np.ndarray
    x: np.ndarray
    y: np.ndarray
    vx: np.ndarray
    vy: np.ndarray


def draw_motions(random: np.random.Generator, clips: int) -> Motions:
    radius = random.integers(RADII[0], RADII[1] + 1, size=clips)
    return Motions(
        kind=random.integers(1, len(KINDS) + 1, size=clips),
        colour=random.integers(1, len(COLOURS), size=clips),
        radius=radius,
        x=random.integers(radius, SIZE - radius),
        y=random.integers(radius, SIZE - radius),
        vx=random.choice(SPEEDS, size=clips),
        vy=random.choice(SPEEDS, size=clips),
    )


def path(start: np.ndarray, velocity: np.ndarray, radius: np.ndarray) -> np.ndarray:
    """``[clips, 8]``: one coordinate of the centre, frame by frame."""
    positions = [start]
    for _ in range(FRAMES - 1):
        following = positions[-1] + velocity
        leaves = (following < radius) | (following > SIZE - 1 - radius)
        velocity = np.where(leaves, -velocity, velocity)
        positions.append(positions[-1] + velocity)
    return np.stack(positions, axis=1)


def rasterize(motions: Motions) -> np.ndarray:
    """Colours, int64 ``[clips, 8, 16, 16]``."""
    x = path(motions.x, motions.vx, motions.radius)
    y = path(motions.y, motions.vy, motions.radius)
    pixels = covered(motions.kind[:, None], x, y, motions.radius[:, None], SIZE)
    return np.where(pixels, motions.colour[:, None, None, None], 0)


def draw(random: np.random.Generator, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Clips, int64 ``[number, 8, 16, 16]``, and the index of each clip's kind in ``KINDS``."""
    motions = draw_motions(random, number)
    return rasterize(motions), motions.kind - 1
