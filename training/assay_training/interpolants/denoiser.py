"""The denoiser: a bidirectional transformer over patches of token grids.

A sequence is one or more parts (an image; an image and its labels; the frames of a clip), each a
grid of tokens, row-major. The tokens of a patch enter together, as in DiT (arXiv 2212.09748), and
class and time are extra tokens in front, as in U-ViT (arXiv 2209.12152). The blocks are those of
``decoder.py`` (RMSNorm, SwiGLU, no biases) without causality; positions are learned.

    config = DenoiserConfig(vocabulary=13, parts=(Grid(32, 32, 4), Grid(32, 32, 4)))
    logits = Denoiser(config)(tokens)      # [batch, 2048] -> [batch, 2048, 13]
"""

import math
from dataclasses import asdict, dataclass

import numpy as np
import torch
from torch import nn

from assay_training.decoder import FeedForward
from assay_training.graph import rounded8

FREQUENCIES = 32  # of the time's sines and cosines
HIGHEST_FREQUENCY = 1000.0


@dataclass(frozen=True)
class Grid:
    """A part's tokens ``[frames, height, width]``, cut into patches of one frame."""

    height: int
    width: int
    patch: int
    frames: int = 1

    @property
    def tokens(self) -> int:
        return self.frames * self.height * self.width

    @property
    def patch_tokens(self) -> int:
        return self.patch**2

    @property
    def patches(self) -> int:
        return self.tokens // self.patch_tokens

    def order(self) -> np.ndarray:
        """The tokens' indexes patch by patch."""
        rows, columns = self.height // self.patch, self.width // self.patch
        indexes = np.arange(self.tokens).reshape(self.frames, rows, self.patch, columns, self.patch)
        return indexes.transpose(0, 1, 3, 2, 4).reshape(-1)


@dataclass(frozen=True)
class DenoiserConfig:
    vocabulary: int  # without [MASK], whose id follows the last token's
    parts: tuple[Grid, ...]
    classes: int = 0  # without "no class", whose id follows the last class's; 0: unconditional
    explicit: bool = False  # whether the time is an input
    width: int = 128
    layers: int = 4
    heads: int = 4
    hidden: int = 352
    token_width: int = 16  # of a token's vector, before a patch's vectors are joined
    norm_epsilon: float = 1e-6

    def __post_init__(self):
        if self.width % self.heads or self.width // self.heads % 8:
            raise ValueError(f"width {self.width} needs heads whose size is a multiple of 8, not {self.heads}")
        for part in self.parts:
            if part.height % part.patch or part.width % part.patch:
                raise ValueError(f"patches of {part.patch} do not fill {part.height}x{part.width} tokens")

    @property
    def mask(self) -> int:
        return self.vocabulary

    @property
    def null_class(self) -> int:
        return self.classes

    @property
    def length(self) -> int:
        """Tokens of a sequence."""
        return sum(part.tokens for part in self.parts)

    @property
    def extra(self) -> int:
        """Positions in front of the patches."""
        return int(self.explicit) + int(self.classes > 0)

    @property
    def positions(self) -> int:
        """Positions of the transformer."""
        return self.extra + sum(part.patches for part in self.parts)

    @property
    def head_size(self) -> int:
        return self.width // self.heads

    @property
    def flops_per_pass(self) -> int:
        """Of one row: two for each product of a matrix and of attention."""
        block = self.width * (4 * self.width + 3 * self.hidden)
        flops = 2 * self.positions * self.layers * (block + 2 * self.positions * self.width)
        for part in self.parts:
            ends = self.width * part.patch_tokens * (self.token_width + self.vocabulary)
            flops += 2 * part.patches * ends
        return flops + 2 * self.explicit * self.width * (2 * FREQUENCIES + self.width)

    def order(self) -> np.ndarray:
        """The sequence's indexes patch by patch, the parts one after the other."""
        starts = np.cumsum([0, *(part.tokens for part in self.parts)])
        return np.concatenate([start + part.order() for start, part in zip(starts, self.parts)])

    def to_json(self) -> dict:
        return asdict(self) | {"parts": [asdict(part) for part in self.parts]}


