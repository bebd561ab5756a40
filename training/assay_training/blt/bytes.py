"""The documents of the tokenized twin as bytes: the same texts, in the same order, with the same loss."""

from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from assay_training.blt.config import BOS, EOS, OFFSET
from assay_training.documents import END_OF_TEXT, Documents


def token_bytes(tokenizer: Tokenizer) -> list[list[int]]:
    """The byte ids of each token of a byte-level BPE; the end of a text is an id of its own."""
    alphabet = {character: byte for byte, character in _alphabet().items()}
    ids = [[] for _ in range(tokenizer.get_vocab_size())]
    for token, number in tokenizer.get_vocab().items():
        ids[number] = [EOS] if token == END_OF_TEXT else [alphabet[c] + OFFSET for c in token]
    return ids


def _alphabet() -> dict[int, str]:
    """The printable characters that stand for bytes in a byte-level BPE (GPT-2's table)."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    table = {byte: chr(byte) for byte in printable}
    return table | {byte: chr(256 + i) for i, byte in enumerate(others)}


class ByteDocuments:
    """Steps of rows of bytes; a step depends on the seed and its number alone."""

    def __init__(self, data: Path, tokenizer: Tokenizer, seed: int, sentences_from: int):
        self._documents = Documents(data, tokenizer, seed, sentences_from)
        self._bytes = token_bytes(tokenizer)

    def step(self, number: int, rows: int, tokens: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """The ids of each row, a begin first, and whether there is loss on each."""
        return [self._row(s) for s in self._documents.sequences(number, rows, tokens + 1)]

    def _row(self, sequence: tuple[list[int], list[bool]]) -> tuple[np.ndarray, np.ndarray]:
        ids, loss = [BOS], [False]
        for token, counts in zip(*sequence):
            ids += self._bytes[token]
            loss += [counts] * len(self._bytes[token])
        return np.array(ids), np.array(loss)


def batches(rows: list[tuple[np.ndarray, np.ndarray]], most: int, multiple: int):
    """Groups rows of like length; yields ids and targets' loss ``[rows, bytes]`` padded with 0.

    ``most`` is the number of positions, padding included, of a batch.
    """
    waiting = sorted(rows, key=lambda row: -len(row[0]))
    while waiting:
        length = -(-(len(waiting[0][0]) - 1) // multiple) * multiple
        count = max(1, most // length)
        group, waiting = waiting[:count], waiting[count:]
        ids = np.zeros((len(group), length + 1), np.int64)
        loss = np.zeros((len(group), length + 1), bool)
        for row, (some, counts) in enumerate(group):
            ids[row, : len(some)] = some
            loss[row, : len(some)] = counts
        yield ids, loss
