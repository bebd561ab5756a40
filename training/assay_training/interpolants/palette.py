"""The eight colours of the procedural images, and which pixels belong to a shape: integers only."""

import numpy as np

COLOURS = ("black", "white", "red", "green", "blue", "yellow", "purple", "orange")
PALETTE = np.array(
    [
        (0, 0, 0),
        (255, 255, 255),
        (220, 50, 47),
        (64, 160, 43),
        (30, 102, 245),
        (223, 180, 20),
        (136, 57, 239),
        (254, 100, 11),
    ],
    dtype=np.uint8,
)
KINDS = ("circle", "square", "triangle", "cross")
CIRCLE, SQUARE, TRIANGLE, CROSS = 1, 2, 3, 4  # the label classes; 0 is the background
LABELS = ("background", *KINDS)


def inside(kind, dx, dy, radius) -> np.ndarray:
    """Whether a pixel at (dx, dy) from a shape's centre belongs to the shape; arguments broadcast."""
    across, down = np.abs(dx), np.abs(dy)
    reach, arm = np.maximum(across, down), radius // 3
    return np.select(
        [kind == CIRCLE, kind == SQUARE, kind == TRIANGLE, kind == CROSS],
        [
            dx * dx + dy * dy <= radius * radius,
            reach <= radius - 1,
            (dy >= -radius) & (dy <= radius - 1) & (2 * across <= dy + radius),
            ((across <= arm) | (down <= arm)) & (reach <= radius),
        ],
        default=False,
    )


def covered(kind, x, y, radius, size: int) -> np.ndarray:
    """``[..., size, size]``: the pixels of shapes in square images; arguments of shape ``[...]``."""
    kind, x, y, radius = (np.asarray(value)[..., None, None] for value in (kind, x, y, radius))
    rows, columns = np.mgrid[:size, :size]
    return inside(kind, columns - x, rows - y, radius)
