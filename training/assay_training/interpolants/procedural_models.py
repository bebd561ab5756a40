"""The bundled models of procedural data: what their tokens are, and what they are trained on.

Both use palette indices as tokens, so they need no decoder graph. ``shapes-joint`` models an image and the
class of its every pixel together: given one, it tells the other. ``clips-implicit`` models clips given the
kind of the shape that moves.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from assay_training.graph import Graph
from assay_training.interpolants import clips, shapes
from assay_training.interpolants.denoiser import Denoiser, DenoiserConfig, Grid
from assay_training.interpolants.denoiser_onnx import denoiser_graph
from assay_training.interpolants.folder import About, Part
from assay_training.interpolants.joint_denoiser import JointConfig, JointDenoiser
from assay_training.interpolants.joint_onnx import joint_graph
from assay_training.interpolants.masking import Masking, linear_masking
from assay_training.interpolants.palette import COLOURS, KINDS, LABELS, PALETTE
from assay_training.interpolants.training import Examples

IMAGE_GIVEN, LABELS_GIVEN = 1 / 2, 1 / 8  # shares of rows; of the rest both parts are masked
# Share of the former rows whose other part is wholly masked: a few labels tell so much that otherwise
# hardly a row would teach what shapes look like.
NOTHING_ELSE = 3 / 4
RGB = tuple(tuple(map(int, colour)) for colour in PALETTE)
# For looking at label maps only; the background is black.
LABEL_COLOURS = tuple(RGB[colour] for colour in (0, 2, 3, 4, 5))


@dataclass(frozen=True)
class Procedural:
    about: About
    config: DenoiserConfig
    denoiser: Callable[[DenoiserConfig], Denoiser]
    graph: Callable[[Denoiser], Graph]
    parts: tuple[Part, ...]
    classes: tuple[str, ...]
    sampling: dict
    examples: Examples
    masking: Masking
    masking_text: str
    steps: int
    rows: int


def shapes_joint() -> Procedural:
    grid = Grid(shapes.SIZE, shapes.SIZE, patch=4)
    first = len(COLOURS)

    def examples(generator: torch.Generator, rows: int) -> tuple[torch.Tensor, None]:
        image, labels = shapes.draw(numpy_random(generator), rows)
        return joint_tokens(image, labels), None

    return Procedural(
        about=About(
            name="shapes-joint",
            description="Images of coloured shapes and the class of every pixel, modelled together: it "
            "segments images, draws images of label maps, and draws both.",
            training_data="Procedural images of one to three coloured shapes, drawn anew for each step",
        ),
        config=JointConfig(
            vocabulary=first + len(LABELS), parts=(grid, grid), layers=2, channels=(24, 48)
        ),
        denoiser=JointDenoiser,
        graph=joint_graph,
        parts=(
            Part("image", grid, 0, first, palette=RGB),
            Part("labels", grid, first, len(LABELS), palette=LABEL_COLOURS, classes=LABELS),
        ),
        classes=(),
        sampling={"sampler": "flow", "steps": 32, "temperature": 0.5},
        examples=examples,
        masking=joint_masking,
        masking_text=f"{IMAGE_GIVEN:.1%} of the rows have the image given and the labels masked, "
        f"{LABELS_GIVEN:.1%} the reverse, the rest both masked at the same time; times are uniform, the scheduler linear, but in "
        f"{NOTHING_ELSE:.0%} of the rows with a given part the other is wholly masked",
        steps=3000,
        rows=32,
    )


def joint_tokens(image: np.ndarray, labels: np.ndarray) -> torch.Tensor:
    """``[rows, 2048]``: the colours, then the labels, whose tokens follow the colours'."""
    flat = image.reshape(len(image), -1), len(COLOURS) + labels.reshape(len(labels), -1)
    return torch.from_numpy(np.concatenate(flat, axis=1))


def joint_masking(generator: torch.Generator, rows: int, length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Both halves masked at a common time, or one of them given and the other masked, often wholly."""
    masked, time = linear_masking(generator, rows, length)
    chosen = torch.rand(rows, generator=generator)
    image_given = chosen < IMAGE_GIVEN
    labels_given = (chosen >= IMAGE_GIVEN) & (chosen < IMAGE_GIVEN + LABELS_GIVEN)
    wholly = (image_given | labels_given) & (torch.rand(rows, generator=generator) < NOTHING_ELSE)
    masked[wholly] = True
    masked[image_given, : length // 2] = False
    masked[labels_given, length // 2 :] = False
    return masked, time.masked_fill(wholly, 0.0)


def clips_implicit() -> Procedural:
    grid = Grid(clips.SIZE, clips.SIZE, patch=8, frames=clips.FRAMES)

    def examples(generator: torch.Generator, rows: int) -> tuple[torch.Tensor, torch.Tensor]:
        frames, kinds = clips.draw(numpy_random(generator), rows)
        return torch.from_numpy(frames.reshape(rows, -1)), torch.from_numpy(kinds)

    return Procedural(
        about=About(
            name="clips-implicit",
            description="Clips of a coloured shape that moves and bounces, given its kind.",
            training_data="Procedural clips of one moving shape, drawn anew for each step",
        ),
        config=DenoiserConfig(vocabulary=len(COLOURS), parts=(grid,), classes=len(KINDS), token_width=8),
        denoiser=Denoiser,
        graph=denoiser_graph,
        parts=(Part("video", grid, 0, len(COLOURS), palette=RGB),),
        classes=KINDS,
        sampling={"sampler": "maskgit", "steps": 32, "temperature": 1.0, "guidance": 2.0},
        examples=examples,
        masking=linear_masking,
        masking_text="Times are uniform, the scheduler linear; a tenth of the rows have no class",
        steps=12000,
        rows=24,
    )


def numpy_random(generator: torch.Generator) -> np.random.Generator:
    return np.random.default_rng(int(torch.randint(2**62, (1,), generator=generator)))


MODELS: dict[str, Callable[[], Procedural]] = {
    "shapes-joint": shapes_joint,
    "clips-implicit": clips_implicit,
}
