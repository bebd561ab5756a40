"""Trains one method on a task, from the base model, through the stages."""

import random

import torch
import torch.nn.functional as F

from assay_training.coconut.methods import Between, Method
from assay_training.coconut.pretrain import adamw
from assay_training.coconut.shared import Questions, read
from assay_training.coconut.task import IGNORED, Drawn, Task, texts
from assay_training.coconut.tokenizer import BEGIN_LATENT, END_LATENT, END_OF_TEXT, PAUSE, SPECIAL
from assay_training.train import Training

EARLIER = 0.2  # share of steps that rehearse an earlier stage
LEARNED = 0.95  # skill from which on the next stage begins
LAST = 0.5  # share of all steps that the last stage has at least

END, BEGIN_THOUGHT, END_THOUGHT, PAUSING = map(
    SPECIAL.index, (END_OF_TEXT, BEGIN_LATENT, END_LATENT, PAUSE)
)


class Finetuning(Training):
    """At stage ``s`` the first ``s`` steps of reasoning are gone from the text; at the last, all are.

    A stage ends when its skill is learned, at the latest after its share of the steps.
    """

    unit = "questions"

    def __init__(self, model, task: Task, method: Method, schedule, folder):
        super().__init__(model, task, schedule, folder)
        self.task, self.method = task, method
        self.last_stage = 0 if method.steps else task.most_steps
        self.stage, self.skill, self.since = (0 if method.curriculum else self.last_stage), 0.0, 0
        self.stages: list[int] = []

    @property
    def patience(self) -> int:
        return max(1, int(self.schedule.steps * (1 - LAST) / self.task.most_steps))

    def optimizers(self):
        return adamw(self.model, self.schedule)

    def state(self) -> dict:
        return {"stage": self.stage, "skill": self.skill, "since": self.since, "stages": self.stages}

    def restore(self, state: dict) -> None:
        self.stage, self.skill, self.since = state["stage"], state["skill"], state["since"]
        self.stages = state["stages"]

    def backward(self, step: int) -> tuple[float, int, int]:
        rng = random.Random(f"{self.schedule.seed} tune {step}")
        stage = self.stage
        if self.method.curriculum and stage and rng.random() < EARLIER:
            stage = rng.randrange(stage)
        drawn = self.task.draw(rng)
        with torch.autocast("cpu", torch.bfloat16):
            loss, right, inside = self._loss(drawn, stage)
        loss.backward()
        if stage == self.stage:
            self._watch(min(right, inside))
        if step % 10 == 9:
            print(f"  stage {stage}: results {right:.3f}, frontier {inside:.3f}", flush=True)
        count = drawn.prompts.shape[0] * drawn.prompts.shape[1]
        return loss.item(), count, count

    def _watch(self, skill: float) -> None:
        self.skill = 0.9 * self.skill + 0.1 * skill
        self.since += 1
        if self.stage < self.last_stage and (self.skill > LEARNED or self.since >= self.patience):
            self.stages.append(self.since)
            self.stage, self.since, self.skill = self.stage + 1, 0, 0.0

    def _loss(self, drawn: Drawn, stage: int) -> tuple[torch.Tensor, float, float]:
        """The loss; the share of right results, and what thoughts give to the nodes they should."""
        model, method = self.model, self.method
        text, labels, results = self._texts(drawn, stage)
        asking = Questions(model, read(model, drawn.told, drawn.lengths))
        hidden = before(model, method, asking, drawn.prompts, self.between(stage))
        if method.marked:
            end = torch.full_like(text[:, :, :1], END_THOUGHT)
            predicted = asking.extend(model.embedding(torch.cat((end, text[:, :, :-1]), 2)))
        else:
            predicted = asking.extend(model.embedding(text[:, :, :-1]))
            predicted = torch.cat((hidden[:, :, -1:], predicted), 2)
        wanted = labels != IGNORED
        logits = model.head(predicted[wanted]).float()
        loss = F.cross_entropy(logits, labels[wanted])
        right = (logits.argmax(-1) == labels[wanted])[results[wanted]].float().mean().item()
        if not method.guided or drawn.levels is None:
            return loss, right, 1.0
        guidance, inside = frontier(model, hidden, drawn.levels(hidden.shape[2] - 1))
        return loss + guidance, right, inside

    def between(self, stage: int) -> int:
        """How many thoughts or pauses there are at a stage."""
        if self.method.between is Between.NOTHING:
            return 0
        return stage * self.task.thoughts_a_step

    def _texts(self, drawn: Drawn, stage: int):
        """Inputs, labels, and where the results stand."""
        written, results = [], []
        for group in drawn.reasoning:
            written.append([])
            for reasoning in group:
                skip = self.task.tokens_a_step * stage
                if self.method.token_by_token:
                    steps = sum(reasoning.steps, [])[skip:]
                else:
                    steps = sum(reasoning.steps[stage:], [])
                written[-1].append(steps + reasoning.answer)
                results.append(len(steps) + reasoning.result)
        text, labels = texts(written)
        places = torch.tensor(results).view(*text.shape[:2], 1)
        return text, labels, torch.arange(text.shape[2]) == places


def before(model, method: Method, asking: Questions, prompts: torch.Tensor, count: int) -> torch.Tensor:
    """Reads the prompts and ``count`` thoughts or pauses.

    Hidden states ``[texts, questions, 1 + count, width]`` of the prompts' last position, which is the
    begin of thinking where there is one, and of each thought or pause.
    """
    if method.marked:
        begin = torch.full_like(prompts[:, :, :1], BEGIN_THOUGHT)
        prompts = torch.cat((prompts, begin), 2)
    hidden = [asking.extend(model.embedding(prompts))[:, :, -1:]]
    if method.between is Between.THOUGHTS:
        for _ in range(count):
            hidden.append(asking.extend(model.thought(hidden[-1])))
    elif count:
        pauses = torch.full((*prompts.shape[:2], count), PAUSING)
        hidden.append(asking.extend(model.embedding(pauses)))
    return torch.cat(hidden, 2)


@torch.no_grad()
def answers(model, method: Method, tokenizer, told, lengths, prompts, count: int, limit: int) -> list[list[str]]:
    """Greedy texts ``[texts][questions]`` after ``count`` thoughts or pauses."""
    asking = Questions(model, read(model, told, lengths))
    hidden = before(model, method, asking, prompts, count)[:, :, -1:]
    if method.marked:
        hidden = asking.extend(model.embedding(torch.full_like(prompts[:, :, :1], END_THOUGHT)))
    written = []
    for _ in range(limit):
        written.append(model.head(hidden).argmax(-1))
        hidden = asking.extend(model.embedding(written[-1]))
    texts = torch.cat(written, 2).tolist()
    return [[tokenizer.decode(ids[: ids.index(END)] if END in ids else ids) for ids in group] for group in texts]


def frontier(model, hidden: torch.Tensor, levels: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Kullback-Leibler divergence of what positions decode to from what they should, and the share of
    probability that lies where it should at all."""
    asked = levels.sum(-1) > 0
    if not asked.any():
        return hidden.new_zeros(()), 1.0
    log = torch.log_softmax(model.head(hidden[asked]).float(), -1)
    goal = levels[asked]
    divergence = (goal * (torch.where(goal > 0, goal, 1).log() - log)).sum(-1).mean()
    inside = (log.detach().exp() * (goal > 0)).sum(-1).mean().item()
    return divergence, inside
