"""Any text survives the tokenizer of units, and each unit is one token."""

import random

import pytest
from tokenizers import Tokenizer

from assay_training.coconut.tokenizer import FIRST_UNIT, SPECIAL, unit_tokenizer

UNITS = [
    "Every", ". Every", "\nEvery", " is a", " is an", " brimpus", "Sally", " Sally", "### ", "\n### ",
    " brimpuses", "\n", " or ", "=", ">>", "日本 ", " É",
]  # fmt: skip


@pytest.fixture(scope="module")
def tokenizer():
    return unit_tokenizer(UNITS)


def decoded(tokenizer, ids):
    return tokenizer.decode(ids, skip_special_tokens=False)


def test_ids_are_special_tokens_then_bytes_then_units(tokenizer):
    assert [tokenizer.token_to_id(token) for token in SPECIAL] == [0, 1, 2, 3, 4]
    assert tokenizer.encode("\x00Az").ids == [5, 5 + ord("A"), 5 + ord("z")]
    longer = [unit for unit in UNITS if unit != "="]
    assert [tokenizer.token_to_id(unit) for unit in longer] == list(range(261, 261 + len(longer)))
    assert tokenizer.token_to_id("=") == 5 + ord("=")
    assert FIRST_UNIT == 261


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_is_one_token(tokenizer, unit):
    assert tokenizer.encode(unit).ids == [tokenizer.token_to_id(unit)]


def test_the_longest_unit_is_taken_from_the_left(tokenizer):
    tokens = tokenizer.encode("Every brimpus is a brimpuses. Every\n### Sally").tokens
    assert tokens == ["Every", " brimpus", " is a", " brimpuses", ". Every", "\n### ", "Sally"]
    assert tokenizer.encode("Sally is an x").tokens == ["Sally", " is an", "Ġ", "x"]


def _random_text(generator):
    alphabets = ["abc .\n\tEvery", "éüßøÉ", "русский", "日本語한국어", "עבריתहिन्दी", "🙂🚀\u200d\ufeff\x00"]
    pieces = []
    for _ in range(generator.randrange(30)):
        pieces.append(generator.choice(UNITS + SPECIAL))
        alphabet = generator.choice(alphabets)
        pieces.append("".join(generator.choices(alphabet, k=generator.randrange(6))))
        if generator.random() < 0.3:
            code = generator.randrange(0x110000)
            pieces.append(chr(code) if not 0xD800 <= code < 0xE000 else "")
    return "".join(pieces)


def test_any_text_survives(tokenizer):
    generator = random.Random(7)
    for _ in range(2000):
        text = _random_text(generator)
        assert decoded(tokenizer, tokenizer.encode(text).ids) == text


def test_matching_is_leftmost_longest(tokenizer):
    pieces = sorted(UNITS + SPECIAL, key=len, reverse=True)

    def expected(text):
        ids, at = [], 0
        while at < len(text):
            piece = next((p for p in pieces if text.startswith(p, at)), None)
            ids += [tokenizer.token_to_id(piece)] if piece else [5 + b for b in text[at].encode()]
            at += len(piece) if piece else 1
        return ids

    generator = random.Random(8)
    for _ in range(500):
        text = _random_text(generator)
        assert tokenizer.encode(text).ids == expected(text)


def test_a_saved_tokenizer_is_the_same(tokenizer):
    again = Tokenizer.from_str(tokenizer.to_str())
    generator = random.Random(9)
    for _ in range(100):
        text = _random_text(generator)
        assert again.encode(text).ids == tokenizer.encode(text).ids
        assert decoded(again, again.encode(text).ids) == text


@pytest.mark.parametrize("units", [["a b", "a b"], [""], ["<|latent|>"], ["é"], ["café"]])
def test_units_that_cannot_be_are_refused(units):
    with pytest.raises(ValueError):
        unit_tokenizer(units)
