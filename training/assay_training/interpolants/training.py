"""Trains a denoiser to tell masked tokens; the weights that count are an average over the last steps."""

from collections.abc import Callable
from pathlib import Path

import torch

from assay_training.interpolants.denoiser import Denoiser
from assay_training.interpolants.masking import Masking, masked_cross_entropy
from assay_training.train import Schedule, Training

AVERAGED_OVER = 500  # steps, about: the average's decay is 1 - 1 / AVERAGED_OVER
DROPPED = 0.1  # share of rows that are trained without their class

# A step's examples: a generator and the rows wanted; tokens [rows, length] and classes [rows], or None.
Examples = Callable[[torch.Generator, int], tuple[torch.Tensor, torch.Tensor | None]]


class AveragedTraining(Training):
    """Training whose checkpoints also hold an exponential average of the weights."""

    unit = "rows"

    def __init__(self, model, examples: Examples, schedule: Schedule, folder: Path, rows: int):
        super().__init__(model, None, schedule, folder)
        self.examples, self.rows, self._averaged = examples, rows, _copied(model)

    def is_matrix(self, name: str, parameter: torch.Tensor) -> bool:
        return parameter.dim() == 2 and name.startswith("blocks.")

    def generator(self, step: int) -> torch.Generator:
        """A step's randomness depends on the seed and the step alone."""
        return torch.Generator().manual_seed(self.schedule.seed * 1_000_003 + step)

    @torch.no_grad()
    def stepped(self) -> None:
        done = self._step + 1 - self.schedule.start
        share = max(1 / AVERAGED_OVER, 9 / (9 + done))  # young averages forget faster
        for name, value in self.model.state_dict().items():
            self._averaged[name].lerp_(value, share)

    def state(self) -> dict:
        return {"averaged": self._averaged}

    def restore(self, state: dict) -> None:
        self._averaged = state["averaged"]

    def averaged(self):
        """The model, now with the averaged weights."""
        self.model.load_state_dict(self._averaged)
        return self.model.eval()


class DenoiserTraining(AveragedTraining):
    def __init__(
        self, model: Denoiser, examples: Examples, masking: Masking, schedule: Schedule, folder: Path, rows: int
    ):
        super().__init__(model, examples, schedule, folder, rows)
        self.masking = masking

    def backward(self, step: int) -> tuple[float, int, int]:
        c, generator = self.model.config, self.generator(step)
        tokens, classes = self.examples(generator, self.rows)
        masked, time = self.masking(generator, *tokens.shape)
        if classes is not None:
            dropped = torch.rand(len(classes), generator=generator) < DROPPED
            classes = classes.masked_fill(dropped, c.null_class)
        seen = tokens.masked_fill(masked, c.mask)
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model(seen, classes, time if c.explicit else None)
        loss = masked_cross_entropy(logits, tokens, masked)
        loss.backward()
        return loss.item(), int(masked.sum()), self.rows


def _copied(model) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in model.state_dict().items()}
