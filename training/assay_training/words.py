"""The word list and its split: no word that a test asks about is ever trained on.

A word belongs to the test half iff int(sha256(word)[:2], 16) % 8 == 0. Words that the real CUTE
files spell, edit or compare are kept out of training too, and are in neither half.
"""

import csv
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"[a-z]{3,10}")
CHARACTER_FILES = (
    "spell", "spell_inverse", "contains_char", "orth", "sem",
    "ins_char", "del_char", "swap_char", "sub_char",
)  # fmt: skip


def is_test(text: str) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest()[:2], 16) % 8 == 0


@dataclass(frozen=True)
class Words:
    train: list[str]
    test: list[str]
    excluded: frozenset[str]


def load_words(data: Path) -> Words:
    listed = (data / "words" / "american-english").read_text(encoding="utf-8").split()
    words = sorted({word for word in listed if WORD.fullmatch(word)})
    excluded = cute_words(data / "cute")
    usable = [word for word in words if word not in excluded]
    return Words(
        train=[word for word in usable if not is_test(word)],
        test=[word for word in usable if is_test(word)],
        excluded=frozenset(excluded),
    )


def cute_words(folder: Path) -> set[str]:
    """Every word and letter string in the character-level files of the real CUTE."""
    words = set()
    for path in sorted(folder.glob("*.tsv")):
        if path.stem.removesuffix("_rand") in CHARACTER_FILES:
            with path.open(encoding="utf-8", newline="") as file:
                rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                next(rows)
                words.update(cell.replace(" ", "").lower() for row in rows for cell in row)
    return words
