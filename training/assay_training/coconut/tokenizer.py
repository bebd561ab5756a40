"""The tokenizer of the small reasoning models: a byte is a token, and so is each unit of their text.

Units are whole pieces of the benchmarks' text, such as ``". Every"`` or ``" brimpus"``. They are
added tokens that are not special: at each place the longest unit is taken, and bytes stand for
whatever no unit covers, so that any text survives the way there and back.
"""

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers

END_OF_TEXT = "<|endoftext|>"
BEGIN_LATENT, END_LATENT, LATENT = "<|start-latent|>", "<|end-latent|>", "<|latent|>"
PAUSE = "<|pause|>"
SPECIAL = [END_OF_TEXT, BEGIN_LATENT, END_LATENT, LATENT, PAUSE]
FIRST_BYTE = len(SPECIAL)
FIRST_UNIT = FIRST_BYTE + 256


def unit_tokenizer(units: list[str]) -> Tokenizer:
    """Ids: the special tokens from 0, byte ``b`` at 5 + b, then the units in their order.

    A unit that is one printable ASCII character keeps its byte's id and takes no other.
    """
    _check(units)
    vocabulary = {token: i for i, token in enumerate(SPECIAL)}
    vocabulary |= {token: FIRST_BYTE + byte for byte, token in enumerate(byte_characters())}
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=[]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens([AddedToken(t, normalized=False, special=True) for t in SPECIAL])
    tokenizer.add_tokens([AddedToken(u, normalized=False, special=False) for u in units])
    return tokenizer


def byte_characters() -> list[str]:
    """GPT-2's character for each byte: printable ones stand for themselves, the others from U+0100 on."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    others = iter(range(0x100, 0x200))
    return [chr(byte if byte in printable else next(others)) for byte in range(256)]


def _check(units: list[str]) -> None:
    characters = {character: byte for byte, character in enumerate(byte_characters())}
    seen = set()
    for unit in units:
        if not unit:
            raise ValueError("a unit has at least one character")
        if unit in seen or unit in SPECIAL:
            raise ValueError(f"the unit {unit!r} is given twice or is a special token")
        seen.add(unit)
        # The decoder takes a token of only such characters for bytes: "é" would become the byte E9.
        if all(c in characters for c in unit) and bytes(characters[c] for c in unit) != unit.encode():
            raise ValueError(
                f"the unit {unit!r} reads like bytes of a byte-level vocabulary and cannot be decoded; "
                "extend it by a space or leave its text to the bytes"
            )
