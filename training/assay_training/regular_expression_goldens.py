"""What CPython's module re finds, for the tests of the expressions that Assay translates to Java.

    python -m assay_training.regular_expression_goldens --out ../benchmarks/src/test/resources/dev/assay/benchmarks/python

writes regular-expressions.json: for each expression and text what findall gives, of a match without
groups as a list of one, and what is left when sub puts <> in place of the matches.
"""

import argparse
import json
import re
import warnings
from pathlib import Path

TEXTS = (
    "#### 18",
    "a_b c2 d²",
    "x\r\n",
    "first\nsecond\n",
    "1,234.5 €",
    "naïve Straße",
    "é́ a",
    "[x]&y{2}",
    "2024-05-06",
    "aaa",
    " \x1c\u00a0b",
    "the the cat",
    "Ünder_score9",
    "",
)
EXPRESSIONS = (
    r"(\-?[0-9\.\,]+)",
    r"\w+",
    r"[^\W\d_]+",
    r"\W",
    r"x$",
    r"second$",
    r"second\Z",
    r"(?m)^\w+$",
    r".+",
    r"(?P<a_b>\d{4})-(?P<c>\d\d)",
    r"(?P<w>\w+) (?P=w)",
    r"[[&{}]",
    r"[]a]",
    r"[^]a]",
    r"a{,2}",
    r"a{2",
    r"y{}",
    r"\bthe\b",
    r"\Bb",
    r"[\s]",
    r"\S+",
    r"[\S\n]+",
    r"(?#note)c(a)t",
    r"(?i)ÜNDER",
    r"\x41|\u00e9|\141",
    r"(a)|(b)",
    r"a*",
    r"(?s).*c",
    r"[\d,]+\.?\d*",
    r"\$",
    r"\.$",
    r"(?:ab|c)d?",
    r"[a\-z]+",
    r"\v|\t",
    r"(?<=\d)-(?=\d)",
)


def found() -> list[dict]:
    rows = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a set may one day hold sets
        for expression in EXPRESSIONS:
            for text in TEXTS:
                matches = re.findall(expression, text)
                groups = [list(m) if isinstance(m, tuple) else [m] for m in matches]
                replaced = re.sub(expression, "<>", text)
                rows.append(
                    {"pattern": expression, "text": text, "found": groups, "replaced": replaced}
                )
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rows = ",\n".join(json.dumps(row) for row in found())
    (arguments.out / "regular-expressions.json").write_text(f"[\n{rows}\n]\n", "utf-8")


if __name__ == "__main__":
    main()
