"""Starts a decoder with a circuit that copies, so that short training suffices to edit text.

A decoder finds "what followed the last occurrence of this token" by two heads in a row: one that
attends to the previous token, and one that looks for the place whose previous token is the current
one (Olsson et al., "In-context Learning and Induction Heads", 2022). Training finds these late: in
runs of the size that fits a CPU, not at all. So the first two layers begin with them; everything
else is random, and all of it is trained.

The residual stream is laid out for the start as: one constant, the token's identity, and an empty
part into which the first layer writes the previous token's identity.
"""

import math

import torch

from assay_training.decoder import Decoder, inverse_frequencies

HEADS = 2  # of each of the two layers that begin with the circuit
CONSTANT = 0.35
SHARPNESS = 12.0  # of the look at the previous token
MATCH = 2.5
WRITTEN = 0.2  # the previous token's identity, a little larger than an embedding
COPIED = 1.0


@torch.no_grad()
def start_with_copying(model: Decoder, back: int = 1) -> Decoder:
    """The same model with the circuit; ``back`` is how far before a token its key stands: 1 finds
    what followed the current token, 2 what followed the one after it."""
    c = model.config
    if c.layers < 2 or c.heads <= HEADS or c.heads != c.key_value_heads:
        raise ValueError("the copying circuit needs two layers and more than two heads")
    size, half = c.head_size, c.head_size // 2
    slow = [*range(half // 2, half), *range(half + half // 2, size)]  # hardly turn with distance
    known = size // 2  # dimensions of identity that one head compares
    empty = c.width - HEADS * known
    identity = slice(1, empty)

    embedding = model.embedding.weight
    embedding.normal_(std=c.width**-0.5)
    embedding[:, 0] = CONSTANT
    embedding[:, empty:] = 0
    bases = torch.linalg.qr(torch.randn(empty - 1, empty - 1))[0]

    previous, match = model.blocks[0].attention, model.blocks[1].attention
    angle = back * inverse_frequencies(c)[: half // 2]
    strength = math.sqrt(SHARPNESS) * math.sqrt(1 / c.width) / CONSTANT
    for head in range(HEADS):
        compared = bases[head * known : (head + 1) * known]
        query, key, value, out = _head(previous, head, c)
        query[: half // 2, 0] = strength * angle.cos()
        query[half : half + half // 2, 0] = -strength * angle.sin()
        key[: half // 2, 0] = strength
        value[:known, identity] = compared
        written = slice(empty + head * known, empty + (head + 1) * known)
        out[written, :known] = WRITTEN * torch.eye(known)

        query, key, value, out = _head(match, head, c)
        query[slow, identity] = MATCH * compared
        key[slow, written] = MATCH * torch.eye(known)
        carried = bases[head * size : (head + 1) * size]
        value[:, identity] = carried
        out[identity] = COPIED * carried.T
    return model


def _head(attention, head: int, config) -> list[torch.Tensor]:
    """Views of one head's matrices for queries, keys, values and the output, set to zero."""
    size = config.head_size
    rows = slice(head * size, (head + 1) * size)
    stacked = attention.qkv.weight.view(3, config.width, config.width)
    views = [*(part[rows] for part in stacked), attention.out.weight[:, rows]]
    for view in views:
        view.zero_()
    return views
