"""Which tokens are masked in training, and the loss on them (arXiv 2412.06787; MaskGIT, arXiv 2202.04200)."""

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F

EARLIEST = 1e-3  # time

# A generator, rows and length; whether each token is masked [rows, length], and the rows' times [rows].
Masking = Callable[[torch.Generator, int, int], tuple[torch.Tensor, torch.Tensor]]


def linear_masking(generator: torch.Generator, rows: int, length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Discrete interpolants, linear scheduler: at time t each token is there with probability t."""
    time = EARLIEST + (1 - EARLIEST) * torch.rand(rows, generator=generator)
    return torch.rand(rows, length, generator=generator) >= time[:, None], time


def cosine_masking(generator: torch.Generator, rows: int, length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """MaskGIT: the number of masked tokens follows the cosine of a uniform number; at least one."""
    time = torch.rand(rows, generator=generator)
    counts = torch.ceil(torch.cos(time * math.pi / 2) * length).clamp(1, length)
    ranks = torch.rand(rows, length, generator=generator).argsort(1).argsort(1)
    return ranks < counts[:, None], time


def masked_cross_entropy(logits: torch.Tensor, tokens: torch.Tensor, masked: torch.Tensor) -> torch.Tensor:
    """The mean over the masked positions alone."""
    return F.cross_entropy(logits[masked].float(), tokens[masked])
