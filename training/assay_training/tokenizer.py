"""Trains the byte-level BPE tokenizer with GPT-2's pre-tokenizer."""

import json
from collections import Counter
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from assay_training import edits, text
from assay_training.documents import END_OF_TEXT, OFFICIAL_PROMPTS, OWN_PROMPTS
from assay_training.words import WORD


def train_tokenizer(data: Path, vocabulary: int) -> Tokenizer:
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=[END_OF_TEXT],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_corpus(data), trainer)
    return tokenizer


def _corpus(data: Path):
    """Ordinary text, its words without the space before them, the word list, the templates."""
    documents = text.gsm8k_documents(data)
    yield from documents
    counts = Counter(w for d in documents for w in edits.words_of(d) if WORD.fullmatch(w))
    for word, count in sorted(counts.items()):
        yield from [word] * (count // 2)
    listed = (data / "words" / "american-english").read_text(encoding="utf-8").split()
    for word in listed:
        if WORD.fullmatch(word):
            yield from (word, f" {word}")
    for path in (data / OFFICIAL_PROMPTS, OWN_PROMPTS):
        for prompt in json.loads(path.read_text(encoding="utf-8")).values():
            yield from [prompt + ' Answer: "'] * 20


def save_compact(tokenizer: Tokenizer, path: Path) -> None:
    document = json.loads(tokenizer.to_str())
    path.write_text(
        json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


def tokens_per_word(tokenizer: Tokenizer, words: list[str], before: str = "") -> dict[str, float]:
    """The shares of words that are one, two, or more tokens."""
    lengths = [len(tokenizer.encode(before + word).ids) for word in words]
    return {
        "one": sum(n == 1 for n in lengths) / len(words),
        "two": sum(n == 2 for n in lengths) / len(words),
        "more": sum(n > 2 for n in lengths) / len(words),
        "mean": sum(lengths) / len(words),
    }
