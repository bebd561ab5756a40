"""Procedural images of one to three coloured shapes, with the class of every pixel.

An image is 32 by 32 palette indices. Shapes are drawn in order, later ones over earlier ones; then each
pixel becomes, with probability 1/64, a palette colour drawn uniformly (its label stays). The Java
benchmarks draw by the same rule; ``shapes_golden.py`` writes scenes that both must draw alike.
"""

from dataclasses import dataclass

import numpy as np

from assay_training.interpolants.palette import COLOURS, KINDS, covered

SIZE, MOST_SHAPES = 32, 3
CENTRES, RADII = (6, 25), (4, 8)  # inclusive
NOISE = 1 / 64


@dataclass(frozen=True)
class Scenes:
    """What is on each image. Of ``[scenes, 3]`` shapes those from ``count`` on are not drawn."""

    background: np.ndarray  # [scenes], as the count
    count: np.ndarray
    kind: np.ndarray  # [scenes, 3], as the rest
    colour: np.ndarray
    x: np.ndarray
    y: np.ndarray
    radius: np.ndarray


def draw_scenes(random: np.random.Generator, scenes: int) -> Scenes:
    background = random.integers(len(COLOURS), size=scenes)
    shape = (scenes, MOST_SHAPES)
    other = random.integers(1, len(COLOURS), size=shape)  # steps away from the background's colour
    return Scenes(
        background=background,
        count=random.integers(1, MOST_SHAPES + 1, size=scenes),
        kind=random.integers(1, len(KINDS) + 1, size=shape),
        colour=(background[:, None] + other) % len(COLOURS),
        x=random.integers(CENTRES[0], CENTRES[1] + 1, size=shape),
        y=random.integers(CENTRES[0], CENTRES[1] + 1, size=shape),
        radius=random.integers(RADII[0], RADII[1] + 1, size=shape),
    )


def rasterize(scenes: Scenes) -> tuple[np.ndarray, np.ndarray]:
    """Colours and labels, both int64 ``[scenes, 32, 32]``, without noise."""
    number = len(scenes.background)
    image = np.broadcast_to(scenes.background[:, None, None], (number, SIZE, SIZE)).astype(np.int64)
    labels = np.zeros_like(image)
    for i in range(scenes.kind.shape[1]):
        kind = np.where(i < scenes.count, scenes.kind[:, i], 0)
        pixels = covered(kind, scenes.x[:, i], scenes.y[:, i], scenes.radius[:, i], SIZE)
        image = np.where(pixels, scenes.colour[:, i, None, None], image)
        labels = np.where(pixels, scenes.kind[:, i, None, None], labels)
    return image, labels


def with_noise(random: np.random.Generator, image: np.ndarray) -> np.ndarray:
    colours = random.integers(len(COLOURS), size=image.shape)
    return np.where(random.random(image.shape) < NOISE, colours, image)


def draw(random: np.random.Generator, number: int) -> tuple[np.ndarray, np.ndarray]:
    """Noisy images and their labels, both int64 ``[number, 32, 32]``."""
    image, labels = rasterize(draw_scenes(random, number))
    return with_noise(random, image), labels
