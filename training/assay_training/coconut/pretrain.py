"""The base model of all reasoning methods: it learns to look up what follows a node.

Walks over random graphs, told in shuffled statements, node after node and in the wording of
ProsQA's steps. Loss lies on every node: on the distribution over the children of the node before
(bare walks) and on sampled ones (wording). Graphs grow once the small ones are learned.
"""

import random

import torch
import torch.nn.functional as F

from assay_training.coconut import rows
from assay_training.coconut.prosqa import ask, walk
from assay_training.coconut.shared import Questions, read
from assay_training.coconut.task import IGNORED, texts
from assay_training.train import Schedule, Training

SIZES = (8, 16, 28)
GRAPHS = 8  # a step, of the largest size; of smaller ones more
WALK = 60  # nodes of a bare walk: long ones meet their own edges again, which teaches the lookup
LEARNED = 0.9  # share of probability on true children before graphs grow


def adamw(model: torch.nn.Module, schedule: Schedule) -> list[torch.optim.Optimizer]:
    """One rate for all parameters: at this size better than Muon, tried on the base model."""
    return [
        torch.optim.AdamW(
            model.parameters(),
            lr=schedule.rate,
            betas=(0.9, 0.98),
            weight_decay=schedule.weight_decay,
            fused=True,
        )
    ]


class Pretraining(Training):
    unit = "questions"

    def __init__(self, model, words: rows.Words, schedule, folder):
        super().__init__(model, words, schedule, folder)
        self.words = words
        self.stage, self.skill = 0, 0.0

    def optimizers(self):
        return adamw(self.model, self.schedule)

    def state(self) -> dict:
        return {"stage": self.stage, "skill": self.skill}

    def restore(self, state: dict) -> None:
        self.stage, self.skill = state["stage"], state["skill"]

    def backward(self, step: int) -> tuple[float, int, int]:
        rng = random.Random(f"{self.schedule.seed} base {step}")
        size = SIZES[self.stage]
        graphs = rows.draw_graphs(rng, GRAPHS * SIZES[-1] // size, size)
        questions = [ask(rng, graph, 1) for graph in graphs]
        told, lengths = rows.told(self.words, graphs)
        prompts = rows.prompts(self.words, rng, graphs, questions)
        bare, soft = rows.bare_walks(self.words, rng, graphs, questions, WALK)
        worded = []
        for graph, group in zip(graphs, questions):
            worded.append([])
            for question in group:
                path = walk(rng, graph, question.asked)
                worded[-1].append(sum(self.words.steps(graph, question.asked, path), []))
        text, labels = texts(worded)
        with torch.autocast("cpu", torch.bfloat16):
            memory = read(self.model, told, lengths)
            embed = self.model.embedding
            walks = Questions(self.model, memory).extend(embed(torch.cat((prompts, bare), 2)))
            asked = soft.sum(-1) > 0
            logits = self.model.head(walks[:, :, rows.PROMPT_TOKENS :][asked])
            steps = Questions(self.model, memory).extend(embed(torch.cat((prompts, text[:, :, :-1]), 2)))
            predicted = steps[:, :, rows.PROMPT_TOKENS - 1 :]
            wanted = labels != IGNORED
            step_logits = self.model.head(predicted[wanted])
        target = soft[asked]
        log = torch.log_softmax(logits.float(), -1)
        entropy = -(target * torch.where(target > 0, target, 1).log()).sum(-1)
        loss = (-(target * log).sum(-1) - entropy).mean()
        worded_loss = F.cross_entropy(step_logits.float(), labels[wanted])
        (loss + worded_loss).backward()
        inside = float((log.detach().exp() * (target > 0)).sum(-1).mean())
        self.skill = 0.9 * self.skill + 0.1 * inside
        if self.skill > LEARNED and self.stage < len(SIZES) - 1:
            self.stage, self.skill = self.stage + 1, 0.0
        if step % 10 == 9:
            print(f"  {size} nodes: {inside:.3f} on children, steps {worded_loss.item():.3f}", flush=True)
        count = prompts.shape[0] * prompts.shape[1]
        return loss.item(), int(asked.sum()) + int(wanted.sum()), count
