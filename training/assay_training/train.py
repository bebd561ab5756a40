"""The training loop: warm-up, constant rate, linear decay; checkpoints; a log that the card reads.

Matrices inside the blocks are trained by Muon (Keller Jordan, "Muon: An optimizer for hidden
layers"), the embedding and the norms by AdamW.
"""

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
import torch.nn.functional as F

from assay_training.decoder import Decoder
from assay_training.documents import IGNORED, Documents


@dataclass(frozen=True)
class Schedule:
    steps: int
    tokens: int = 4096  # a step
    lengths: tuple[int, ...] = (128, 128, 256, 128, 128, 512)  # of the sequences, step by step in turn
    rate: float = 3e-3
    embedding_rate: float = 2e-3
    warm_up: int = 50
    decay_share: float = 0.3
    weight_decay: float = 0.05
    checkpoint_every: int = 50
    seed: int = 1
    start: int = 0  # the first step; the ones before it were those of another run

    def factor(self, step: int) -> float:
        """The learning rate's factor at a step."""
        warm = (step + 1 - self.start) / self.warm_up
        return min(1.0, warm, max(0.0, (self.steps - step) / self.decay_steps))

    @property
    def decay_steps(self) -> int:
        return max(1, round(self.steps * self.decay_share))


class Training:
    """Trains a model and leaves ``checkpoint.pt`` and ``log.jsonl`` in a folder.

    A checkpoint is written to a temporary file and moved, so a killed run continues from the last
    one. Every step's documents depend on the seed and the step alone, so a continued run sees the
    same data as an undisturbed one.
    """

    def __init__(self, model: Decoder, documents: Documents, schedule: Schedule, folder: Path):
        self.model, self.documents, self.schedule, self.folder = model, documents, schedule, folder
        self._optimizers = self.optimizers()
        self._base_rates = [o.param_groups[0]["lr"] for o in self._optimizers]
        self._step, self._seconds, self._answers, self._positions = schedule.start, 0.0, 0, 0
        folder.mkdir(parents=True, exist_ok=True)

    unit = "tokens"

    def is_matrix(self, name: str, parameter: torch.Tensor) -> bool:
        """Whether a parameter is trained by Muon."""
        return parameter.dim() == 2 and not name.startswith("embed")

    def optimizers(self) -> list[torch.optim.Optimizer]:
        """What trains which parameters, with their rates at full height."""
        schedule, named = self.schedule, list(self.model.named_parameters())
        matrices = [p for n, p in named if self.is_matrix(n, p)]
        others = [p for n, p in named if not self.is_matrix(n, p)]
        return [
            torch.optim.Muon(
                matrices,
                lr=schedule.rate,
                weight_decay=schedule.weight_decay,
                adjust_lr_fn="match_rms_adamw",
            ),
            torch.optim.AdamW(
                others, lr=schedule.embedding_rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True
            ),
        ]

    def backward(self, step: int) -> tuple[float, int, int]:
        """Adds a step's gradients; the loss, the positions with loss, and all positions."""
        length = self.schedule.lengths[step % len(self.schedule.lengths)]
        batch = self.documents.batch(step, self.schedule.tokens // length, length)
        ids, targets = map(torch.from_numpy, batch)
        wanted = targets != IGNORED
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model.head(self.model(ids)[wanted])
        loss = F.cross_entropy(logits.float(), targets[wanted])
        loss.backward()
        return loss.item(), int(wanted.sum()), self.schedule.tokens

    def stepped(self) -> None:
        """Called when a step has changed the weights."""

    def state(self) -> dict:
        """What else a continued run must know, of plain values."""
        return {}

    def restore(self, state: dict) -> None:
        """Takes over what ``state`` gave."""

    def run(self) -> None:
        self.resume()
        started, first, losses = time.monotonic(), self._step, []
        positions = self._positions
        while self._step < self.schedule.steps:
            begin = time.monotonic()
            losses.append(self._train_step())
            self._seconds += time.monotonic() - begin
            self._step += 1
            last = self._step == self.schedule.steps
            if self._step % 10 == 0 or last:
                seconds = time.monotonic() - started
                speed = (self._positions - positions) / seconds
                self._report(losses, seconds / (self._step - first), speed)
                losses = []
            if self._step % self.schedule.checkpoint_every == 0 or last:
                self._save()

    def _train_step(self) -> float:
        factor = self.schedule.factor(self._step)
        for optimizer, rate in zip(self._optimizers, self._base_rates):
            for group in optimizer.param_groups:
                group["lr"] = rate * factor
        loss, answers, positions = self.backward(self._step)
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self._optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.stepped()
        self._answers += answers
        self._positions += positions
        return loss

    def _report(self, losses: list[float], seconds_per_step: float, speed: float) -> None:
        loss = sum(losses) / len(losses)
        left = (self.schedule.steps - self._step) * seconds_per_step
        record = {
            "step": self._step,
            "loss": round(loss, 4),
            "positions": self._positions,
            "positions_with_loss": self._answers,
            "training_seconds": round(self._seconds, 1),
        }
        with (self.folder / "log.jsonl").open("a") as log:
            log.write(json.dumps(record) + "\n")
        print(
            f"step {self._step}/{self.schedule.steps}  loss {loss:.3f}  "
            f"{speed:.0f} {self.unit}/s  "
            f"ends {time.strftime('%H:%M', time.localtime(time.time() + left))} "
            f"(in {left / 60:.0f} min)",
            flush=True,
        )

    def _save(self) -> None:
        temporary = self.folder / "checkpoint.pt.tmp"
        torch.save(
            {
                "step": self._step,
                "seconds": self._seconds,
                "answers": self._answers,
                "positions": self._positions,
                "model": self.model.state_dict(),
                "optimizers": [o.state_dict() for o in self._optimizers],
                "schedule": asdict(self.schedule),
                "config": self.model.config.to_json(),
                "state": self.state(),
            },
            temporary,
        )
        os.replace(temporary, self._checkpoint)

    def has_checkpoint(self) -> bool:
        return self._checkpoint.exists()

    @property
    def _checkpoint(self) -> Path:
        return self.folder / "checkpoint.pt"

    def log(self) -> list[dict]:
        """The records up to the step reached; a step redone after a kill counts once."""
        lines = (self.folder / "log.jsonl").read_text().splitlines()
        records = {record["step"]: record for record in map(json.loads, lines)}
        return [records[step] for step in sorted(records) if step <= self._step]

    def resume(self) -> bool:
        """Loads the last checkpoint, if there is one."""
        if not self.has_checkpoint():
            return False
        path = self._checkpoint
        saved = torch.load(path, weights_only=True)
        if saved["config"] != self.model.config.to_json():
            raise SystemExit(
                f"{path} holds a model of another shape ({saved['config']}); "
                "give another --work folder or remove the checkpoint"
            )
        self.model.load_state_dict(saved["model"])
        for optimizer, state in zip(self._optimizers, saved["optimizers"]):
            optimizer.load_state_dict(state)
        self._step, self._seconds, self._answers = saved["step"], saved["seconds"], saved["answers"]
        self._positions = saved["positions"]
        self.restore(saved["state"])
        print(f"continuing from step {self._step}", flush=True)
        return True
