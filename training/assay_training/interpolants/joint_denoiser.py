"""A denoiser of parts that show the same thing pixel by pixel, such as an image and its labels.

All parts have the same grid. The tokens at a pixel enter together, with whether they equal their
neighbours', so that edges need not be learned colour by colour. Convolutions halve the grid until a
position stands for a patch; the transformer lets all positions see each other; convolutions double the
grid again and read at each size what was seen there on the way down. U-ViT (arXiv 2209.12152) ends in a
convolution too. The blocks are those of ``denoiser.py``.

    config = JointConfig(vocabulary=13, parts=(Grid(32, 32, 4), Grid(32, 32, 4)), layers=3)
    logits = JointDenoiser(config)(tokens)      # [batch, 2048] -> [batch, 2048, 13]
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from assay_training.interpolants.denoiser import Block, DenoiserConfig, Grid

NEIGHBOURS = ((0, 1), (1, 0), (1, 1), (1, -1))  # rows down, columns to the right
NO_TOKEN = -1  # beyond the border
CONVOLUTIONS = ("reading.", "halving.", "doubling.", "telling.")  # in the names of weights


@dataclass(frozen=True)
class JointConfig(DenoiserConfig):
    """Without classes and time."""

    channels: tuple[int, ...] = (32, 64)  # at the whole grid, at the half, …

    def __post_init__(self):
        super().__post_init__()
        if len(set(self.parts)) != 1 or self.classes or self.explicit or self.grid.frames > 1:
            raise ValueError("joint parts need equal grids of one frame, and have neither classes nor a time")
        if self.grid.patch != 2 ** len(self.channels):
            raise ValueError(f"{len(self.channels)} halvings do not make patches of {self.grid.patch}")

    @property
    def grid(self) -> Grid:
        return self.parts[0]

    @property
    def positions(self) -> int:
        return self.grid.patches

    @property
    def inputs(self) -> int:
        """Channels that the first convolution reads."""
        return len(self.parts) * (self.token_width + len(NEIGHBOURS))

    @property
    def steps(self) -> list[tuple[int, int, int]]:
        """Of each size, from the whole grid: channels read, own channels, channels of the next size."""
        before = (self.inputs, *self.channels[1:])
        return list(zip(before, self.channels, (*self.channels[1:], self.width), strict=True))

    @property
    def flops_per_pass(self) -> int:
        """Of one row: two for each product of a matrix, a kernel and of attention."""
        block = self.width * (4 * self.width + 3 * self.hidden) + 2 * self.positions * self.width
        products = self.positions * self.layers * block
        pixels = self.grid.tokens
        products += pixels * self.channels[0] * len(self.parts) * self.vocabulary
        for read, own, following in self.steps:
            products += pixels * 9 * own * (read + own)
            products += pixels // 4 * own * following * (9 + 4)
            pixels //= 4
        return 2 * products


class Convolution(nn.Linear):
    """A convolution whose kernels are the rows of a matrix, so that it is trained and rounded as matrices are."""

    def __init__(self, before: int, after: int, size: int = 3, stride: int = 1):
        super().__init__(before * size**2, after)
        self.shape, self.stride = (after, before, size, size), stride

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        kernels = self.weight.view(self.shape)
        return F.conv2d(x, kernels, self.bias, self.stride, padding=self.shape[-1] // 2)


class JointDenoiser(nn.Module):
    def __init__(self, config: JointConfig):
        super().__init__()
        self.config = c = config
        self.embedding = nn.Embedding(c.vocabulary + 1, c.token_width)
        self.reading = nn.ModuleList(Convolution(read, own) for read, own, _ in c.steps)
        self.halving = nn.ModuleList(Convolution(own, following, stride=2) for _, own, following in c.steps)
        self.places = nn.Parameter(torch.zeros(c.positions, c.width))
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.norm = nn.RMSNorm(c.width, eps=c.norm_epsilon)
        self.doubling = nn.ModuleList(Convolution(following, 4 * own, 1) for _, own, following in c.steps)
        self.telling = nn.ModuleList(Convolution(own, own) for _, own, _ in c.steps)
        self.heads = Convolution(c.channels[0], len(c.parts) * c.vocabulary, 1)
        self._initialise()

    def _initialise(self) -> None:
        """Convolutions keep the size of what they read; what writes to the residual stream starts small."""
        for layer in (*self.reading, *self.halving, *self.telling):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            nn.init.zeros_(layer.bias)
        for name, parameter in self.blocks.named_parameters():
            if parameter.dim() == 2:
                writes = name.endswith(("attention.out.weight", "feed_forward.down.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * self.config.layers) ** 0.5 if writes else 0.02)

    def forward(self, tokens, condition=None, time=None) -> torch.Tensor:
        """Logits ``[batch, length, vocabulary]`` of tokens ``[batch, length]``, some of them [MASK]."""
        c, grid, batch, parts = self.config, self.config.grid, len(tokens), len(self.config.parts)
        by_part = tokens.view(batch, parts, grid.height, grid.width)
        vectors = self.embedding(by_part).permute(0, 1, 4, 2, 3).flatten(1, 2)
        x, seen = torch.cat([vectors, equal_neighbours(by_part)], 1), []
        for reading, halving in zip(self.reading, self.halving, strict=True):
            seen.append(F.silu(reading(x)))
            x = F.silu(halving(seen[-1]))
        smallest = x.shape
        x = x.flatten(2).transpose(1, 2) + self.places
        for block in self.blocks:
            x = block(x)
        x = self.norm(x).transpose(1, 2).reshape(smallest)
        for doubling, telling, pixels in reversed(list(zip(self.doubling, self.telling, seen, strict=True))):
            x = F.silu(telling(pixels + F.pixel_shuffle(doubling(x), 2)))
        return self.heads(x).view(batch, parts, c.vocabulary, -1).transpose(2, 3).flatten(1, 2)

    def count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters())


def equal_neighbours(tokens: torch.Tensor) -> torch.Tensor:
    """``[batch, 4 * parts, height, width]``: 1 where a token equals its neighbour in a direction."""
    height, width = tokens.shape[2:]
    padded = F.pad(tokens, (1, 1, 0, 1), value=NO_TOKEN)
    others = [padded[:, :, down : down + height, 1 + right : 1 + right + width] for down, right in NEIGHBOURS]
    return torch.cat([tokens == other for other in others], 1).float()
