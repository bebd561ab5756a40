"""Small convolutional classifiers whose pooled features measure generated images and clips.

    model = Extractor(Shape("image", 28, 28, 1, 1, ((24, 1), (48, 2), (64, 2))), {"digit": 10})
    features = model.features(pixels)              # pixels [batch, height, width, channels] in [0, 1]
    scores = model.heads["digit"](features)

Features are means over positions of the last layer's activations, as Inception's pool3 are. The first
head's softmax is exported as "probabilities"; further heads only teach the features what else to keep.
"""

from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn

from assay_training.graph import FLOAT, Graph

WIDTH = 64  # of the features


@dataclass(frozen=True)
class Shape:
    """What goes in, and the layers: channels and stride of each convolution of three positions a side."""

    kind: str  # "image" or "clip"
    height: int
    width: int
    channels: int
    frames: int
    layers: tuple[tuple[int, int], ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Of one row: with frames first for clips, channels last."""
        frames = (self.frames,) if self.kind == "clip" else ()
        return (*frames, self.height, self.width, self.channels)

    @property
    def axes(self) -> int:
        """How many axes a convolution slides along."""
        return len(self.sizes) - 1

    def to_json(self) -> dict:
        return asdict(self) | {"layers": [list(layer) for layer in self.layers]}


class Extractor(nn.Module):
    def __init__(self, shape: Shape, heads: dict[str, int]):
        super().__init__()
        self.shape = self.config = shape
        convolution, norm = (nn.Conv3d, nn.BatchNorm3d) if shape.axes == 3 else (nn.Conv2d, nn.BatchNorm2d)
        inputs = [shape.channels, *(channels for channels, _ in shape.layers)]
        self.convolutions = nn.ModuleList(
            convolution(before, channels, 3, stride, 1, bias=False)
            for before, (channels, stride) in zip(inputs, shape.layers, strict=False)
        )
        self.norms = nn.ModuleList(norm(channels) for channels, _ in shape.layers)
        self.heads = nn.ModuleDict({name: nn.Linear(inputs[-1], size) for name, size in heads.items()})

    def features(self, pixels: torch.Tensor) -> torch.Tensor:
        """``[batch, 64]`` of pixels with channels last."""
        values = pixels.movedim(-1, 1)
        for convolution, norm in zip(self.convolutions, self.norms, strict=True):
            values = norm(convolution(values)).relu()
        return values.flatten(2).mean(2)

    def forward(self, pixels: torch.Tensor) -> dict[str, torch.Tensor]:
        features = self.features(pixels)
        return {name: head(features) for name, head in self.heads.items()}


def extractor_graph(model: Extractor) -> Graph:
    """The model for use: norms folded into the convolutions, weights stored as fp16.

    The head is a convolution too, since a matrix product of a single row adds up in another order than
    that of many, and a row's numbers should not depend on its neighbours.
    """
    shape, graph = model.shape, Graph("extractor")
    axes = shape.axes
    pixels = graph.input("pixels", FLOAT, ["batch", *shape.sizes])
    values = graph.op("Transpose", pixels, perm=[0, axes + 1, *range(1, axes + 1)])
    for i, (weight, bias, stride) in enumerate(_folded(model)):
        values = graph.op(
            "Conv",
            values,
            graph.weight(f"layer.{i}.weight", weight),
            graph.weight(f"layer.{i}.bias", bias),
            kernel_shape=[3] * axes,
            pads=[1] * 2 * axes,
            strides=[stride] * axes,
        )
        values = graph.op("Relu", values)
    pooled = graph.op("GlobalAveragePool", values)
    graph.output("features", graph.op("Flatten", pooled), FLOAT, ["batch", shape.layers[-1][0]])
    head = next(iter(model.heads.values()))
    weight = head.weight.detach().numpy().reshape(*head.weight.shape, *[1] * axes)
    scores = graph.op(
        "Conv",
        pooled,
        graph.weight("head.weight", weight),
        graph.weight("head.bias", head.bias.detach().numpy()),
        kernel_shape=[1] * axes,
    )
    probabilities = graph.op("Softmax", graph.op("Flatten", scores), axis=-1)
    graph.output("probabilities", probabilities, FLOAT, ["batch", head.out_features])
    return graph


def _folded(model: Extractor) -> list[tuple[np.ndarray, np.ndarray, int]]:
    """Weight, bias and stride of each layer, with the norm's running mean and variance in them."""
    layers = []
    for convolution, norm in zip(model.convolutions, model.norms, strict=True):
        factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
        weight = convolution.weight * factor.reshape(-1, *[1] * (convolution.weight.dim() - 1))
        bias = norm.bias - norm.running_mean * factor
        layers.append((weight.detach().numpy(), bias.detach().numpy(), convolution.stride[0]))
    return layers
