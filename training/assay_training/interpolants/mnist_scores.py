"""How near drawn digits are to MNIST's test images, and whether they show the class that was asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from assay_training.interpolants import mnist, raster
from assay_training.interpolants.clip_scores import frechet_distance
from assay_training.interpolants.denoiser import Denoiser
from assay_training.interpolants.sampling import Sampling, sample
from assay_training.interpolants.train_extractor import run
from assay_training.interpolants.vq import Vq

ROWS = 100  # drawn at once

# Classes and a generator; tokens [rows, length].
Drawing = Callable[[torch.Tensor, torch.Generator], torch.Tensor]


@dataclass(frozen=True)
class Score:
    distance: float  # Fréchet, over the extractor's features
    agreement: float  # share of images that the extractor tells to be of the class asked for


class Judge:
    def __init__(self, extractor: Path, data: Path):
        self._extractor = extractor
        pixels, labels = mnist.load(data, mnist.TEST)
        self._real, probabilities = run(extractor, pixels.numpy())
        self.accuracy = float((probabilities.argmax(-1) == labels.numpy()).mean())

    def __call__(self, pixels: torch.Tensor, classes: torch.Tensor) -> Score:
        features, probabilities = run(self._extractor, pixels.numpy())
        agreement = (probabilities.argmax(-1) == classes.numpy()).mean()
        return Score(frechet_distance(features, self._real), float(agreement))


def draw(vq: Vq, drawing: Drawing, images: int, seed: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    """Pixels of images of the classes in turn, and the classes."""
    classes = torch.arange(images) % len(mnist.CLASSES)
    generator = torch.Generator().manual_seed(seed)
    pixels = [vq.decode(drawing(part, generator)) for part in classes.split(ROWS)]
    return torch.cat(pixels), classes


def unmasking(model: Denoiser, sampling: Sampling) -> Drawing:
    c = model.config

    def drawing(classes: torch.Tensor, generator: torch.Generator) -> torch.Tensor:
        masks = torch.full((len(classes), c.length), c.mask)
        return sample(model, masks, classes, sampling, generator)

    return drawing


def in_order(decoder, tokens: int, length: int, temperature: float) -> Drawing:
    """Token by token, by an exported decoder."""
    return lambda classes, generator: raster.sample(decoder, tokens, length, classes, generator, temperature)


def contact_sheet(pixels: torch.Tensor, columns: int) -> np.ndarray:
    """Grey images side by side, as bytes ``[height, width]``."""
    rows = len(pixels) // columns
    tiles = pixels[: rows * columns, ..., 0].unflatten(0, (rows, columns))
    return (tiles.permute(0, 2, 1, 3).flatten(0, 1).flatten(1) * 255).round().byte().numpy()
