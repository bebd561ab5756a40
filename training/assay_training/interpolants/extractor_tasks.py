"""What each bundled feature extractor is trained to tell, and on what.

A task draws training rows by step, so that a run that is continued sees the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from assay_training.interpolants import clips, mnist, shapes
from assay_training.interpolants.extractor import WIDTH, Shape
from assay_training.interpolants.palette import COLOURS, KINDS, PALETTE

# Pixels in [0, 1] and a class for each head.
Rows = tuple[torch.Tensor, dict[str, torch.Tensor]]


@dataclass(frozen=True)
class Task:
    name: str
    description: str
    training_data: str
    shape: Shape
    classes: tuple[str, ...]  # of the first head
    others: dict[str, int]  # further heads and their sizes
    batch: Callable[[np.random.Generator, int], Rows]
    unseen: Callable[[], Rows]
    unseen_data: str
    steps: int
    rows: int = 128  # a step
    rate: float = 4e-3
    seed: int = 1

    @property
    def heads(self) -> dict[str, int]:
        return {"class": len(self.classes), **self.others}


def unit(colours: np.ndarray) -> torch.Tensor:
    """Palette indices as RGB in [0, 1], channels last."""
    return torch.from_numpy(PALETTE[colours]).float() / 255


def mnist_task(data: Path) -> Task:
    pixels, digits = mnist.load(data, mnist.TRAIN)

    def batch(random: np.random.Generator, rows: int) -> Rows:
        chosen = random.integers(len(pixels), size=rows)
        return warped(random, pixels[chosen, ..., 0]), {"class": digits[chosen]}

    def unseen() -> Rows:
        pixels, digits = mnist.load(data, mnist.TEST)
        return pixels, {"class": digits}

    return Task(
        name="mnist-cnn",
        description="Tells handwritten digits apart; 64 features for FID, KID, precision and recall.",
        training_data="10,000 images of MNIST's training split (CC BY-SA 3.0), turned, scaled and shifted a little",
        shape=Shape("image", 28, 28, 1, 1, ((24, 1), (48, 2), (48, 1), (64, 2), (WIDTH, 1))),
        classes=tuple(mnist.CLASSES),
        others={},
        batch=batch,
        unseen=unseen,
        unseen_data="MNIST's test split",
        steps=2400,
    )


def warped(random: np.random.Generator, pixels: torch.Tensor) -> torch.Tensor:
    """``[rows, 28, 28]`` turned by up to 14 degrees, sheared, scaled and shifted; channels added last."""
    rows = len(pixels)
    turn = random.uniform(-0.25, 0.25, rows)
    shear = random.uniform(-0.2, 0.2, rows)
    scale = random.uniform(0.87, 1.15, (2, rows))
    shift = random.uniform(-0.15, 0.15, (2, rows))
    matrix = np.stack(
        [
            np.stack([np.cos(turn) * scale[0], shear - np.sin(turn), shift[0]], axis=-1),
            np.stack([np.sin(turn), np.cos(turn) * scale[1], shift[1]], axis=-1),
        ],
        axis=1,
    )
    grid = F.affine_grid(torch.from_numpy(matrix).float(), (rows, 1, *pixels.shape[1:]), align_corners=False)
    return F.grid_sample(pixels[:, None], grid, align_corners=False)[:, 0, ..., None]


SHAPE_SETS = tuple(
    chosen for size in range(1, shapes.MOST_SHAPES + 1) for chosen in combinations(range(len(KINDS)), size)
)


def shapes_task() -> Task:
    """Which kinds are to be seen; then how many shapes were drawn, the background, the largest kind."""
    index = np.full(1 << len(KINDS), -1)
    for i, chosen in enumerate(SHAPE_SETS):
        index[sum(1 << kind for kind in chosen)] = i

    def batch(random: np.random.Generator, rows: int) -> Rows:
        scenes = shapes.draw_scenes(random, rows)
        image, labels = shapes.rasterize(scenes)
        flat = labels.reshape(rows, -1)
        seen = sum((flat == kind + 1).any(axis=1).astype(np.int64) << kind for kind in range(len(KINDS)))
        targets = {
            "class": index[seen],
            "count": scenes.count - 1,
            "background": scenes.background,
            "largest": np.stack([(flat == kind + 1).sum(axis=1) for kind in range(len(KINDS))]).argmax(0),
        }
        pixels = unit(shapes.with_noise(random, image))
        return pixels, {name: torch.from_numpy(target) for name, target in targets.items()}

    return Task(
        name="shapes-cnn",
        description="Tells which kinds of shapes are on a procedural image; 64 features.",
        training_data="Procedural images of one to three coloured shapes, drawn anew for each step",
        shape=Shape("image", 32, 32, 3, 1, ((24, 1), (32, 2), (48, 1), (64, 2), (WIDTH, 1))),
        classes=tuple("+".join(KINDS[kind] for kind in chosen) for chosen in SHAPE_SETS),
        others={"count": shapes.MOST_SHAPES, "background": len(COLOURS), "largest": len(KINDS)},
        batch=batch,
        unseen=lambda: batch(np.random.default_rng(10**9), 5000),
        unseen_data="the same kind, drawn with another seed",
        steps=2000,
    )


DIRECTIONS = ("left up", "right up", "left down", "right down")


def clips_task() -> Task:
    """Kind and first direction together, then colour and speed."""

    def batch(random: np.random.Generator, rows: int) -> Rows:
        motions = clips.draw_motions(random, rows)
        steps = [
            clips.path(start, velocity, motions.radius)[:, :2]
            for start, velocity in ((motions.x, motions.vx), (motions.y, motions.vy))
        ]
        right, down = (step[:, 1] > step[:, 0] for step in steps)
        speed = 2 * (np.abs(motions.vy) - 1) + np.abs(motions.vx) - 1
        targets = {
            "class": 4 * (motions.kind - 1) + 2 * down + right,
            "colour": motions.colour - 1,
            "speed": speed,
        }
        pixels = unit(clips.rasterize(motions))
        return pixels, {name: torch.from_numpy(target) for name, target in targets.items()}

    return Task(
        name="clips-cnn",
        description="Tells kind and first direction of a moving shape, so the order of frames matters; "
        "64 features for FVD.",
        training_data="Procedural clips of one moving shape, drawn anew for each step",
        shape=Shape("clip", clips.SIZE, clips.SIZE, 3, clips.FRAMES, ((16, 1), (24, 2), (40, 1), (WIDTH, 2))),
        classes=tuple(f"{kind} {direction}" for kind in KINDS for direction in DIRECTIONS),
        others={"colour": len(COLOURS) - 1, "speed": 4},
        batch=batch,
        unseen=lambda: batch(np.random.default_rng(10**9), 4000),
        unseen_data="the same kind, drawn with another seed",
        steps=1600,
    )


def clip_frames_task() -> Task:
    """Single frames of clips: kind and colour together, then radius and quarter."""

    def batch(random: np.random.Generator, rows: int) -> Rows:
        motions = clips.draw_motions(random, rows)
        frame = random.integers(clips.FRAMES, size=rows)
        half = clips.SIZE // 2
        x, y = (
            clips.path(start, velocity, motions.radius)[np.arange(rows), frame]
            for start, velocity in ((motions.x, motions.vx), (motions.y, motions.vy))
        )
        targets = {
            "class": (len(COLOURS) - 1) * (motions.kind - 1) + motions.colour - 1,
            "radius": motions.radius - clips.RADII[0],
            "quarter": 2 * (y >= half) + (x >= half),
        }
        pixels = unit(clips.rasterize(motions)[np.arange(rows), frame])
        return pixels, {name: torch.from_numpy(target) for name, target in targets.items()}

    return Task(
        name="clip-frames-cnn",
        description="Tells kind and colour of the shape on one frame of a procedural clip; 64 features.",
        training_data="Single frames of procedural clips, drawn anew for each step",
        shape=Shape("image", clips.SIZE, clips.SIZE, 3, 1, ((24, 1), (48, 1), (64, 2), (WIDTH, 1))),
        classes=tuple(f"{colour} {kind}" for kind in KINDS for colour in COLOURS[1:]),
        others={"radius": 2, "quarter": 4},
        batch=batch,
        unseen=lambda: batch(np.random.default_rng(10**9), 4000),
        unseen_data="the same kind, drawn with another seed",
        steps=1000,
    )


def task(name: str, data: Path) -> Task:
    tasks = {
        "mnist-cnn": lambda: mnist_task(data),
        "shapes-cnn": shapes_task,
        "clips-cnn": clips_task,
        "clip-frames-cnn": clip_frames_task,
    }
    return tasks[name]()


NAMES = ("mnist-cnn", "shapes-cnn", "clips-cnn", "clip-frames-cnn")
