"""What lm-evaluation-harness asks and how it scores on small task files, for the tests of Assay.

    pip install lm_eval==0.4.13 datasets sacrebleu scikit-learn
    python -m assay_training.lm_eval_tasks --tasks parity_capitals,parity_knowledge,... \
        --folder ../benchmarks/src/test/resources/dev/assay/benchmarks/lmeval/parity

runs lm-evaluation-harness's own evaluator over task files that lie in the folder beside their data,
with a model that makes up its answers from a hash of the request, and writes into the folder
golden.json: for each task and document the requests, the answers made up, and for each filter what
it took and the metrics; and the results of all documents together. Without --tasks all tasks and
groups of the folder are run.
"""

import argparse
import hashlib
import json
import os
from pathlib import Path

FEWSHOT_SEED = 1234
RIGHT = ("answer", "synonyms", "en")
PHRASES = (
    "{}",
    "{}",
    "{}",
    "{}",
    " {}",
    " {}.",
    "#### {}",
    "So the answer is {}",
    "I think\n#### {}!",
    "{} 7",
    "",
    " it is ${}, of course",
    "(C), not {}",
    "Answer: B, {}",
)


def number(*parts) -> int:
    """A number that depends on the texts alone."""
    return int.from_bytes(hashlib.sha256("\0".join(map(str, parts)).encode()).digest()[:6], "big")


def texts(value) -> list[str]:
    """The texts in a document, those in lists too."""
    if isinstance(value, dict):
        return [text for part in value.values() for text in texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return [value] if isinstance(value, str) else []


def invented():
    """A model that answers from a hash: likelihoods, and texts of the document in some phrase."""
    from lm_eval.api.model import LM

    class Invented(LM):
        def generate_until(self, requests):
            asked: dict[int, int] = {}
            answers = []
            for request in requests:
                turn = asked[id(request)] = asked.get(id(request), -1) + 1
                known = texts(request.doc)
                right = texts([request.doc[key] for key in RIGHT if key in request.doc])
                right += texts(request.doc.get("choices", [])[:2])
                known += right * len(known)  # else hardly any answer would be right
                drawn = number(request.args[0], turn)
                phrase = PHRASES[drawn % len(PHRASES)]
                answers.append(phrase.format(known[(drawn >> 8) % len(known)]))
            return answers

        def loglikelihood(self, requests):
            return [self._score(request.args[0], request.args[1]) for request in requests]

        def loglikelihood_rolling(self, requests):
            return [self._score("", request.args[0])[0] for request in requests]

        @staticmethod
        def _score(context, continuation):
            drawn = number(context, continuation)
            each = 0.2 + drawn % 10_007 / 10_007
            return -each * max(1, len(continuation.encode())), drawn % 3 == 0

    return Invented()


def plain(value):
    """Numbers and arrays of numpy as JSON has them; tuples as lists."""
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    return value


def names_in(folder: Path) -> list[str]:
    from lm_eval.tasks._yaml_loader import load_yaml

    found = []
    for file in sorted(folder.glob("*.yaml")):
        config = load_yaml(file, resolve_func=False)
        name = config.get("group") or config.get("task")
        if isinstance(name, str) and not file.name.startswith("_"):
            found.append(name)
    return found


def evaluated(folder: Path, names: list[str] | None = None) -> dict:
    from lm_eval.evaluator import evaluate
    from lm_eval.tasks import TaskManager

    folder = folder.resolve()
    before = Path.cwd()
    os.chdir(folder)  # data_files are relative to it
    try:
        manager = TaskManager(include_path=str(folder), include_defaults=False)
        return {name: one(manager, evaluate, name) for name in names or names_in(folder)}
    finally:
        os.chdir(before)


def one(manager, evaluate, name: str) -> dict:
    """The tasks that a name stands for, evaluated."""
    loaded = manager.load([name])
    for task in loaded["tasks"].values():
        if task.get_config("num_fewshot") is None:
            task.set_config(key="num_fewshot", value=0)
        task.set_fewshot_seed(seed=FEWSHOT_SEED)
    results = evaluate(invented(), loaded, bootstrap_iters=0)
    return {
        "tasks": {task: golden(results, task) for task in loaded["tasks"]},
        "groups": {
            group: {k: v for k, v in numbers.items() if "," in k and "_stderr" not in k}
            for group, numbers in results.get("groups", {}).items()
        },
    }


def golden(results: dict, task: str) -> dict:
    documents: dict[int, dict] = {}
    for sample in results["samples"][task]:
        document = documents.setdefault(
            sample["doc_id"],
            {
                "target": plain(sample["target"]),
                "requests": plain(sample["arguments"]),
                "responses": plain(sample["resps"]),
                "filters": {},
            },
        )
        document["filters"][sample["filter"]] = {
            "answers": plain(sample["filtered_resps"]),
            "metrics": {metric: plain(sample[metric]) for metric in sample["metrics"]},
        }
    return {
        "version": results["versions"][task],
        "shots": results["n-shot"][task],
        "higher_is_better": results["higher_is_better"][task],
        "documents": [documents[i] for i in sorted(documents)],
        "results": {
            key: plain(value)
            for key, value in results["results"][task].items()
            if "," in key and "_stderr" not in key
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, required=True, help="task files and their data")
    parser.add_argument("--tasks", help="names of tasks and groups, with commas between")
    parser.add_argument("--out", type=Path, help="file to write, else golden.json in the folder")
    arguments = parser.parse_args()
    names = arguments.tasks.split(",") if arguments.tasks else None
    found = evaluated(arguments.folder, names)
    text = json.dumps(found, ensure_ascii=False, indent=1) + "\n"
    (arguments.out or arguments.folder / "golden.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
