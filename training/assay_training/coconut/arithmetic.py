"""Word problems like those of Assay's benchmark ``arithmetic``, for training.

The sentences and the numbers stand in the benchmark's ``templates.json``, which Java reads as well.
No problem of the benchmark is ever trained on: what is calculated, written as ``12+5*2``, belongs to
the test iff the first byte of its sha256 is divisible by 8 (``words.is_test``).
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assay_training.words import is_test

TEMPLATES = "benchmarks/src/main/resources/dev/assay/benchmarks/gsm8k/templates.json"
PIECE = re.compile(r" ?(?:\{\w+\}|\w+)|[.,?]")


@dataclass(frozen=True)
class Problem:
    """``question``, steps such as ``<<12+5=17>>``, and the bare number of the answer."""

    question: str
    steps: list[str]
    answer: str

    @property
    def canonical(self) -> str:
        """What is calculated, without the story: ``12+5*2``."""
        return canonical(self.steps)


def canonical(steps: list[str]) -> str:
    first = re.match(r"<<(\d+)", steps[0]).group(1)
    return first + "".join(re.match(r"<<\d+(.\d+)=", step).group(1) for step in steps)


def problems(seed: int, count: int, test: bool = False) -> list[Problem]:
    """Problems of the training's side of the split, or of the test's; a third of each length."""
    rng = random.Random(f"arithmetic {seed}")
    lengths = _range(_templates()["steps"])
    found = []
    while len(found) < count:
        steps = _steps(rng, lengths[len(found) % len(lengths)])
        if is_test(canonical([text for text, *_ in steps])) == test:
            found.append(_problem(rng, steps))
    return found


def units() -> list[str]:
    """The pieces of text that should be a token each, in reading order and without repeats.

    A question is tiled by words and numbers with the space before them, ``.``, ``,`` and ``?\\n``; a
    solution by ``<<``, numbers, signs, ``>>\\n`` and ``### ``.
    """
    templates = _templates()
    sentences = [
        *templates["beginnings"],
        *(" " + change["text"] for kind in templates["changes"].values() for change in kind),
        *(" " + question for question in templates["questions"]),
    ]
    words = [word for sentence in sentences for word in _pieces(sentence)]
    numbers = [str(n) for n in range(templates["values"]["to"] + 1)]
    spaced = [f" {n}" for n in numbers]
    marks = [".", ",", "?", "?\n", "<<", ">>", ">>\n", "### ", "=", *templates["changes"]]
    return list(dict.fromkeys([*marks, *numbers, *spaced, *words]))


@cache
def _templates() -> dict:
    return json.loads((Path(__file__).parents[3] / TEMPLATES).read_text("utf-8"))


def _range(limits: dict) -> range:
    return range(limits["from"], limits["to"] + 1)


def _apply(value: int, sign: str, operand: int) -> int | None:
    if sign == "/":
        return value // operand if value % operand == 0 else None
    return {"+": value + operand, "-": value - operand, "*": value * operand}[sign]


@cache
def _possible(value: int) -> list[list[tuple[str, str, int, int]]]:
    """Per operation that is possible at a value: step, sign, operand and result."""
    templates = _templates()
    values = _range(templates["values"])
    kinds = [
        [
            (f"<<{value}{sign}{operand}={result}>>", sign, operand, result)
            for operand in _range(limits)
            if (result := _apply(value, sign, operand)) in values
        ]
        for sign, limits in templates["operands"].items()
    ]
    return [kind for kind in kinds if kind]


def _steps(rng: random.Random, count: int) -> list[tuple[str, str, int, int]]:
    value, steps = rng.choice(_range(_templates()["starts"])), []
    for _ in range(count):
        steps.append(rng.choice(rng.choice(_possible(value))))
        value = steps[-1][3]
    return steps


def _problem(rng: random.Random, steps: list[tuple[str, str, int, int]]) -> Problem:
    templates = _templates()
    person = rng.choice(templates["people"])
    words = templates["pronouns"][person["pronouns"]] | {
        "name": person["name"],
        "objects": rng.choice(templates["objects"]),
    }
    start = re.match(r"<<(\d+)", steps[0][0]).group(1)
    sentences = [rng.choice(templates["beginnings"]).format(n=start, **words)]
    told = []
    for _, sign, operand, _ in steps:
        choices = [
            change["text"]
            for change in templates["changes"][sign]
            if change.get("number", operand) == operand and change["text"] not in told
        ]
        told.append(rng.choice(choices))
        other = rng.choice([p["name"] for p in templates["people"] if p != person])
        sentences.append(told[-1].format(n=operand, other=other, **words))
    sentences.append(rng.choice(templates["questions"]).format(**words))
    return Problem(" ".join(sentences), [text for text, *_ in steps], str(steps[-1][3]))


def _pieces(sentence: str) -> Iterator[str]:
    """The words of a sentence, a slot replaced by all that may stand in it; no marks or numbers."""
    for piece in PIECE.findall(sentence):
        space, word = (" ", piece[1:]) if piece.startswith(" ") else ("", piece)
        if word.startswith("{"):
            yield from (space + value for value in _values(word[1:-1]))
        elif word[0].isalpha():
            yield space + word


def _values(slot: str) -> list[str]:
    templates = _templates()
    if slot in ("name", "other"):
        return [person["name"] for person in templates["people"]]
    if slot == "objects":
        return templates["objects"]
    if slot == "n":
        return []
    return [forms[slot] for forms in templates["pronouns"].values()]
