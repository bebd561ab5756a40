"""Arithmetic word problems to train and to test on, and the base model that they start from."""

import random
from pathlib import Path

import torch
import torch.nn.functional as F

from assay_training.coconut.arithmetic import problems, units
from assay_training.coconut.finetune import END, answers
from assay_training.coconut.methods import Method
from assay_training.coconut.pretrain import adamw
from assay_training.coconut.task import IGNORED, Drawn, Reasoning, Task, padded
from assay_training.coconut.tokenizer import unit_tokenizer
from assay_training.train import Training

CHUNK = 100
MOST_TOKENS = 48
SAMPLE = 10
TESTED = 500
DRILL = 8  # calculations of a drill


class ArithmeticTask(Task):
    """Each problem alone: nothing is shared but the wording. Every step has two thoughts."""

    title = "arithmetic word problems"
    training_data = (
        "Word problems of two to four steps, drawn by Assay's generator from the side of the split that the "
        "benchmark `arithmetic` never asks about"
    )
    tested_on = f"{TESTED} problems of the test's side of the split, none of them calculated in training."
    most_steps, thoughts_a_step, tokens_a_step = 4, 2, 7

    def __init__(self, count: int):
        self.tokenizer = unit_tokenizer(units())
        self._count = count

    def encode(self, text: str) -> list[int]:
        return self.tokenizer.encode(text).ids

    def draw(self, rng: random.Random) -> Drawn:
        drawn = problems(rng.getrandbits(48), self._count)
        reasoning = [[self._reasoning(problem)] for problem in drawn]
        return Drawn(*self.asked(drawn), reasoning, lambda thoughts: self._results(drawn, thoughts))

    def _results(self, drawn: list, thoughts: int) -> torch.Tensor:
        """The first of the two thoughts that stand for a step should decode to the step's result."""
        wanted = torch.zeros(len(drawn), 1, 1 + thoughts, self.tokenizer.get_vocab_size())
        for row, problem in enumerate(drawn):
            for i, step in enumerate(problem.steps[: (thoughts + 1) // self.thoughts_a_step]):
                (result,) = self.encode(step.split("=")[1].rstrip(">"))
                wanted[row, 0, 1 + self.thoughts_a_step * i, result] = 1
        return wanted

    def asked(self, drawn: list) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The questions without their last tokens, their lengths, and the last tokens."""
        questions = [self.encode(problem.question + "\n") for problem in drawn]
        lengths = torch.tensor([len(question) - 1 for question in questions])
        last = torch.tensor([[[question[-1]]] for question in questions])
        return padded([question[:-1] for question in questions]), lengths, last

    def _reasoning(self, problem) -> Reasoning:
        steps = [self.encode(step + "\n") for step in problem.steps]
        answer = self.encode(f"### {problem.answer}")
        return Reasoning(steps, [*answer, END], len(answer) - 1)

    def test(self, data: Path) -> list:
        return problems(0, TESTED, test=True)

    def sample(self, tested: list) -> list[list[int]]:
        return [self.encode(problem.question + "\n") for problem in tested[:SAMPLE]]

    def scores(self, model, method: Method, tested: list, count: int) -> dict[str, float]:
        right = 0
        for start in range(0, len(tested), CHUNK):
            part = tested[start : start + CHUNK]
            texts = answers(model, method, self.tokenizer, *self.asked(part), count, MOST_TOKENS)
            for problem, (text,) in zip(part, texts):
                right += text.split("#")[-1].replace(",", "").strip() == problem.answer
        return {"right": right / len(tested)}


class ArithmeticPretraining(Training):
    """The base model reads questions and drills of calculations, but never a question with its steps."""

    unit = "texts"

    def __init__(self, model, task: ArithmeticTask, schedule, folder, count: int):
        super().__init__(model, task, schedule, folder)
        self._task, self._count = task, count

    def optimizers(self):
        return adamw(self.model, self.schedule)

    def backward(self, step: int) -> tuple[float, int, int]:
        rng = random.Random(f"{self.schedule.seed} base {step}")
        drawn = problems(rng.getrandbits(48), 3 * self._count)
        rows = [self._task.encode(problem.question + "\n") for problem in drawn[: self._count]]
        steps = [step for problem in drawn[self._count :] for step in problem.steps]
        rng.shuffle(steps)
        for start in range(0, len(steps) - DRILL + 1, DRILL):
            rows.append(self._task.encode("\n".join(steps[start : start + DRILL]) + "\n"))
        labels = padded(rows, IGNORED)[:, 1:]
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.model.logits(padded(rows)[:, :-1])
        loss = F.cross_entropy(logits.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
        loss.backward()
        return loss.item(), int((labels != IGNORED).sum()), len(rows)
