"""Makes three small tokenizers: byte-level, SentencePiece-like with byte fallback, letters.

    pip install tokenizers && python tokenizers.py
"""
import json
import sys

sys.path.pop(0)  # this file has the name of the library

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

TEXT = ["the cat sat on the mat", "a hat is not a cat", "words and letters, letters and words"] * 20

byte_level = Tokenizer(models.BPE())
byte_level.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
byte_level.decoder = decoders.ByteLevel()
byte_level.train_from_iterator(
    TEXT,
    trainers.BpeTrainer(
        vocab_size=300,
        special_tokens=["<|end|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    ),
)
byte_level.save("byte-level.json", pretty=False)

bytes_tokens = [f"<0x{b:02X}>" for b in range(256)]
piece = Tokenizer(models.BPE(byte_fallback=True, unk_token="<unk>"))
piece.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
piece.decoder = decoders.Sequence(
    [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
)
piece.train_from_iterator(
    TEXT,
    trainers.BpeTrainer(
        vocab_size=360, special_tokens=["<unk>", "<s>", "</s>"] + bytes_tokens, show_progress=False
    ),
)
saved = json.loads(piece.to_str())
# in published models the byte tokens are ordinary entries of the vocabulary
saved["added_tokens"] = [t for t in saved["added_tokens"] if t["content"] not in bytes_tokens]
with open("sentence-piece.json", "w", encoding="utf-8") as file:
    json.dump(saved, file, ensure_ascii=False, separators=(",", ":"))

# One token a letter, for decoders with a vocabulary of 64.
letters = Tokenizer(
    models.BPE(
        vocab={c: i for i, c in enumerate(["<s>", "</s>", "▁", *"abcdefghijklmnopqrstuvwxyz.?"])},
        merges=[],
    )
)
letters.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never")
letters.decoder = decoders.Metaspace(prepend_scheme="never")
letters.add_special_tokens([AddedToken("<s>", special=True), AddedToken("</s>", special=True)])
letters.save("letters.json", pretty=False)
