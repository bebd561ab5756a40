"""Many questions of one text, with the text read once.

Training costs little more per question than the question itself: the keys and values of the
statements are computed once a graph, and every question of it attends to them. The arithmetic is
that of ``LatentDecoder`` over the joined sequence.
"""

import math
from dataclasses import dataclass

import torch

from assay_training.coconut.model import LatentDecoder
from assay_training.decoder import inverse_frequencies, rotate


@dataclass
class Memory:
    """Keys and values ``[graphs, heads, positions, size]`` of each layer; which positions are real."""

    layers: list[tuple[torch.Tensor, torch.Tensor]]
    real: torch.Tensor  # [graphs, positions]
    lengths: torch.Tensor  # [graphs]


class Questions:
    """The questions of a batch of graphs, extended piece by piece.

    Pieces are ``[graphs, questions, positions, width]``; all questions of a piece are equally long,
    the last piece may be padded at its end.
    """

    def __init__(self, model: LatentDecoder, memory: Memory):
        self.model, self._memory, self._length = model, memory, 0
        self._own: list[tuple[torch.Tensor, torch.Tensor] | None] = [None] * len(model.blocks)

    def extend(self, x: torch.Tensor) -> torch.Tensor:
        """Hidden states after the final norm for the next positions."""
        graphs, _, count, _ = x.shape
        steps = torch.arange(self._length, self._length + count)
        positions = (self._memory.lengths[:, None] + steps).float()
        angles = positions[..., None] * inverse_frequencies(self.model.config)
        cos, sin = (a[:, None, None] for a in (angles.cos(), angles.sin()))
        visible = torch.arange(self._length + count)[None] <= steps[:, None]
        for layer in range(len(self.model.blocks)):
            x = self._block(layer, x, cos, sin, visible)
        self._length += count
        return self.model.norm(x)

    def _block(self, layer: int, x, cos, sin, visible):
        block, size = self.model.blocks[layer], self.model.config.head_size
        heads = self.model.config.heads
        graphs, questions, count, width = x.shape
        projected = block.attention.qkv(block.attention_norm(x))
        split = projected.view(graphs, questions, count, 3 * heads, size).permute(0, 3, 1, 2, 4)
        query, key, value = split.chunk(3, dim=1)
        query, key = rotate(query, cos, sin) / math.sqrt(size), rotate(key, cos, sin)
        if self._own[layer] is not None:
            key = torch.cat((self._own[layer][0], key), 3)
            value = torch.cat((self._own[layer][1], value), 3)
        self._own[layer] = (key, value)
        told_key, told_value = self._memory.layers[layer]
        told = query.reshape(graphs, heads, -1, size) @ told_key.transpose(-1, -2)
        told = told.masked_fill(~self._memory.real[:, None, None], -1e4)
        own = (query @ key.transpose(-1, -2)).masked_fill(~visible, -1e4)
        told = told.view(graphs, heads, questions, count, -1)
        weights = torch.softmax(torch.cat((told, own), -1).float(), -1).to(value.dtype)
        told, own = weights.split([told.shape[-1], own.shape[-1]], -1)
        mixed = told.reshape(graphs, heads, questions * count, -1) @ told_value
        mixed = mixed.view(graphs, heads, questions, count, size) + own @ value
        mixed = mixed.permute(0, 2, 3, 1, 4).reshape(graphs, questions, count, width)
        x = x + block.attention.out(mixed)
        return x + block.feed_forward(block.feed_forward_norm(x))


def read(model: LatentDecoder, ids: torch.Tensor, lengths: torch.Tensor) -> Memory:
    """Reads texts ``[graphs, positions]``, padded at their ends."""
    config = model.config
    count = ids.shape[1]
    angles = torch.outer(torch.arange(count).float(), inverse_frequencies(config))
    cos, sin = angles.cos(), angles.sin()
    future = torch.full((count, count), -1e4).triu(1)
    x, layers = model.embedding(ids), []
    for i, block in enumerate(model.blocks):
        split = block.attention.qkv(block.attention_norm(x)).view(*ids.shape, -1, config.head_size)
        query, key, value = split.transpose(1, 2).chunk(3, dim=1)
        query, key = rotate(query, cos, sin), rotate(key, cos, sin)
        layers.append((key, value))
        if i < len(model.blocks) - 1:
            scores = query @ key.transpose(-1, -2) / math.sqrt(config.head_size) + future
            mixed = torch.softmax(scores.float(), -1).to(value.dtype) @ value
            x = x + block.attention.out(mixed.transpose(1, 2).reshape(x.shape))
            x = x + block.feed_forward(block.feed_forward_norm(x))
    real = torch.arange(count)[None] < lengths[:, None]
    return Memory(layers, real, lengths)