class Denoiser(nn.Module):
    def __init__(self, config: DenoiserConfig):
        super().__init__()
        self.config = c = config
        self.embedding = nn.Embedding(c.vocabulary + 1, c.token_width)
        self.patches = nn.ModuleList(
            nn.Linear(part.patch_tokens * c.token_width, c.width, bias=False) for part in c.parts
        )
        self.places = nn.Parameter(torch.empty(c.positions - c.extra, c.width))
        self.classes = nn.Embedding(c.classes + 1, c.width) if c.classes else None
        self.time = Time(c.width) if c.explicit else None
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.norm = nn.RMSNorm(c.width, eps=c.norm_epsilon)
        self.heads = nn.ModuleList(
            nn.Linear(c.width, part.patch_tokens * c.vocabulary, bias=False) for part in c.parts
        )
        order = torch.from_numpy(c.order())
        self.register_buffer("order", order, persistent=False)
        self.register_buffer("inverse", torch.argsort(order), persistent=False)
        self._initialise()

    def _initialise(self) -> None:
        """Normal weights; what writes to the residual stream starts smaller."""
        for name, parameter in self.named_parameters():
            if parameter.dim() != 2:
                continue
            if name.startswith("embedding"):
                std = 1.0
            elif name.startswith(("patches", "time")):
                std = 1 / math.sqrt(parameter.shape[1])
            elif name.endswith(("attention.out.weight", "feed_forward.down.weight")):
                std = 0.02 / math.sqrt(2 * self.config.layers)
            elif name == "places" or name.startswith("classes"):
                std = 0.5
            else:
                std = 0.02
            nn.init.normal_(parameter, std=std)

    def forward(
        self,
        tokens: torch.Tensor,
        condition: torch.Tensor | None = None,
        time: torch.Tensor | None = None,
    ) -> torch.Tensor:
        """Logits ``[batch, length, vocabulary]`` of tokens ``[batch, length]``, some of them [MASK].

        ``condition [batch]`` is given iff there are classes, ``time [batch]`` iff it is explicit.
        """
        c, batch = self.config, len(tokens)
        vectors = self.embedding(tokens[:, self.order])
        by_part = vectors.split([part.tokens for part in c.parts], 1)
        joined = [
            patch(vector.reshape(batch, part.patches, -1))
            for patch, vector, part in zip(self.patches, by_part, c.parts)
        ]
        x = torch.cat(joined, 1) + self.places
        front = [self.time(time)] if c.explicit else []
        if c.classes:
            front.append(self.classes(condition))
        x = torch.cat([*(vector[:, None].to(x.dtype) for vector in front), x], 1)
        for block in self.blocks:
            x = block(x)
        x = self.norm(x[:, c.extra :])
        by_part = x.split([part.patches for part in c.parts], 1)
        logits = [
            head(states).reshape(batch, part.tokens, c.vocabulary)
            for head, states, part in zip(self.heads, by_part, c.parts)
        ]
        return torch.cat(logits, 1)[:, self.inverse]

    def count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters())


class Time(nn.Module):
    """The time as a position's vector: sines and cosines, then two layers."""

    def __init__(self, width: int):
        super().__init__()
        self.inner = nn.Linear(2 * FREQUENCIES, width, bias=False)
        self.outer = nn.Linear(width, width, bias=False)

    def forward(self, time: torch.Tensor) -> torch.Tensor:
        angles = time[:, None] * time_frequencies()
        features = torch.cat((angles.sin(), angles.cos()), -1)
        return self.outer(nn.functional.silu(self.inner(features)))


def time_frequencies() -> torch.Tensor:
    exponents = torch.arange(FREQUENCIES, dtype=torch.float64) / (FREQUENCIES - 1)
    return (HIGHEST_FREQUENCY**exponents).float()


class Block(nn.Module):
    def __init__(self, config: DenoiserConfig):
        super().__init__()
        self.attention_norm = nn.RMSNorm(config.width, eps=config.norm_epsilon)
        self.attention = Attention(config)
        self.feed_forward_norm = nn.RMSNorm(config.width, eps=config.norm_epsilon)
        self.feed_forward = FeedForward(config)

    def forward(self, x):
        x = x + self.attention(self.attention_norm(x))
        return x + self.feed_forward(self.feed_forward_norm(x))


class Attention(nn.Module):
    """Every position attends to every other."""

    def __init__(self, config: DenoiserConfig):
        super().__init__()
        self.heads, self.size = config.heads, config.head_size
        self.qkv = nn.Linear(config.width, 3 * config.width, bias=False)
        self.out = nn.Linear(config.width, config.width, bias=False)

    def forward(self, x):
        batch, positions, width = x.shape
        projected = self.qkv(x).view(batch, positions, 3, self.heads, self.size)
        query, key, value = projected.permute(2, 0, 3, 1, 4).unbind()
        # Written out: for sequences this short it trains faster on a CPU than the fused kernel.
        scores = (query / math.sqrt(self.size)) @ key.transpose(-1, -2)
        mixed = torch.softmax(scores, -1) @ value
        return self.out(mixed.transpose(1, 2).reshape(batch, positions, width))


@torch.no_grad()
def round_to_int8(model: nn.Module) -> nn.Module:
    """Rounds every matrix and kernel as the graphs store them; returns the model.

    Layers have a scale for each output, tables one for each column.
    """
    layers = (nn.Linear, nn.Conv2d)
    for module in model.modules():
        for parameter in module.parameters(recurse=False):
            if parameter.dim() > 1:
                axis = 0 if isinstance(module, layers) else -1
                parameter.copy_(torch.from_numpy(rounded8(parameter.numpy(), axis)))
    return model
