"""The model card: every number in it comes from the run's own records."""

from dataclasses import dataclass
from pathlib import Path

import torch

from assay_training import tasks
from assay_training.documents import OFFICIAL_PROMPTS, OWN_PROMPTS
from assay_training.export import sha256


@dataclass(frozen=True)
class Records:
    """What a run leaves behind for its card."""

    name: str
    description: str
    command: str
    schedule: dict
    config: dict
    parameters: tuple[int, int]
    log: list[dict]  # the training log's records, oldest first
    scores: dict[str, dict[str, float]]
    examples: int
    bits_per_byte: float
    parity: float
    tokens_per_word: dict[str, dict[str, float]]
    data_files: dict[str, Path]


TRAINING_DATA = (
    "Generated CUTE-style questions on words of the SCOWL list and on sentences of GSM8k's training "
    "problems (MIT) and of a small grammar; GSM8k's training problems as plain text"
)
DATA_LICENCES = {
    "words/american-english": "SCOWL word list, Debian package wamerican; see its COPYRIGHT",
    "gsm8k/train.jsonl": "GSM8k training problems (github.com/openai/grade-school-math), MIT",
    "cute/prompts.json": "CUTE's 14 prompt templates (github.com/Leukas/CUTE), MIT; no CUTE question "
    "is trained on",
    "benchmarks cute/prompts.json": "Assay's own templates, Apache-2.0",
}


def data_files(data: Path) -> dict[str, Path]:
    """The files that all models are trained on, by the names under which cards list them."""
    return {
        "words/american-english": data / "words" / "american-english",
        "gsm8k/train.jsonl": data / "gsm8k" / "train.jsonl",
        "cute/prompts.json": data / OFFICIAL_PROMPTS,
        "benchmarks cute/prompts.json": OWN_PROMPTS,
    }


def data_table(files: dict[str, Path]) -> list[str]:
    return [
        "| file | what | sha256 |",
        "|---|---|---|",
        *(f"| `{name}` | {DATA_LICENCES[name]} | `{sha256(path)}` |" for name, path in files.items()),
    ]


def score_lines(scores: dict[str, dict[str, float]], examples: int, what: str) -> list[str]:
    """The scores by task and template; ``what`` was scored."""
    return [
        f"Exact match, greedy, {examples} questions a task, {what}; after the official",
        "template and after Assay's own. `_rand`: random letters for words. Chance is 50 % for the two",
        "`contains` tasks, `orth` and `sem`, and about 0 % elsewhere. Test pairs of `sem` are unseen.",
        "",
        "| task | official template | Assay's template |",
        "|---|---:|---:|",
        *(
            f"| {task} | {scores['official'][task]:.1%} | {scores['own'][task]:.1%} |"
            for task in (*tasks.TASKS, *tasks.RANDOM_TASKS)
        ),
    ]


def file_table(files: list[Path]) -> list[str]:
    return [
        "| file | bytes | sha256 |",
        "|---|---:|---|",
        *(f"| `{file.name}` | {file.stat().st_size:,} | `{sha256(file)}` |" for file in files),
    ]


def state(last: dict, schedule: dict) -> str:
    """Says that a model is not finished, if it is not."""
    finished = last["step"] == schedule["steps"]
    return "" if finished else f" **Unfinished: {last['step']:,} of {schedule['steps']:,} steps.**"


def card(records: Records, folder: Path) -> str:
    last = records.log[-1]
    schedule, (parameters, non_embedding) = records.schedule, records.parameters
    lines = [
        f"# {records.name}",
        "",
        f"{records.description}{state(last, schedule)}",
        "",
        "- Family: tokenized causal language model (RMSNorm, rotary positions, SwiGLU, tied embeddings).",
        f"- Parameters: {parameters:,}, of which {non_embedding:,} outside the embedding.",
        f"- Shape: {records.config['layers']} layers, width {records.config['width']}, "
        f"{records.config['heads']} heads, context {records.config['context']}, "
        f"vocabulary {records.config['vocabulary']:,}.",
        "- Weights: fp16 in the file, computed in fp32. Licence: Apache-2.0.",
        "",
        "## How it was made",
        "",
        "In `training/`:",
        "",
        f"    {records.command}",
        "",
        f"- Seed {schedule['seed']}; {last['step']:,} steps of {schedule['tokens']:,} tokens in "
        f"sequences of {', '.join(map(str, schedule['lengths']))} in turn: "
        f"{last['positions']:,} positions, of which "
        f"{last['positions_with_loss']:,} with loss.",
        "- First weights: random, with a circuit that copies in the first two layers "
        "(`training/assay_training/copying.py`).",
        f"- Rates {schedule['rate']} (Muon, matrices) and {schedule['embedding_rate']} (AdamW, "
        f"embedding and norms); warm-up {schedule['warm_up']} steps, linear decay over the last "
        f"{schedule['decay_share']:.0%}.",
        f"- Training time {last['training_seconds'] / 60:.0f} minutes on one thread of a CPU that "
        f"also did other work (bfloat16 products), PyTorch {torch.__version__}.",
        f"- Last loss (mean of the last steps, over the positions with loss): {last['loss']}.",
        f"- Largest difference of a logit between PyTorch (weights rounded to fp16) and the ONNX "
        f"file: {records.parity:.1e}.",
        "",
        "| up to step | mean loss |",
        "|---:|---:|",
        *(f"| {step:,} | {loss:.3f} |" for step, loss in means(records.log)),
        "",
        "## Data",
        "",
        *data_table(records.data_files),
        "",
        "Questions are drawn from these by the generators in `training/assay_training/tasks.py`. A word",
        "is a test word iff `int(sha256(word)[:2], 16) % 8 == 0`; test words, and every word in the real",
        "CUTE's files on letters, spelling and meaning, are in no training question on letters, spelling",
        "or meaning. Sentences are split in the same way.",
        "",
        "## Scores on held-out words and sentences",
        "",
        *score_lines(records.scores, records.examples, "the exported file"),
        "",
        f"Ordinary text (GSM8k's test problems, first 200): {records.bits_per_byte:.3f} bits per byte.",
        "",
        "## Tokens per word",
        "",
        "| words | one token | two | more | mean |",
        "|---|---:|---:|---:|---:|",
        *(
            f"| {name} | {v['one']:.1%} | {v['two']:.1%} | {v['more']:.1%} | {v['mean']:.2f} |"
            for name, v in records.tokens_per_word.items()
        ),
        "",
        "## Files",
        "",
        *file_table([folder / name for name in ("decoder.onnx", "tokenizer.json", "model.json")]),
        "",
    ]
    return "\n".join(lines)


def means(log: list[dict], parts: int = 16) -> list[tuple[int, float]]:
    """The mean loss of each of the log's parts, with the step where the part ends."""
    size = -(-len(log) // parts)
    chunks = [log[i : i + size] for i in range(0, len(log), size)]
    return [(chunk[-1]["step"], sum(r["loss"] for r in chunk) / len(chunk)) for chunk in chunks]
