"""The transformer of CompVis/discrete-interpolants (DiT, arXiv 2212.09748, over token embeddings).

Names and shapes are those of its checkpoints. A token's vector is ``x_pre_embed``; ``patch_embed.proj`` is
a convolution over patches; blocks are adaLN-Zero with attention and a tanh-GELU feed-forward layer. The
vocabulary's last id is [MASK]. A model without the time as input was trained with time 0 throughout.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F

from assay_training.interpolants.checkpoints import Tensors

EPSILON = 1e-6
FREQUENCIES, LONGEST_PERIOD = 128, 10_000
HEADS_OF_WIDTH = {384: 6, 768: 12, 1024: 16, 1152: 16}  # DiT-S, B, L, XL


@dataclass(frozen=True)
class DitConfig:
    vocabulary: int  # without [MASK], whose id follows
    classes: int  # without "no class", whose id follows; 0: unconditional
    explicit: bool
    width: int
    layers: int
    heads: int
    hidden: int
    patch: int
    rows: int  # of patches, and as many columns

    @property
    def side(self) -> int:
        """Tokens in a row, and as many rows."""
        return self.rows * self.patch

    @property
    def positions(self) -> int:
        return self.rows**2

    @property
    def head_size(self) -> int:
        return self.width // self.heads

    @property
    def flops_per_pass(self) -> int:
        """Of one row: two for each product of a matrix and of attention."""
        width, tokens = self.width, self.patch**2
        block = width * (4 * width + 2 * self.hidden) + 2 * self.positions * width
        ends = width * tokens * (width + self.vocabulary)
        conditions = width * width * (6 * self.layers + 2)
        return 2 * (self.positions * (self.layers * block + ends) + conditions)


def read_config(tensors: Tensors, explicit: bool, heads: int | None = None) -> DitConfig:
    """What the tensors' shapes say; whether the time is an input, and mostly the heads, they do not say."""
    if "blocks.0.attn.Wqkv.weight" in tensors:
        raise ValueError("attention with normed queries and keys (Wqkv, q_norm) is not supported")
    vocabulary, width = tensors.shape("x_pre_embed.weight")
    _, inputs, patch, _ = tensors.shape("patch_embed.proj.weight")
    if inputs != width:
        raise ValueError(f"patch_embed.proj reads {inputs} channels, not the {width} of one token")
    heads = heads or HEADS_OF_WIDTH.get(width)
    if not heads or width % heads:
        raise ValueError(f"how many heads share width {width} is not known; give --heads")
    rows = math.isqrt(tensors.shape("pos_embed")[1])
    table = "y_embedder.embedding_table.weight"
    return DitConfig(
        vocabulary=vocabulary - 1,
        classes=tensors.shape(table)[0] - 1 if table in tensors else 0,
        explicit=explicit,
        width=width,
        layers=tensors.count("blocks."),
        heads=heads,
        hidden=tensors.shape("blocks.0.mlp.fc1.weight")[0],
        patch=patch,
        rows=rows,
    )


def time_vector(tensors: Tensors, time: torch.Tensor) -> torch.Tensor:
    """``[batch, width]``: cosines, then sines, then two layers."""
    frequencies = torch.exp(-math.log(LONGEST_PERIOD) * torch.arange(FREQUENCIES) / FREQUENCIES)
    angles = time[:, None] * frequencies
    inner = _linear(tensors, "t_embedder.mlp.0", torch.cat([angles.cos(), angles.sin()], 1))
    return _linear(tensors, "t_embedder.mlp.2", F.silu(inner))


@torch.no_grad()
def logits(
    tensors: Tensors,
    config: DitConfig,
    tokens: torch.Tensor,
    condition: torch.Tensor | None = None,
    time: torch.Tensor | None = None,
) -> torch.Tensor:
    """The plain reference: ``[batch, side * side, vocabulary]`` of row-major tokens, without [MASK]'s logit."""
    c, batch = config, len(tokens)
    grid = F.embedding(tokens.view(batch, c.side, c.side), tensors["x_pre_embed.weight"])
    kernel, bias = tensors["patch_embed.proj.weight"], tensors["patch_embed.proj.bias"]
    patches = F.conv2d(grid.permute(0, 3, 1, 2), kernel, bias, stride=c.patch)
    x = patches.flatten(2).transpose(1, 2) + tensors["pos_embed"]
    given = time_vector(tensors, time if c.explicit else torch.zeros(batch))
    if c.classes:
        given = given + F.embedding(condition, tensors["y_embedder.embedding_table.weight"])
    given = F.silu(given)[:, None]
    for i in range(c.layers):
        name = f"blocks.{i}"
        modulation = _linear(tensors, f"{name}.adaLN_modulation.1", given)
        shift, scale, gate, shift2, scale2, gate2 = modulation.chunk(6, -1)
        x = x + gate * _attention(tensors, f"{name}.attn", c, _norm(x) * (1 + scale) + shift)
        inner = _linear(tensors, f"{name}.mlp.fc1", _norm(x) * (1 + scale2) + shift2)
        x = x + gate2 * _linear(tensors, f"{name}.mlp.fc2", F.gelu(inner, approximate="tanh"))
    shift, scale = _linear(tensors, "final_layer.adaLN_modulation.1", given).chunk(2, -1)
    flat = _linear(tensors, "final_layer.linear", _norm(x) * (1 + scale) + shift)
    shaped = flat.view(batch, c.rows, c.rows, c.patch, c.patch, c.vocabulary + 1)
    return shaped.transpose(2, 3).reshape(batch, c.side**2, -1)[..., : c.vocabulary]


def _attention(tensors: Tensors, name: str, c: DitConfig, x: torch.Tensor) -> torch.Tensor:
    batch = len(x)
    projected = _linear(tensors, f"{name}.qkv", x).view(batch, -1, 3, c.heads, c.head_size)
    query, key, value = projected.permute(2, 0, 3, 1, 4)
    mixed = F.scaled_dot_product_attention(query, key, value)
    return _linear(tensors, f"{name}.proj", mixed.transpose(1, 2).reshape(batch, -1, c.width))


def _norm(x: torch.Tensor) -> torch.Tensor:
    return F.layer_norm(x, x.shape[-1:], eps=EPSILON)


def _linear(tensors: Tensors, name: str, x: torch.Tensor) -> torch.Tensor:
    return F.linear(x, tensors[f"{name}.weight"], tensors[f"{name}.bias"])
