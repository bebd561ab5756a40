"""MNIST's images, and their tokens with small shifts.

The data folder holds `mnist/train-subset-{images-idx3,labels-idx1}-ubyte.gz`, 10,000 images of the
training split, and `mnist/t10k-…`, the test split, on which nothing is trained.
"""

from pathlib import Path

import numpy as np
import torch

from assay_training.interpolants.idx import read_idx

SIDE = 28
CLASSES = [str(digit) for digit in range(10)]
TRAIN, TEST = "train-subset", "t10k"
# An image is moved by at most one pixel; it stays where it is four times in twelve.
SHIFTS = [(0, 0)] * 3 + [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]


def files(data: Path, split: str) -> tuple[Path, Path]:
    """Where a split's images and labels lie."""
    folder = data / "mnist"
    return folder / f"{split}-images-idx3-ubyte.gz", folder / f"{split}-labels-idx1-ubyte.gz"


def load(data: Path, split: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Pixels ``[images, 28, 28, 1]`` in [0, 1], and labels."""
    images, labels = (read_idx(path) for path in files(data, split))
    pixels = torch.from_numpy(images.astype(np.float32) / 255)[..., None]
    return pixels, torch.from_numpy(labels.astype(np.int64))


def shifted(pixels: torch.Tensor, down: int, right: int) -> torch.Tensor:
    """Images moved by some pixels; black enters."""
    moved = torch.zeros_like(pixels)
    rows, columns = _overlap(down), _overlap(right)
    moved[:, rows[0], columns[0]] = pixels[:, rows[1], columns[1]]
    return moved


def _overlap(by: int) -> tuple[slice, slice]:
    """Where an axis' pixels go, and where they come from."""
    return slice(max(0, by), SIDE + min(0, by)), slice(max(0, -by), SIDE + min(0, -by))


class ShiftedImages:
    """Draws training images, some of them moved."""

    def __init__(self, pixels: torch.Tensor):
        self.copies = torch.stack([shifted(pixels, *shift) for shift in sorted(set(SHIFTS))])

    def __call__(self, generator: torch.Generator, rows: int) -> tuple[torch.Tensor, None]:
        return self.copies[_draw(generator, rows, self.copies.shape[1])], None


class ShiftedTokens:
    """Draws training images' tokens ``[rows, 196]`` and labels, from every shift's tokens."""

    def __init__(self, copies: torch.Tensor, labels: torch.Tensor):
        self.copies, self.labels = copies, labels

    def __call__(self, generator: torch.Generator, rows: int) -> tuple[torch.Tensor, torch.Tensor]:
        copies, images = _draw(generator, rows, len(self.labels))
        return self.copies[copies, images].long(), self.labels[images]


def shifted_tokens(pixels: torch.Tensor, encode) -> torch.Tensor:
    """Every shift's tokens, bytes ``[shifts, images, 196]``."""
    return torch.stack([_encoded(shifted(pixels, *shift), encode) for shift in sorted(set(SHIFTS))])


def _draw(generator: torch.Generator, rows: int, images: int) -> tuple[torch.Tensor, torch.Tensor]:
    places = torch.tensor([sorted(set(SHIFTS)).index(shift) for shift in SHIFTS])
    shifts = places[torch.randint(len(SHIFTS), (rows,), generator=generator)]
    return shifts, torch.randint(images, (rows,), generator=generator)


def _encoded(pixels: torch.Tensor, encode) -> torch.Tensor:
    return torch.cat([encode(part).to(torch.uint8) for part in pixels.split(500)])
