"""What the answers of CUTE's tasks are, as the templates' worked examples define them.

Checked against every label of the real files in tests/test_edits.py.
"""

import re


def spell(word: str) -> str:
    return " ".join(word)


def insert_letter(new: str, after: str, word: str) -> str:
    return word.replace(after, after + new)


def delete_letter(letter: str, word: str) -> str:
    return word.replace(letter, "")


def substitute_letter(old: str, new: str, word: str) -> str:
    return word.replace(old, new)


def swap_letters(first: str, second: str, word: str) -> str:
    return word.translate(str.maketrans(first + second, second + first))


def contains_word(word: str, sentence: str) -> bool:
    return word.lower() in words_of(sentence.lower())


def insert_word(new: str, after: str, sentence: str) -> str:
    return _whole(after).sub(lambda _: f"{after} {new}", sentence)


def delete_word(word: str, sentence: str) -> str:
    """The space before the word goes with it; punctuation stays."""
    return re.sub(" ?" + _whole(word).pattern, "", sentence).lstrip()


def substitute_word(old: str, new: str, sentence: str) -> str:
    return _whole(old).sub(lambda _: new, sentence)


def swap_words(first: str, second: str, sentence: str) -> str:
    other = {first: second, second: first}
    either = re.compile(f"{_whole(first).pattern}|{_whole(second).pattern}")
    return either.sub(lambda match: other[match.group()], sentence)


def words_of(sentence: str) -> list[str]:
    return re.findall(r"\w+", sentence)


def levenshtein(first: str, second: str) -> int:
    row = list(range(len(second) + 1))
    for i, a in enumerate(first, 1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(second, 1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]


def _whole(word: str) -> re.Pattern:
    return re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
