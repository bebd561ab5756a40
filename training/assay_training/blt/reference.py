"""BLT in plain PyTorch, one row at a time and everything recomputed: what is right, not what is fast.

    reference = Reference.load(Path("checkpoint"))
    ids = byte_ids("Grüße".encode())
    entropies = reference.entropies(ids)
    lengths = patch_lengths(ids, entropies, reference.config.patching)
    logits = reference.logits(ids, lengths)          # [len(ids), 260]

The equations are those of the paper (arXiv 2412.09871) where the original implementation
(facebookresearch/blt) follows them, and the implementation's where it differs: windows of attention
in the byte stacks, hash embeddings summed without a division, residuals counted twice around
cross-attention, no norm after encoder and global transformer.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch.nn.functional import linear, silu

from assay_training.blt.config import BOS, OFFSET, BltConfig, Stack, read_config
from assay_training.blt.hashing import hash_rows
from assay_training.blt.patching import memory_of_positions, patch_lengths, patch_of_positions
from assay_training.blt.weights import HASH, Weights


def byte_ids(text: bytes) -> list[int]:
    return [BOS, *(byte + OFFSET for byte in text)]


@dataclass(frozen=True)
class Reference:
    config: BltConfig
    weights: Weights

    @staticmethod
    def load(folder: Path) -> "Reference":
        return Reference(read_config(folder), Weights(folder))

    @torch.no_grad()
    def entropies(self, ids: list[int]) -> list[float]:
        """H of the byte after each position, in nats, over all 260 ids."""
        x = self.weights["model.patcher.embed_tokens.weight"][torch.tensor(ids)]
        x = self._blocks("model.patcher", self.config.entropy, x)
        logits = linear(self._norm("model.patcher.norm", x), self.weights["model.patcher.lm_head.weight"])
        log_p = logits.log_softmax(-1)
        return (-(log_p.exp() * log_p).sum(-1)).tolist()

    def lengths(self, ids: list[int]) -> list[int]:
        """Patch lengths as the model's config wants them."""
        patching = self.config.patching
        return patch_lengths(ids, self.entropies(ids) if patching.mode == "entropy" else [], patching)

    @torch.no_grad()
    def logits(self, ids: list[int], lengths: list[int]) -> torch.Tensor:
        """Logits `[positions, 260]` of the byte after each position; `lengths` sum to positions + 1."""
        hidden = self._encode(torch.tensor(ids))
        patches = self._patches(hidden, patch_of_positions(lengths)[:-1])
        latent = self._blocks("model.global_transformer", self.config.latent, patches)
        memory = linear(latent, self.weights["model.local_decoder.patch_embedding_projection.weight"])
        slots = memory.view(len(memory), self.config.slots, self.config.width)
        return self._decode(hidden, slots[memory_of_positions(lengths)])

    def log_probabilities(self, ids: list[int], lengths: list[int]) -> torch.Tensor:
        """Of each byte after BOS, given all before it."""
        log_p = self.logits(ids, lengths).log_softmax(-1)
        return log_p[:-1].gather(1, torch.tensor(ids[1:], dtype=torch.int64)[:, None])[:, 0]

    def _encode(self, ids: torch.Tensor) -> torch.Tensor:
        x = self.weights["model.local_encoder.embed_tokens.weight"][ids]
        x = x + self.weights.rows(HASH, hash_rows(ids, self.config.hashes)).sum(1)
        return self._blocks("model.local_encoder", self.config.encoder, x)

    def _patches(self, hidden: torch.Tensor, patch_of: list[int]) -> torch.Tensor:
        """One vector of the global transformer's width for each patch: `[patches, patch width]`."""
        projection = self.weights["model.local_encoder.patch_embedding_projection.weight"]
        vectors = []
        for patch in range(patch_of[-1] + 1):
            inside = hidden[[i for i, p in enumerate(patch_of) if p == patch]]
            pooled = inside.max(0).values
            queries = linear(pooled, projection).view(1, self.config.slots, self.config.width)
            joined = self._cross("model.local_encoder.cross_attn_layers.0", queries, inside[None])
            vectors.append(joined.flatten())
        patches = torch.stack(vectors)
        if self.config.projects:
            name = "model.global_transformer.token_embedding_projection.weight"
            patches = linear(patches, self.weights[name])
        return patches

    def _decode(self, hidden: torch.Tensor, memory: torch.Tensor) -> torch.Tensor:
        """`memory`: the slots that each position reads, `[positions, slots, width]`."""
        x, stack = hidden, self.config.decoder
        for layer in range(stack.layers):
            cross = f"model.local_decoder.cross_attn_layers.{layer}"
            x = self._cross(cross, x[:, None], memory)[:, 0]
            x = self._block(f"model.local_decoder.layers.{layer}", stack, x)
        return linear(self._norm("model.local_decoder.norm", x), self.weights["lm_head.weight"])

    def _cross(self, name: str, queries: torch.Tensor, sources: torch.Tensor) -> torch.Tensor:
        """`[n, queries, width]` over `[n, sources, width]`; the residual counts twice, as in the original."""
        stack = self.config.encoder if "encoder" in name else self.config.decoder
        normed = self._norm(f"{name}.k_norm", sources)
        q = self._heads(f"{name}.q_proj", stack, self._norm(f"{name}.q_norm", queries), stack.heads)
        k = self._heads(f"{name}.k_proj", stack, normed, stack.key_heads)
        v = self._heads(f"{name}.v_proj", stack, normed, stack.key_heads)
        return 2 * queries + self._attend(f"{name}.o_proj", stack, q, k, v)

    def _blocks(self, name: str, stack: Stack, x: torch.Tensor) -> torch.Tensor:
        for layer in range(stack.layers):
            x = self._block(f"{name}.layers.{layer}", stack, x)
        return x

    def _block(self, name: str, stack: Stack, x: torch.Tensor) -> torch.Tensor:
        normed = self._norm(f"{name}.input_layernorm", x)[None]
        attention = f"{name}.self_attn"
        q = rotate(self._heads(f"{attention}.q_proj", stack, normed, stack.heads), stack.theta)
        k = rotate(self._heads(f"{attention}.k_proj", stack, normed, stack.key_heads), stack.theta)
        v = self._heads(f"{attention}.v_proj", stack, normed, stack.key_heads)
        x = x + self._attend(f"{attention}.o_proj", stack, q, k, v, causal(len(x), stack.window))[0]
        normed = self._norm(f"{name}.post_attention_layernorm", x)
        gate = linear(normed, self.weights[f"{name}.mlp.gate_proj.weight"])
        up = linear(normed, self.weights[f"{name}.mlp.up_proj.weight"])
        return x + linear(silu(gate) * up, self.weights[f"{name}.mlp.down_proj.weight"])

    def _heads(self, name: str, stack: Stack, x: torch.Tensor, heads: int) -> torch.Tensor:
        """`[n, positions, width]` to `[n, heads, positions, head size]`, shared keys repeated."""
        shaped = linear(x, self.weights[f"{name}.weight"]).unflatten(-1, (heads, stack.head_size))
        return shaped.transpose(1, 2).repeat_interleave(stack.heads // heads, 1)

    def _attend(self, output: str, stack: Stack, q, k, v, visible=None) -> torch.Tensor:
        scores = q @ k.transpose(-1, -2) * stack.head_size**-0.5
        if visible is not None:
            scores = scores.masked_fill(~visible, float("-inf"))
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        return linear(mixed, self.weights[f"{output}.weight"])

    def _norm(self, name: str, x: torch.Tensor) -> torch.Tensor:
        scale = torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + self.config.encoder.epsilon)
        return x * scale * self.weights[f"{name}.weight"]


def causal(length: int, window: int | None) -> torch.Tensor:
    """`[queries, keys]`: whether the key is seen, among the `window` latest with the query itself."""
    distance = torch.arange(length)[:, None] - torch.arange(length)
    return (distance >= 0) & (distance < (window or length))


def rotate(x: torch.Tensor, theta: float) -> torch.Tensor:
    """RoPE on neighbouring pairs of `[n, heads, positions, head size]`."""
    positions, size = x.shape[-2:]
    frequencies = 1 / theta ** (torch.arange(0, size, 2).float() / size)
    angles = torch.arange(positions).float()[:, None] * frequencies
    a, b = x[..., ::2], x[..., 1::2]
    cos, sin = angles.cos(), angles.sin()
    return torch.stack([a * cos - b * sin, a * sin + b * cos], -1).flatten(-2)
