"""The autoregressive baseline: a causal decoder that writes an image's tokens row by row after its class."""

import numpy as np
import torch
import torch.nn.functional as F

from assay_training.interpolants.training import AveragedTraining
from assay_training.onnx_decoder import OnnxDecoder


class RasterTraining(AveragedTraining):
    """Class ``c`` is token ``tokens + c``; the model is a ``Decoder`` with so many more tokens."""

    def __init__(self, model, examples, tokens: int, schedule, folder, rows: int):
        super().__init__(model, examples, schedule, folder, rows)
        self.tokens = tokens

    def backward(self, step: int) -> tuple[float, int, int]:
        tokens, classes = self.examples(self.generator(step), self.rows)
        seen = torch.cat((self.tokens + classes[:, None], tokens[:, :-1]), 1)
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model.logits(seen)
        loss = F.cross_entropy(logits.flatten(0, 1).float(), tokens.flatten())
        loss.backward()
        return loss.item(), tokens.numel(), self.rows


def sample(
    decoder: OnnxDecoder,
    tokens: int,
    length: int,
    classes: torch.Tensor,
    generator: torch.Generator,
    temperature: float = 1.0,
) -> torch.Tensor:
    """Tokens ``[rows, length]``, drawn one by one."""
    rows, written = len(classes), []
    past = decoder.empty(rows, length)
    last = tokens + classes
    for place in range(length):
        logits, new = decoder(last[:, None].numpy(), np.full(rows, place), past=past)
        for cached, fresh in zip(past, new):
            for cache, values in zip(cached, fresh):
                cache[:, :, place] = values[:, :, 0]
        scores = torch.from_numpy(logits[:, 0, :tokens]) / temperature
        last = torch.multinomial(torch.softmax(scores, -1), 1, generator=generator)[:, 0]
        written.append(last)
    return torch.stack(written, 1)
