"""The latent decoder: a causal language model whose hidden states can be read in place of tokens.

Source of the method: "Training Large Language Models to Reason in a Continuous Latent Space"
(arXiv 2412.06769), section 3. The hidden state after the final norm becomes the next input; since a
small model's hidden states are longer than its embeddings, they are scaled by a fixed factor first.
"""

import torch
from torch import nn

from assay_training.decoder import Decoder, DecoderConfig, rotations


class LatentDecoder(Decoder):
    """A decoder with a feedback factor and, where one was trained, a classifier that ends thinking."""

    def __init__(self, config: DecoderConfig, feedback: float = 1.0, ends: bool = False):
        super().__init__(config)
        self.register_buffer("feedback", torch.tensor(feedback))
        self.end = nn.Linear(config.width, 1) if ends else None

    def hidden(self, embeddings: torch.Tensor) -> torch.Tensor:
        """Hidden states ``[batch, positions, width]`` after the final norm, without a cache."""
        cos, sin = rotations(self.config, embeddings.shape[1])
        x = embeddings
        for block in self.blocks:
            x = block(x, cos, sin)
        return self.norm(x)

    def thought(self, hidden: torch.Tensor) -> torch.Tensor:
        """What is fed back in place of an embedding, of the shape of ``hidden``."""
        return hidden * self.feedback

    def end_probability(self, hidden: torch.Tensor) -> torch.Tensor:
        """Probability ``[...]`` that thinking ends after a position."""
        return torch.sigmoid(self.end(hidden)).squeeze(-1)
