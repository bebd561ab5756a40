"""The method as the paper tells it: one question at a time, no cache, one plain loop.

Source: arXiv 2412.06769, section 3. The prompt and the begin token are read; the thought at the last
position becomes the next position's input, again and again; then the end token, if the model has one,
is read and the answer is written. Everything else in this project is held to what this computes.
"""

from dataclasses import dataclass, field

import torch


@dataclass(frozen=True)
class Plan:
    """When thinking begins and ends, as ``thoughts`` in a model's model.json.

    ``count`` thoughts; or, with ``threshold``, thinking ends after the first position (the begin
    token's is the first) whose probability of ending is at least the threshold, or after ``count``.
    """

    begin: tuple[int, ...]
    end: tuple[int, ...]
    count: int
    threshold: float | None = None


@dataclass
class Run:
    """What one question gave.

    ``thoughts`` has one vector a thought. ``read`` has the logits after the begin token and after each
    thought: count + 1 entries, and ``ends`` as many probabilities where there is a classifier.
    ``logits`` are those of the first written token, after the end token.
    """

    ids: list[int]
    embeddings: torch.Tensor
    thoughts: list[torch.Tensor] = field(default_factory=list)
    read: list[torch.Tensor] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)
    logits: torch.Tensor | None = None


@torch.no_grad()
def think(model, prompt: list[int], plan: Plan) -> Run:
    """Reads a prompt and thinks. ``model`` is a LatentDecoder or has its methods."""
    ids = [*prompt, *plan.begin]
    run = Run(ids, model.embedding(torch.tensor([ids])))
    while True:
        hidden = model.hidden(run.embeddings)[0, -1]
        run.read.append(model.head(hidden))
        if model.end is not None:
            run.ends.append(model.end_probability(hidden).item())
        ended = plan.threshold is not None and run.ends[-1] >= plan.threshold
        if len(run.thoughts) == plan.count or ended:
            break
        run.thoughts.append(model.thought(hidden))
        run.embeddings = torch.cat((run.embeddings, run.thoughts[-1][None, None]), 1)
    run.embeddings = _read(model, run.embeddings, plan.end)
    run.logits = model.head(model.hidden(run.embeddings)[0, -1])
    return run


@torch.no_grad()
def write(model, run: Run, limit: int, end_of_text: int) -> tuple[list[int], list[float]]:
    """The greedy answer, without the end-of-text token, and by how much each choice led the next.

    There is one more lead than there are tokens where the model ended the text itself.
    """
    embeddings, logits, tokens, leads = run.embeddings, run.logits, [], []
    while len(tokens) < limit:
        best = logits.topk(2)
        leads.append((best.values[0] - best.values[1]).item())
        token = best.indices[0].item()
        if token == end_of_text:
            break
        tokens.append(token)
        embeddings = _read(model, embeddings, (token,))
        logits = model.head(model.hidden(embeddings)[0, -1])
    return tokens, leads


def _read(model, embeddings: torch.Tensor, ids: tuple[int, ...]) -> torch.Tensor:
    if not ids:
        return embeddings
    return torch.cat((embeddings, model.embedding(torch.tensor([list(ids)]))), 1)
