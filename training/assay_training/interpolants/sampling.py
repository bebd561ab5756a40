"""The samplers in PyTorch, at their plainest: to look at a model while it is made.

Assay's own samplers are those of its plugins; these are the linear flow and MaskGIT, with guidance.
"""

import math
from dataclasses import dataclass

import torch

from assay_training.interpolants.denoiser import Denoiser


@dataclass(frozen=True)
class Sampling:
    sampler: str = "flow"  # or maskgit
    steps: int = 20
    temperature: float = 1.0
    guidance: float = 1.0
    gumbel: float = 4.5  # of MaskGIT's confidence

    def to_json(self) -> dict:
        common = {
            "sampler": self.sampler,
            "steps": self.steps,
            "temperature": self.temperature,
            "guidance": self.guidance,
        }
        return common | ({"schedule": "cosine", "gumbel": self.gumbel} if self.sampler == "maskgit" else {})


@torch.no_grad()
def sample(
    model: Denoiser,
    tokens: torch.Tensor,
    classes: torch.Tensor | None,
    sampling: Sampling,
    generator: torch.Generator,
) -> torch.Tensor:
    """Fills in the [MASK] tokens of ``[rows, length]``, whose parts that are given stay."""
    c, tokens = model.config, tokens.clone()
    total = (tokens == c.mask).sum(1)
    for step in range(sampling.steps):
        masked = tokens == c.mask
        time = torch.full((len(tokens),), step / sampling.steps)
        logits = guided(model, tokens, classes, time, sampling.guidance) / sampling.temperature
        probabilities = torch.softmax(logits, -1)
        drawn = torch.multinomial(probabilities.flatten(0, 1), 1, generator=generator).view_as(tokens)
        if sampling.sampler == "flow":
            chance = torch.rand(tokens.shape, generator=generator)
            revealed = chance < 1 / (sampling.steps - step)
        else:
            revealed = _most_confident(probabilities, drawn, masked, total, step, sampling, generator)
        tokens = torch.where(masked & revealed, drawn, tokens)
    return tokens


def guided(model: Denoiser, tokens, classes, time, guidance: float) -> torch.Tensor:
    time = time if model.config.explicit else None
    if classes is None or guidance == 1:
        return model(tokens, classes, time)
    nothing = torch.full_like(classes, model.config.null_class)
    twice = None if time is None else time.repeat(2)
    with_class, without = model(tokens.repeat(2, 1), torch.cat((classes, nothing)), twice).chunk(2)
    return without + guidance * (with_class - without)


def _most_confident(probabilities, drawn, masked, total, step, sampling, generator) -> torch.Tensor:
    """MaskGIT: what the cosine schedule reveals at a step, at least one of each row's masked tokens."""
    last = step == sampling.steps - 1
    remaining = torch.floor(total * math.cos(math.pi / 2 * (step + 1) / sampling.steps)).long()
    remaining = torch.zeros_like(total) if last else torch.minimum(remaining, masked.sum(1) - 1).clamp(min=0)
    confidence = probabilities.gather(-1, drawn[..., None])[..., 0].log()
    noise = -torch.log(-torch.log(torch.rand(confidence.shape, generator=generator).clamp(1e-9, 1 - 1e-7)))
    cooling = 1 - step / max(1, sampling.steps - 1)
    confidence = confidence + sampling.gumbel * cooling * noise
    confidence = confidence.masked_fill(~masked, math.inf)
    ranks = confidence.argsort(1).argsort(1)
    return ranks >= remaining[:, None]
