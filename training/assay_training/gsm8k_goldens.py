"""What lm-evaluation-harness asks and how it scores on GSM8k, for the tests of Assay's `gsm8k/test`.

    pip install lm_eval==0.4.13
    python -m assay_training.gsm8k_goldens --data-dir ../../shared/data \
        --out ../benchmarks/src/test/resources/dev/assay/benchmarks/gsm8k

runs its own task `gsm8k` (version 3, 5 shots, few-shot seed 1234) over GSM8k's published files, and
writes into the folder

- prompts.sha256: its `prompt_hash` of every test problem's prompt, in order;
- odd-outputs.jsonl: outputs made up here for the corners of its filters, with the answers that its
  filters take from them and its verdicts;
- recorded-verdicts.tsv: its verdicts on recorded outputs (`replay/gsm8k`), a digit for each problem.
"""

import argparse
import copy
import hashlib
import json
import re
from pathlib import Path

FEWSHOT_SEED = 1234
STRICT, FLEXIBLE = "strict-match", "flexible-extract"
SYSTEMS = ("6b_finetuning", "6b_verification", "175b_finetuning", "175b_verification")
# Their answers are 18, 2,125 and 540.
ODD_EXAMPLES = (0, 146, 3)
ODD_OUTPUTS = [
    "",
    " ",
    "\n\n",
    "I do not know.",
    "#### {a}",
    " #### {a}",
    "Some steps.\n#### {a}",
    "#### {a}.",
    "#### {a}..",
    "#### {a},",
    "#### {a}.,",
    "#### {a}.0",
    "#### {a}.00",
    "#### 0{a}",
    "#### +{a}",
    "#### -{a}",
    "#### - {a}",
    "#### \u2212{a}",
    "#### --{a}",
    "#### ${a}",
    "#### {a}$",
    "#### \\${a}",
    "#### €{a}",
    "#### {a} apples",
    "#### {a}apples",
    "#### {a}%",
    "#### {a} or 7",
    "#### {a}/1",
    "#### {a} #### 7",
    "#### 7\n#### {a}",
    "#### {a}\n#### 7",
    "#### {a}\r\n",
    "#### {a}\n\nQuestion: How many more?",
    "#### {a}</s>",
    "#### {a}\u00a0",
    "####\u00a0{a}",
    "#### {a}\u2028The end.",
    "####  {a}",
    "####{a}",
    "### {a}",
    "##### {a}",
    "#### \n{a}",
    "####\n{a}",
    "#### .",
    "#### ,",
    "#### -",
    "#### -.",
    "#### ...",
    "#### [invalid]",
    "[invalid]",
    "{a}",
    "{a}.",
    "-{a}",
    "${a}",
    "-${a}",
    "$-{a}",
    "{a}, done",
    "The answer is {a}.",
    "The answer is {a} dollars, which is 7 more than before.",
    "First 3, then 4, so {a}!",
    "So 12*3={a}",
    "<<12*3=36>>36\nThe answer is {a}",
    "A: {a}",
    "It costs $ {a}",
    "{a}$",
    "about {a}...",
    "{a} ...",
    "{a}, $",
    "{a} - 5",
    "{a}-5",
    "1,2,3 and {a}",
    "{a}1",
    "3.{a}",
    "#### １８",
    "#### ١٨",
    "१८",
    "½ of {a}",
    "{a}²",
    "🎉 {a} 🎉",
    "#### {a} 🎉",
    "\ufeff#### {a}",
    "\x00#### {a}",
    "Ⅷ",
    "#### 1e3",
    "ＡＮＳＷＥＲ {a}",
    "eighteen",
    "7" * 60,
    ".,$" * 20,
]


def task(data: Path):
    """lm-evaluation-harness's task over the published files instead of a copy on a hub."""
    import datasets
    import lm_eval
    from lm_eval.api.task import ConfigurableTask
    from lm_eval.tasks._yaml_loader import load_yaml

    config = load_yaml(Path(lm_eval.__file__).parent / "tasks" / "gsm8k" / "gsm8k.yaml")
    splits = {
        split: datasets.Dataset.from_list(_lines(data / "gsm8k" / f"{split}.jsonl"))
        for split in ("train", "test")
    }
    config["custom_dataset"] = lambda **_: splits
    made = ConfigurableTask(config=config)
    made.set_fewshot_seed(FEWSHOT_SEED)
    made.build_all_requests()
    return made


def prompt_hashes(made) -> list[str]:
    return [hashlib.sha256(i.args[0].encode()).hexdigest() for i in made.instances]


def scored(made, outputs: list[tuple[int, str]]) -> list[dict[str, tuple[str, int]]]:
    """Per output of an example and per filter: the answer it takes, and whether that is right."""
    fresh = {instance.doc_id: instance for instance in made.instances}
    answered = []
    for doc, output in outputs:
        instance = copy.deepcopy(fresh[doc])
        instance.resps, instance.filtered_resps = [output], {}
        answered.append(instance)
    for ensemble in made._filters:
        ensemble.apply(answered)
    return [
        {
            name: (answer, int(made.process_results(instance.doc, [answer])["exact_match"]))
            for name, answer in instance.filtered_resps.items()
        }
        for instance in answered
    ]


def odd_outputs(made) -> list[str]:
    docs = {instance.doc_id: instance.doc for instance in made.instances}
    cases = [
        (i, output.replace("{a}", docs[i]["answer"].split("#### ")[-1]))
        for output in ODD_OUTPUTS
        for i in (ODD_EXAMPLES if "{a}" in output else ODD_EXAMPLES[:1])
    ]
    return [
        json.dumps(
            {
                "example": i,
                "output": output,
                "strict_answer": verdict[STRICT][0],
                "strict_match": verdict[STRICT][1],
                "flexible_answer": verdict[FLEXIBLE][0],
                "flexible_extract": verdict[FLEXIBLE][1],
            }
        )
        for (i, output), verdict in zip(cases, scored(made, cases), strict=True)
    ]


def recorded_verdicts(made, folder: Path) -> list[str]:
    solutions = _lines(folder / "example_model_solutions.jsonl")
    recordings = {
        system: [_with_mark(line[system]["solution"]) for line in solutions] for system in SYSTEMS
    } | {"icot-gpt2": icot_outputs(folder / "icot-gpt2.log")}
    rows = ["recording\tstrict_match\tflexible_extract"]
    for name, outputs in recordings.items():
        verdicts = scored(made, list(enumerate(outputs)))
        digits = ["".join(str(v[kind][1]) for v in verdicts) for kind in (STRICT, FLEXIBLE)]
        rows.append("\t".join([name, *digits]))
    return rows


def _with_mark(solution: str) -> str:
    """The file writes the data's `#### N` as `A: N`."""
    return re.sub(r"^A: (?=[^\n]*\Z)", "#### ", solution, flags=re.MULTILINE)


def icot_outputs(log: Path) -> list[str]:
    """The log holds what a terminal showed: progress bars stand anywhere in it."""
    text = log.read_bytes().decode()
    text = re.sub(r"\r? *\d+%\|[^|\r\n]*\| \d+/\d+ \[[^\]\r\n]*\]", "", text)
    return re.findall(r"^Predicted: (.*)$", text, flags=re.MULTILINE)


def _lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    made = task(arguments.data_dir)
    for name, rows in (
        ("prompts.sha256", prompt_hashes(made)),
        ("odd-outputs.jsonl", odd_outputs(made)),
        ("recorded-verdicts.tsv", recorded_verdicts(made, arguments.data_dir / "replay" / "gsm8k")),
    ):
        (arguments.out / name).write_text("".join(row + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
