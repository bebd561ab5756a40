"""Starts a BLT with the copying circuit that the tokenized twin starts with (see ``copying.py`` there).

Here the encoder's layer looks at the previous byte, and the decoder's first layer looks for the
place whose previous bytes are the current ones. Hash embeddings make this a search for the longest
common suffix: places that share more of the last 3 to 8 bytes have more equal terms.

The residual stream is laid out for the start as: one constant; the byte's identity; the identity of
the n-grams that end here; that of the n-grams that ended one byte before; the byte to be copied.
"""

import math

import torch

from assay_training.blt.model import Blt
from assay_training.blt.shape import ROPE_BASE

HEADS = 2  # of each of the two layers; each compares half of the n-grams' identity
SIZE = 0.3  # of the numbers in the stream
BYTE, GRAM = 0.6, 0.4  # shares of the byte and of each n-gram in the n-grams' identity
FAST = 3  # pairs of numbers that tell distances apart; more would let large keys win over near ones
PREVIOUS = 16.0  # sharpness of the look at the previous byte
MATCH = 16.0  # score of a place that shares all n-grams
COPIED = 1.0
CONFIDENCE = 0.35


@torch.no_grad()
def start_with_copying(model: Blt) -> Blt:
    stack = model.shape.encoder
    part = stack.width // 4
    size = stack.width // stack.heads
    if stack.heads < HEADS + 1 or size < part // HEADS + 8:
        raise ValueError("the copying circuit needs more than two local heads of at least 20 numbers")
    byte, gram = slice(1, part), slice(part, 2 * part)
    previous, copied = slice(2 * part, 3 * part), slice(3 * part, stack.width)
    known = part // HEADS
    slow = slice(size - known, size)  # turn least with distance

    bytes_, grams = model.local_encoder.embed_tokens.weight, model.encoder_hash_tok_embedding.weight
    bytes_.zero_()
    grams.zero_()
    bytes_[:, 0] = SIZE
    bytes_[:, byte].bernoulli_().sub_(0.5).mul_(2 * SIZE)
    bytes_[:, gram].normal_(std=SIZE * BYTE)
    grams[:, gram].normal_(std=SIZE * GRAM)
    model.lm_head.weight.mul_(0.3)
    model.lm_head.weight[:, 3 * part + 1 :] = CONFIDENCE * bytes_[:, byte] / SIZE

    terms = BYTE**2 + len(model.shape.hash_sizes) * GRAM**2  # variance of an n-grams' number
    squares = (part + part * terms) / stack.width  # mean square of the embedding, over SIZE squared
    look, match = model.local_encoder.layers[0].self_attn, model.local_decoder.layers[0].self_attn
    fast = torch.arange(FAST)
    angle = ROPE_BASE ** (-2 * fast / size)
    strength = math.sqrt(PREVIOUS * math.sqrt(size) * squares)
    compare = math.sqrt(MATCH * math.sqrt(size) * squares / (known * terms))
    for head in range(HEADS):
        compared = range(gram.start + head * known, gram.start + (head + 1) * known)
        place = range(previous.start + head * known, previous.start + (head + 1) * known)
        query, key, value, out = _head(look, head, size)
        query[2 * fast, 0] = strength * angle.cos()
        query[2 * fast + 1, 0] = -strength * angle.sin()
        key[2 * fast, 0] = strength
        value[range(known), compared] = 1
        out[place, range(known)] = SIZE * math.sqrt(squares)  # as large as the identity itself

        query, key, value, out = _head(match, head, size)
        query[range(slow.start, size), compared] = compare
        key[range(slow.start, size), place] = compare
        value[range(part - 1), range(byte.start, byte.stop)] = 1
        out[range(3 * part + 1, stack.width), range(part - 1)] = COPIED
    return model


def _head(attention, head: int, size: int) -> list[torch.Tensor]:
    """Views of one head's matrices for queries, keys, values and the output, set to zero."""
    rows = slice(head * size, (head + 1) * size)
    projections = (attention.q_proj, attention.k_proj, attention.v_proj)
    views = [*(projection.weight[rows] for projection in projections), attention.o_proj.weight[:, rows]]
    for view in views:
        view.zero_()
    return views
