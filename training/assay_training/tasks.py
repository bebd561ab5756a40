"""Draws questions of CUTE's fourteen tasks: operands in the order of the template's slots."""

import random
import string
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from assay_training import edits, text
from assay_training.words import Words, load_words

LETTERS = string.ascii_lowercase


@dataclass(frozen=True)
class Question:
    operands: tuple[str, ...]
    answer: str


class Material:
    """The words and sentences that questions are drawn from: the train half or the test half."""

    def __init__(self, data: Path, test: bool = False):
        split: Words = load_words(data)
        documents = text.gsm8k_documents(data)
        self.words = split.test if test else split.train
        self.sentences = text.sentences(documents, test)
        known = set(self.words)
        self.common = sorted(known.intersection(w for d in documents for w in edits.words_of(d)))
        trained = set(split.train)
        self.pairs = [
            pair
            for pair in text.related_pairs()
            if split.excluded.isdisjoint(pair) and trained.issuperset(pair) != test
        ]
        self._near = defaultdict(list)
        for word in self.words:
            for key in _near_keys(word):
                self._near[key].append(word)

    def word(self, rng: random.Random, shortest: int = 3) -> str:
        """Half of the draws are words of ordinary text, half any words of the list."""
        while True:
            word = rng.choice(self.common if rng.random() < 0.5 else self.words)
            if len(word) >= shortest and len(set(word)) > 1:
                return word

    def letters(self, rng: random.Random) -> str:
        while True:
            word = "".join(rng.choice(LETTERS) for _ in range(rng.randint(3, 10)))
            if len(set(word)) > 1:
                return word

    def near(self, rng: random.Random, word: str) -> str | None:
        """A word that is spelt much like the given one."""
        candidates = self._near[rng.choice(_near_keys(word))]
        some = [w for w in rng.sample(candidates, min(8, len(candidates))) if w != word]
        return min(some, key=lambda w: edits.levenshtein(w, word), default=None)

    def sentence(self, rng: random.Random) -> str:
        kind = rng.random()
        if kind < 0.35:
            return rng.choice(self.sentences)
        if kind < 0.7:
            return text.grammar_sentence(rng)
        return text.shuffled_words(rng, self.words)


def _near_keys(word: str) -> list[str]:
    """Words that share one of these are near: the same but for one letter, or the same start."""
    without_one = [f"{word[:i]}*{word[i + 1:]}" for i in range(len(word))]
    return [*without_one, word[:4] + "...", word[:3] + "...", word[:3] + "..."]


def draw(task: str, material: Material, rng: random.Random) -> Question:
    """A question of a task; ``spell_rand`` and the like draw random letters for words."""
    name = task.removesuffix("_rand")
    if name in _WORD_TASKS:
        return _WORD_TASKS[name](material, rng)
    word = material.letters(rng) if task.endswith("_rand") else material.word(rng)
    return _LETTER_TASKS[name](word, rng)


def _contains_letter(word: str, rng: random.Random) -> Question:
    inside = rng.random() < 0.5
    letter = rng.choice(word if inside else [c for c in LETTERS if c not in word])
    return Question((letter, word), "Yes" if inside else "No")


def _insert_letter(word: str, rng: random.Random) -> Question:
    new, after = rng.choice(LETTERS), rng.choice(word)
    return Question((new, after, word), edits.insert_letter(new, after, word))


def _delete_letter(word: str, rng: random.Random) -> Question:
    letter = rng.choice(word)
    return Question((letter, word), edits.delete_letter(letter, word))


def _substitute_letter(word: str, rng: random.Random) -> Question:
    old = rng.choice(word)
    new = rng.choice([c for c in LETTERS if c != old])
    return Question((old, new, word), edits.substitute_letter(old, new, word))


def _swap_letters(word: str, rng: random.Random) -> Question:
    first, second = rng.sample(sorted(set(word)), 2)
    return Question((first, second, word), edits.swap_letters(first, second, word))


def _nearer_spelling(material: Material, rng: random.Random) -> Question:
    while True:
        word = material.word(rng)
        near, far = material.near(rng, word), material.word(rng)
        if near and edits.levenshtein(word, near) < edits.levenshtein(word, far):
            return _choice(rng, word, near, far)


def _nearer_meaning(material: Material, rng: random.Random) -> Question:
    while True:
        word, related = rng.sample(rng.choice(material.pairs), 2)
        other = material.near(rng, word)
        if other and other != related:
            return _choice(rng, word, related, other)


def _choice(rng: random.Random, word: str, right: str, wrong: str) -> Question:
    return Question((word, *rng.sample((right, wrong), 2)), right)


def _contains_word(material: Material, rng: random.Random) -> Question:
    sentence = material.sentence(rng)
    inside = rng.random() < 0.5
    if inside:
        word = rng.choice(edits.words_of(sentence))
        word = word.lower() if rng.random() < 0.7 else word
    else:
        word = _other_word(material, rng, sentence)
    return Question((word, sentence), "Yes" if inside else "No")


def _insert_word(material: Material, rng: random.Random) -> Question:
    sentence = material.sentence(rng)
    after = rng.choice(edits.words_of(sentence))
    new = _other_word(material, rng, sentence)
    return Question((new, after, sentence), edits.insert_word(new, after, sentence))


def _delete_word(material: Material, rng: random.Random) -> Question:
    sentence = material.sentence(rng)
    word = rng.choice(edits.words_of(sentence))
    return Question((word, sentence), edits.delete_word(word, sentence))


def _substitute_word(material: Material, rng: random.Random) -> Question:
    sentence = material.sentence(rng)
    old = rng.choice(edits.words_of(sentence))
    new = _other_word(material, rng, sentence)
    return Question((old, new, sentence), edits.substitute_word(old, new, sentence))


def _swap_words(material: Material, rng: random.Random) -> Question:
    sentence = material.sentence(rng)
    while len(set(edits.words_of(sentence))) < 2:
        sentence = material.sentence(rng)
    first, second = rng.sample(sorted(set(edits.words_of(sentence))), 2)
    return Question((first, second, sentence), edits.swap_words(first, second, sentence))


def _other_word(material: Material, rng: random.Random, sentence: str) -> str:
    """A word that is not in the sentence: from the list, or a word of another sentence."""
    while True:
        if rng.random() < 0.5:
            word = material.word(rng)
        else:
            word = rng.choice(edits.words_of(material.sentence(rng))).lower()
        if not edits.contains_word(word, sentence):
            return word


_LETTER_TASKS: dict[str, Callable[[str, random.Random], Question]] = {
    "spell": lambda word, rng: Question((word,), edits.spell(word)),
    "spell_inverse": lambda word, rng: Question((edits.spell(word),), word),
    "contains_char": _contains_letter,
    "ins_char": _insert_letter,
    "del_char": _delete_letter,
    "sub_char": _substitute_letter,
    "swap_char": _swap_letters,
}
_WORD_TASKS: dict[str, Callable[[Material, random.Random], Question]] = {
    "orth": _nearer_spelling,
    "sem": _nearer_meaning,
    "contains_word": _contains_word,
    "ins_word": _insert_word,
    "del_word": _delete_word,
    "sub_word": _substitute_word,
    "swap_word": _swap_words,
}
RANDOM_TASKS = tuple(f"{name}_rand" for name in _LETTER_TASKS)
TASKS = (*_LETTER_TASKS, *_WORD_TASKS)
