"""The image tokenizer of Stable Diffusion's VQ-f8 (taming-transformers' layout): codebook, decoder, encoder.

Names are those of its checkpoint. Residual blocks are norm, swish, convolution, twice; norms go over 32
groups of channels. How many levels and blocks there are, and where attention is, the tensors' names say.
"""

import torch
import torch.nn.functional as F

from assay_training.interpolants.checkpoints import Tensors

GROUPS, EPSILON = 32, 1e-6
CODEBOOK = "quantize.embedding.weight"


class Reference:
    """The plain reference: codes to pixels and back; pixels ``[batch, height, width, 3]`` in [0, 1]."""

    def __init__(self, tensors: Tensors):
        self._tensors = tensors

    @torch.no_grad()
    def decode(self, codes: torch.Tensor) -> torch.Tensor:
        """Codes ``[batch, side * side]``, row-major."""
        batch, side = len(codes), round(codes.shape[1] ** 0.5)
        vectors = F.embedding(codes, self._tensors[CODEBOOK]).view(batch, side, side, -1)
        x = self._convolve("post_quant_conv", vectors.permute(0, 3, 1, 2))
        x = self._middle("decoder", self._convolve("decoder.conv_in", x))
        levels = self._tensors.count("decoder.up.")
        for level in reversed(range(levels)):
            x = self._level(f"decoder.up.{level}", x)
            if level:
                x = F.interpolate(x, scale_factor=2.0, mode="nearest")
                x = self._convolve(f"decoder.up.{level}.upsample.conv", x)
        x = self._convolve("decoder.conv_out", F.silu(self._norm("decoder.norm_out", x)))
        return ((x.clamp(-1, 1) + 1) / 2).permute(0, 2, 3, 1)

    @torch.no_grad()
    def encode(self, pixels: torch.Tensor) -> torch.Tensor:
        """The nearest codes, ``[batch, side * side]``."""
        x = self._convolve("encoder.conv_in", (2 * pixels - 1).permute(0, 3, 1, 2))
        levels = self._tensors.count("encoder.down.")
        for level in range(levels):
            x = self._level(f"encoder.down.{level}", x)
            if level < levels - 1:
                x = self._convolve(f"encoder.down.{level}.downsample.conv", F.pad(x, (0, 1, 0, 1)), stride=2)
        x = self._middle("encoder", x)
        x = self._convolve("encoder.conv_out", F.silu(self._norm("encoder.norm_out", x)))
        vectors = self._convolve("quant_conv", x).flatten(2).transpose(1, 2)
        return torch.cdist(vectors.double(), self._tensors[CODEBOOK].double()[None]).argmin(-1)

    def _middle(self, name: str, x: torch.Tensor) -> torch.Tensor:
        x = self._block(f"{name}.mid.block_1", x)
        x = self._attend(f"{name}.mid.attn_1", x)
        return self._block(f"{name}.mid.block_2", x)

    def _level(self, name: str, x: torch.Tensor) -> torch.Tensor:
        for i in range(self._tensors.count(f"{name}.block.")):
            x = self._block(f"{name}.block.{i}", x)
            if f"{name}.attn.{i}.q.weight" in self._tensors:
                x = self._attend(f"{name}.attn.{i}", x)
        return x

    def _block(self, name: str, x: torch.Tensor) -> torch.Tensor:
        inner = self._convolve(f"{name}.conv1", F.silu(self._norm(f"{name}.norm1", x)))
        inner = self._convolve(f"{name}.conv2", F.silu(self._norm(f"{name}.norm2", inner)))
        if f"{name}.nin_shortcut.weight" in self._tensors:
            x = self._convolve(f"{name}.nin_shortcut", x)
        return x + inner

    def _attend(self, name: str, x: torch.Tensor) -> torch.Tensor:
        normed = self._norm(f"{name}.norm", x)
        parts = (self._convolve(f"{name}.{part}", normed).flatten(2).transpose(1, 2) for part in "qkv")
        mixed = F.scaled_dot_product_attention(*(part[:, None] for part in parts))[:, 0]
        return x + self._convolve(f"{name}.proj_out", mixed.transpose(1, 2).reshape(x.shape))

    def _norm(self, name: str, x: torch.Tensor) -> torch.Tensor:
        return F.group_norm(x, GROUPS, self._tensors[f"{name}.weight"], self._tensors[f"{name}.bias"], EPSILON)

    def _convolve(self, name: str, x: torch.Tensor, stride: int = 1) -> torch.Tensor:
        weight = self._tensors[f"{name}.weight"]
        padding = weight.shape[-1] // 2 if stride == 1 else 0
        return F.conv2d(x, weight, self._tensors[f"{name}.bias"], stride=stride, padding=padding)


def codes(tensors: Tensors) -> int:
    return tensors.shape(CODEBOOK)[0]


def factor(tensors: Tensors) -> int:
    """Pixels a side of a token."""
    return 2 ** (tensors.count("decoder.up.") - 1)
