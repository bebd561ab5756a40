"""The causal language model: RMSNorm, rotary positions, SwiGLU, tied embeddings, no biases.

The parts are the usual ones of their papers: RMSNorm (arXiv 1910.07467), rotary position
embedding in the half-split form (arXiv 2104.09864), SwiGLU (arXiv 2002.05202), grouped keys and
values (arXiv 2305.13245).
"""

import math
from dataclasses import asdict, dataclass

import torch
import torch.nn.functional as F
from torch import nn


@dataclass(frozen=True)
class DecoderConfig:
    vocabulary: int
    width: int = 128
    layers: int = 5
    heads: int = 4
    key_value_heads: int = 4
    hidden: int = 352
    context: int = 512
    rope_base: float = 10_000.0
    norm_epsilon: float = 1e-6

    @property
    def head_size(self) -> int:
        return self.width // self.heads

    def to_json(self) -> dict:
        return asdict(self)


class Decoder(nn.Module):
    def __init__(self, config: DecoderConfig):
        super().__init__()
        self.config = config
        self.embedding = nn.Embedding(config.vocabulary, config.width)
        self.blocks = nn.ModuleList(Block(config) for _ in range(config.layers))
        self.norm = nn.RMSNorm(config.width, eps=config.norm_epsilon)
        self._initialise()

    def _initialise(self) -> None:
        """Normal weights of deviation 0.02; what writes to the residual stream starts smaller."""
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                writes = name.endswith(("attention.out.weight", "feed_forward.down.weight"))
                scale = 1 / math.sqrt(2 * self.config.layers) if writes else 1.0
                nn.init.normal_(parameter, std=0.02 * scale)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Hidden states ``[batch, positions, width]`` after the final norm."""
        cos, sin = rotations(self.config, ids.shape[1])
        x = self.embedding(ids)
        for block in self.blocks:
            x = block(x, cos, sin)
        return self.norm(x)

    def head(self, hidden: torch.Tensor) -> torch.Tensor:
        """Logits; kept apart so that training computes them only where there is loss."""
        return F.linear(hidden, self.embedding.weight)

    def logits(self, ids: torch.Tensor) -> torch.Tensor:
        return self.head(self(ids))

    def round_to_half(self) -> "Decoder":
        """Rounds every weight to fp16 (kept as fp32): the reference for the exported graph."""
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.copy_(parameter.half().float())
        return self

    def count(self) -> tuple[int, int]:
        """All parameters, and those outside the embedding."""
        total = sum(p.numel() for p in self.parameters())
        return total, total - self.embedding.weight.numel()

    def block_matrix_parameters(self) -> int:
        return sum(p.numel() for p in self.blocks.parameters() if p.dim() == 2)


class Block(nn.Module):
    def __init__(self, config: DecoderConfig):
        super().__init__()
        self.attention_norm = nn.RMSNorm(config.width, eps=config.norm_epsilon)
        self.attention = Attention(config)
        self.feed_forward_norm = nn.RMSNorm(config.width, eps=config.norm_epsilon)
        self.feed_forward = FeedForward(config)

    def forward(self, x, cos, sin):
        x = x + self.attention(self.attention_norm(x), cos, sin)
        return x + self.feed_forward(self.feed_forward_norm(x))


class Attention(nn.Module):
    def __init__(self, config: DecoderConfig):
        super().__init__()
        self.heads, self.kv = config.heads, config.key_value_heads
        self.size = config.head_size
        self.qkv = nn.Linear(config.width, (self.heads + 2 * self.kv) * self.size, bias=False)
        self.out = nn.Linear(config.width, config.width, bias=False)

    def forward(self, x, cos, sin):
        batch, positions, width = x.shape
        projected = self.qkv(x).view(batch, positions, -1, self.size).transpose(1, 2)
        rotated, value = projected.split([self.heads + self.kv, self.kv], dim=1)
        query, key = rotate(rotated, cos, sin).split([self.heads, self.kv], dim=1)
        group = self.heads // self.kv
        key, value = key.repeat_interleave(group, 1), value.repeat_interleave(group, 1)
        # Written out: for sequences this short it trains faster on a CPU than the fused kernel.
        scores = (query / math.sqrt(self.size)) @ key.transpose(-1, -2)
        future = torch.full((positions, positions), -math.inf).triu(1)
        mixed = torch.softmax(scores + future, -1) @ value
        return self.out(mixed.transpose(1, 2).reshape(batch, positions, width))


class FeedForward(nn.Module):
    def __init__(self, config: DecoderConfig):
        super().__init__()
        self.gate_up = nn.Linear(config.width, 2 * config.hidden, bias=False)
        self.down = nn.Linear(config.hidden, config.width, bias=False)

    def forward(self, x):
        gate, up = self.gate_up(x).chunk(2, dim=-1)
        return self.down(F.silu(gate) * up)


def inverse_frequencies(config: DecoderConfig) -> torch.Tensor:
    exponents = torch.arange(0, config.head_size, 2, dtype=torch.float64) / config.head_size
    return (config.rope_base**-exponents).float()


def rotations(config: DecoderConfig, positions: int) -> tuple[torch.Tensor, torch.Tensor]:
    angles = torch.outer(torch.arange(positions).float(), inverse_frequencies(config))
    return angles.cos(), angles.sin()


def rotate(x, cos, sin):
    first, second = x.chunk(2, dim=-1)
    return torch.cat((first * cos - second * sin, second * cos + first * sin), dim=-1)
