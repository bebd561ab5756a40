"""BLT for training: the same equations and weight names as Hugging Face's ``BltForCausalLM``, in a
form that trains fast on a CPU and keeps the sliding windows that the port lost.

Windows are computed block by block, the pooling and the cross-attentions byte by byte with segment
sums, so that nothing of size bytes x bytes or bytes x patches is built. ``reference.py`` says the
same plainly; the tests hold the two against each other.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

from assay_training.blt.config import VOCABULARY
from assay_training.blt.hashing import hash_rows
from assay_training.blt.shape import ENTROPY_ROPE_BASE, ROPE_BASE, Shape, Stack

BLOCK = 64  # bytes whose attention is computed together; rows are padded to a multiple


class Blt(nn.Module):
    """Byte logits, given where patches start. The entropy model is a module apart."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = self.config = shape
        width, wide = shape.encoder.width, shape.latent.width
        if shape.slots * width != wide:
            raise ValueError("training supports slots * width == patch width only")
        self.local_encoder = LocalEncoder(shape)
        self.global_transformer = nn.Module()
        self.global_transformer.layers = _layers(shape.latent)
        self.local_decoder = LocalDecoder(shape)
        tables = len(shape.hash_sizes) * shape.hash_rows
        self.encoder_hash_tok_embedding = nn.Embedding(tables, width)
        self.lm_head = nn.Linear(width, VOCABULARY, bias=False)
        _initialise(self)

    def forward(self, ids: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """Hidden states ``[rows, bytes, width]`` before the head.

        ``ids`` is ``[rows, bytes]``, padded at the right end to a multiple of ``BLOCK``; ``starts``
        is ``[rows, bytes + 1]``, true where a patch starts, the byte after the last one included.
        """
        patch = starts.long().cumsum(1) - 1  # the patch of each byte
        closed = (patch[:, 1:] - 1).clamp_min(0)  # the last closed one, which the decoder reads
        patch = patch[:, :-1]
        patches = int(patch.max()) + 1
        x = self.local_encoder.embed_tokens(ids)
        x = x + self.encoder_hash_tok_embedding(hash_rows(ids, self.shape.hashes)).sum(2)
        rotation = rotations(ids.shape[1], self.shape.encoder, ROPE_BASE)
        mask = window_mask(*ids.shape, self.shape.window)
        for layer in self.local_encoder.layers:
            x = layer(x, rotation, mask)
        memory = self.local_encoder.patches(x, patch, patches)
        rotation_of_patches = rotations(patches, self.shape.latent, ROPE_BASE)
        for layer in self.global_transformer.layers:
            memory = layer(memory, rotation_of_patches, None)
        return self.local_decoder(x, memory, closed, rotation, mask)


class EntropyModel(nn.Module):
    """The small byte language model whose uncertainty decides where patches start."""

    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = self.config = shape
        self.embed_tokens = nn.Embedding(VOCABULARY, shape.entropy.width)
        self.layers = _layers(shape.entropy)
        self.norm = nn.RMSNorm(shape.entropy.width, eps=shape.epsilon)
        self.lm_head = nn.Linear(shape.entropy.width, VOCABULARY, bias=False)
        _initialise(self)

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        rotation = rotations(ids.shape[1], self.shape.entropy, ENTROPY_ROPE_BASE)
        mask = window_mask(*ids.shape, self.shape.entropy_window)
        x = self.embed_tokens(ids)
        for layer in self.layers:
            x = layer(x, rotation, mask)
        return self.norm(x)

    @torch.no_grad()
    def entropies(self, ids: torch.Tensor) -> torch.Tensor:
        """Nats ``[rows, bytes]``: how uncertain the byte after each is."""
        logs = self.lm_head(self(ids)).log_softmax(-1)
        return -(logs.exp() * logs).sum(-1)


def patch_starts(entropies: torch.Tensor, threshold: float) -> torch.Tensor:
    """``[rows, bytes + 1]``: positions 0 and 1 always start a patch, else an entropy above."""
    above = entropies > threshold
    above[:, 0] = True
    return torch.cat((torch.ones_like(above[:, :1]), above), 1)


class LocalEncoder(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        width = shape.encoder.width
        self.slots = shape.slots
        self.embed_tokens = nn.Embedding(VOCABULARY, width)
        self.layers = _layers(shape.encoder)
        self.patch_embedding_projection = nn.Linear(width, shape.slots * width, bias=False)
        self.cross_attn_layers = nn.ModuleList([CrossAttention(shape)])

    def patches(self, hidden: torch.Tensor, patch: torch.Tensor, patches: int) -> torch.Tensor:
        """The vector of each patch ``[rows, patches, slots * width]``."""
        rows, _, width = hidden.shape
        attention = self.cross_attn_layers[0]
        index = patch[..., None].expand(-1, -1, width)
        pooled = hidden.new_zeros(rows, patches, width).scatter_reduce(
            1, index, hidden, "amax", include_self=False
        )
        x = self.patch_embedding_projection(pooled).view(rows, patches, self.slots, width)
        query = attention.q_proj(attention.q_norm(x))
        source = attention.k_norm(hidden)
        key, value = attention.k_proj(source), attention.v_proj(source)
        # Each byte's score with the slots of its own patch: a softmax over the bytes of a segment.
        flat = (patch + torch.arange(rows)[:, None] * patches).flatten()
        split = (rows, -1, attention.heads, width // attention.heads)
        chosen = query.flatten(0, 1)[flat].view(-1, self.slots, *split[2:])
        scores = (chosen * key.view(-1, 1, *split[2:])).sum(-1).float() / math.sqrt(split[3])
        with torch.no_grad():
            top = scores.new_zeros(rows * patches, *scores.shape[1:]).index_reduce(
                0, flat, scores, "amax", include_self=False
            )
        weights = torch.exp(scores - top[flat])
        total = weights.new_zeros(rows * patches, *weights.shape[1:]).index_add(0, flat, weights)
        shares = (weights / total[flat])[..., None].to(value.dtype)
        mixed = value.new_zeros(rows * patches, self.slots, *split[2:]).index_add(
            0, flat, shares * value.view(-1, 1, *split[2:])
        )
        out = attention.o_proj(mixed.view(rows, patches, self.slots, width))
        return (2 * x + out).flatten(2)


class LocalDecoder(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        width = shape.decoder.width
        self.slots = shape.slots
        self.patch_embedding_projection = nn.Linear(
            shape.latent.width, shape.slots * width, bias=False
        )
        self.layers = _layers(shape.decoder)
        self.cross_attn_layers = nn.ModuleList(
            CrossAttention(shape) for _ in range(shape.decoder.layers)
        )
        self.norm = nn.RMSNorm(width, eps=shape.epsilon)

    def forward(self, x, memory, closed, rotation, mask):
        rows, patches, width = x.shape[0], memory.shape[1], x.shape[2]
        memory = self.patch_embedding_projection(memory).view(rows, patches, self.slots, width)
        flat = (closed + torch.arange(rows)[:, None] * patches).flatten()
        for attention, layer in zip(self.cross_attn_layers, self.layers):
            x = 2 * x + attention.slots_of(x, memory, flat)
            x = layer(x, rotation, mask)
        return self.norm(x)


class CrossAttention(nn.Module):
    """Without the residual, which its callers add twice, as both published codes do."""

    def __init__(self, shape: Shape):
        super().__init__()
        width = shape.encoder.width
        self.heads = shape.encoder.heads
        self.q_norm = nn.RMSNorm(width, eps=shape.epsilon)
        self.k_norm = nn.RMSNorm(width, eps=shape.epsilon)
        self.q_proj = nn.Linear(width, width, bias=False)
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width, bias=False)
        self.o_proj = nn.Linear(width, width, bias=False)

    def slots_of(self, x, memory, flat):
        """Each byte attends to the slots of one patch; ``flat`` says which."""
        rows, count, width = x.shape
        size = width // self.heads
        source = self.k_norm(memory)
        slots = memory.shape[2]
        query = self.q_proj(self.q_norm(x)).view(-1, 1, self.heads, size)
        key = self.k_proj(source).flatten(0, 1)[flat].view(-1, slots, self.heads, size)
        value = self.v_proj(source).flatten(0, 1)[flat].view(-1, slots, self.heads, size)
        scores = (query * key).sum(-1).float() / math.sqrt(size)
        shares = scores.softmax(1)[..., None].to(value.dtype)
        return self.o_proj((shares * value).sum(1).view(rows, count, width))


class Layer(nn.Module):
    def __init__(self, stack: Stack):
        super().__init__()
        self.input_layernorm = nn.RMSNorm(stack.width, eps=1e-5)
        self.self_attn = SelfAttention(stack)
        self.post_attention_layernorm = nn.RMSNorm(stack.width, eps=1e-5)
        self.mlp = FeedForward(stack)

    def forward(self, x, rotation, mask):
        x = x + self.self_attn(self.input_layernorm(x), rotation, mask)
        return x + self.mlp(self.post_attention_layernorm(x))


class SelfAttention(nn.Module):
    def __init__(self, stack: Stack):
        super().__init__()
        self.heads = stack.heads
        for name in ("q_proj", "k_proj", "v_proj", "o_proj"):
            setattr(self, name, nn.Linear(stack.width, stack.width, bias=False))

    def forward(self, x, rotation, mask):
        rows, count, width = x.shape
        turned = (_evens_first(self.q_proj.weight, self.heads), _evens_first(self.k_proj.weight, self.heads))
        projected = F.linear(x, torch.cat((*turned, self.v_proj.weight)))
        query, key, value = projected.view(rows, count, 3, self.heads, -1).unbind(2)
        query, key = rotate(query, *rotation), rotate(key, *rotation)
        if mask is None:
            future = torch.full((count, count), -1e9, dtype=query.dtype).triu(1)
            query, key, value = (t.transpose(1, 2) for t in (query, key, value))
            mixed = attend(query, key, value, future).transpose(1, 2)
        else:
            mixed = windowed(query, key, value, mask)
        return self.o_proj(mixed.reshape(rows, count, width))


def _evens_first(weight, heads):
    """Reorders each head's numbers so that the pairs that turn together are two halves apart.

    Queries and keys are reordered alike, so their products stay what they are.
    """
    return weight.view(heads, -1, 2, weight.shape[1]).transpose(1, 2).reshape(weight.shape)


def attend(query, key, value, mask):
    """Attention written out: for pieces this small it trains faster on a CPU than the fused kernel."""
    scores = (query / math.sqrt(query.shape[-1])) @ key.transpose(-1, -2) + mask.to(query.dtype)
    with torch.autocast("cpu", enabled=False):  # softmax in the products' own type
        shares = scores.softmax(-1)
    return shares @ value


def windowed(query, key, value, mask):
    """Blocks of queries, each with the keys of its own block and of the window before it."""
    rows, count, heads, size = query.shape
    blocks = query.view(-1, BLOCK, heads, size).transpose(1, 2)
    near = mask.shape[-1] // BLOCK
    mixed = attend(blocks, _with_previous(key, near), _with_previous(value, near), mask)
    return mixed.transpose(1, 2).reshape(rows, count, heads, size)


def _with_previous(x, near):
    """Each block after the ``near - 1`` blocks before it ``[rows * blocks, heads, keys, size]``."""
    rows, count, heads, size = x.shape
    x = F.pad(x.view(rows, -1, BLOCK, heads, size), (0, 0, 0, 0, 0, 0, near - 1, 0))
    blocks = count // BLOCK
    shifted = torch.cat([x[:, i : i + blocks] for i in range(near)], 2)
    return shifted.view(rows * blocks, near * BLOCK, heads, size).transpose(1, 2)


def window_mask(rows: int, count: int, window: int) -> torch.Tensor:
    """``[rows * blocks, 1, queries, keys]`` to be added to the scores."""
    reach = -(-(window - 1) // BLOCK) * BLOCK
    query = torch.arange(BLOCK)[:, None] + reach
    key = torch.arange(reach + BLOCK)[None, :]
    near = (key <= query) & (query - key < window)
    first = torch.arange(count // BLOCK)[:, None, None] * BLOCK - reach
    mask = torch.where(near & (first + key >= 0), 0.0, -1e9)
    return mask.repeat(rows, 1, 1)[:, None]


class FeedForward(nn.Module):
    def __init__(self, stack: Stack):
        super().__init__()
        self.gate_proj = nn.Linear(stack.width, stack.hidden, bias=False)
        self.up_proj = nn.Linear(stack.width, stack.hidden, bias=False)
        self.down_proj = nn.Linear(stack.hidden, stack.width, bias=False)

    def forward(self, x):
        joined = torch.cat((self.gate_proj.weight, self.up_proj.weight))
        gate, up = F.linear(x, joined).chunk(2, dim=-1)
        return self.down_proj(F.silu(gate) * up)


def rotations(count: int, stack: Stack, base: float) -> tuple[torch.Tensor, torch.Tensor]:
    size = stack.width // stack.heads
    frequencies = base ** (-torch.arange(0, size, 2, dtype=torch.float64) / size)
    angles = torch.outer(torch.arange(count, dtype=torch.float64), frequencies).float()
    return angles.cos(), angles.sin()


def rotate(x, cos, sin):
    """Turns the pairs; ``x`` is ``[rows, positions, heads, size]`` with each pair's two halves apart."""
    first, second = x.chunk(2, dim=-1)
    cos, sin = cos[:, None].to(x.dtype), sin[:, None].to(x.dtype)
    return torch.cat((first * cos - second * sin, first * sin + second * cos), -1)


def _layers(stack: Stack) -> nn.ModuleList:
    return nn.ModuleList(Layer(stack) for _ in range(stack.layers))


def _initialise(module: nn.Module) -> None:
    """Normal weights by the number of inputs; what writes to the residual stream starts smaller."""
    for name, part in module.named_modules():
        if isinstance(part, nn.Linear):
            writes = name.endswith(("o_proj", "down_proj"))
            nn.init.normal_(part.weight, std=(0.1 if writes else 1) * part.in_features**-0.5)
        elif isinstance(part, nn.Embedding):
            nn.init.normal_(part.weight, std=0.3)
