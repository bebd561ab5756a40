"""What sacreBLEU says of perturbed translations, for the tests of Assay's own metrics.

    pip install sacrebleu==2.6.0 sentencepiece==0.2.2
    python -m assay_training.translation_goldens --data-dir ../../shared/data \
        --out ../benchmarks/src/test/resources/dev/assay/benchmarks/translation

writes into the folder

- corpora.tsv: corpus scores of perturbed references. The perturbation is a rule that the Java test
  `PerturbedCorpus` repeats, so that no sentence of FLORES needs to be in the project;
- segments.tsv: the counts of single sentences, made up here for the metrics' corners;
- unigram.model, bpe.model: two small SentencePiece models of the embedded sentences (`--train`;
  otherwise those in the folder are used).
"""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

SENTENCES = "../benchmarks/src/main/resources/dev/assay/benchmarks/flores/sentences"
FLORES_PAIRS = [
    "deu-eng",
    "eng-deu",
    "eng-fra",
    "eng-rus",
    "eng-ell",
    "eng-hin",
    "eng-ara",
    "eng-tur",
    "eng-jpn",
    "eng-tha",
]
MINI_PAIRS = ["deu-eng", "eng-deu", "eng-ell", "eng-hin", "eng-ara", "eng-zho_simpl"]
CHARACTER_TARGETS = {"jpn", "tha", "zho_simpl"}  # written without spaces between words
PIECES = ("unigram", "bpe")

# What Java's String.strip() takes away: unlike Python's, no no-break spaces.
JAVA_WHITESPACE = "".join(
    c for c in map(chr, range(0x3001)) if c.isspace() and c not in "\x85\xa0\u2007\u202f"
)


class Lcg:
    """Knuth's 64-bit congruential generator (MMIX); few lines in any language."""

    def __init__(self, seed: int):
        self.state = seed

    def next(self, bound: int) -> int:
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def perturbed(reference: str, source: str, random: Lcg) -> str:
    """Now and then nothing or the source itself, else the reference after one to six edits."""
    kind = random.next(50)
    if kind == 0:
        return ""
    if kind == 1:
        return source
    words = reference.split(" ")
    for _ in range(1 + random.next(6)):
        edit(words, random)
    return " ".join(words)


def edit(words: list[str], random: Lcg) -> None:
    operation = random.next(8)
    i = random.next(len(words))
    if operation == 0:
        if len(words) > 1:
            del words[i]
    elif operation == 1:
        j = (i + 1) % len(words)
        words[i], words[j] = words[j], words[i]
    elif operation == 2:
        block = words[i : i + 1 + random.next(4)]
        del words[i : i + len(block)]
        place = random.next(len(words) + 1)
        words[place:place] = block
    elif operation == 3:
        words.insert(i, words[i])
    elif operation == 4:
        words[i] = words[i].upper()
    elif operation == 5:
        if len(words[i]) > 1:
            at = random.next(len(words[i]) - 1)
            word = words[i]
            words[i] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif operation == 6:
        if len(words[i]) > 1:
            at = random.next(len(words[i]))
            words[i] = words[i][:at] + words[i][at + 1 :]
    else:
        words[i] = words[random.next(len(words))]


def sentences(file: Path) -> list[str]:
    """Lines without the whitespace around them."""
    lines = file.read_text("utf-8").rstrip("\n").split("\n")
    return [line.strip(JAVA_WHITESPACE) for line in lines]


def corpora(data: Path, pieces: Path) -> list[str]:
    rows = ["corpus\tpair\tseed\tmetric\tsignature\tscore"]
    for index, pair in enumerate(FLORES_PAIRS):
        files = [data / "flores101" / "devtest" / f"{code}.devtest" for code in pair.split("-")]
        rows += corpus("flores101", pair, 101 + index, files, None)
        print(rows[-1], flush=True)
    for index, pair in enumerate(MINI_PAIRS):
        files = [Path(SENTENCES) / f"{code}.txt" for code in pair.split("-")]
        rows += corpus("mini", pair, 1 + index, files, pieces)
    return rows


def corpus(name: str, pair: str, seed: int, files: list[Path], pieces: Path | None) -> list[str]:
    from sacrebleu.metrics import BLEU, CHRF, TER

    sources, references = (sentences(file) for file in files)
    random = Lcg(seed)
    hypotheses = [perturbed(r, s, random) for s, r in zip(sources, references, strict=True)]
    characters = pair.split("-")[1] in CHARACTER_TARGETS
    metrics = {
        "bleu": BLEU(tokenize="char" if characters else "13a"),
        "chrf++": CHRF(word_order=2),
        "ter": TER(),
    }
    if pieces:
        metrics["bleu-none"] = BLEU(tokenize="none")
        for kind in PIECES:
            metrics["spbleu-" + kind] = sentence_piece_bleu(pieces / f"{kind}.model")
    rows = []
    for metric, scorer in metrics.items():
        score = scorer.corpus_score(hypotheses, [references]).score
        rows.append(f"{name}\t{pair}\t{seed}\t{metric}\t{scorer.get_signature()}\t{score!r}")
    return rows


def sentence_piece_bleu(model: Path):
    """sacreBLEU's spBLEU, with another model in the place of the one that it downloads."""
    import sacrebleu.tokenizers.tokenizer_spm as spm
    from sacrebleu.metrics import BLEU

    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "models").mkdir()
        shutil.copy(model, Path(folder) / "models" / "sacrebleu_tokenizer_spm.model")
        spm.SACREBLEU_DIR = folder
        spm.TokenizerSPM.__call__.cache_clear()
        return BLEU(tokenize="flores101")


def segments() -> list[str]:
    from sacrebleu.metrics import BLEU, CHRF, TER

    metrics = [BLEU(tokenize="13a"), BLEU(tokenize="char"), CHRF(word_order=2), TER()]
    rows = ["hypothesis\treference\t13a\tchar\tchrf++\tter"]
    for hypothesis, reference in [*CORNERS, *word_salads()]:
        counts = [m._extract_corpus_statistics([hypothesis], [[reference]])[0] for m in metrics]
        cells = [" ".join(f"{count:g}" for count in row) for row in counts]
        rows.append("\t".join([hypothesis, reference, *cells]))
    return rows


CORNERS = [
    ("", ""),
    ("", "a word"),
    ("a word", ""),
    ("The same sentence.", "The same sentence."),
    ("THE SAME SENTENCE.", "the same sentence."),
    ("one", "one"),
    ("two words", "two words"),
    ("the the the the the", "the cat the dog"),
    ("3,000.50 costs 1.5-2.5 or 7-up, $4.", "3,000.50 costs 1.5 - 2.5 or 7-up , $4."),
    ("e.g. this, and that; (those) [these]", "e.g. this , and that ; ( those ) [ these ]"),
    ("&quot;A&quot; &amp; &lt;b&gt; &apos;", '"A" & <b> \''),
    ("cut<skipped>here don't re-do", "cuthere do n't re - do"),
    ("no\u00a0break\u202fspace\u3000wide\u0085line", "no break space wide line"),
    ("zero\u200bwidth\ufeffspaces", "zero width spaces"),
    ("smile 😀 and 🎉🎉 𐌰𐌱", "smile 😀 and 🎉 𐌰𐌱𐌲"),
    ("(hi) 'tis don't! ?! ...", "hi 'tis, don't !? ..."),
    ("ΟΔΟΣ Σ ΣΑΣ.", "οδός σ σας."),
    ("İstanbul ISPARTA ırmak", "i̇stanbul ısparta ırmak"),
    ("Straße STRASSE", "strasse straße"),
    ("猫が椅子の上で寝ています。", "椅子の上で猫が寝ている。"),
    ("हम हिन्दी पढ़ते हैं।", "हम हिंदी पढ़ते हैं ।"),
    ("ครูเขียนคำบนกระดาน", "ครูเขียนคำหนึ่งคำบนกระดาน"),
    ("b c d a", "a b c d"),
    ("d e f a b c g", "a b c d e f g"),
    ("a b c d e f g h i j k l m n o", "k l m n o a b c d e f g h i j"),
    ("x", " ".join(["x", *"abcdefghij"] * 20)),
    (" ".join("abcdefghij" * 20), "a j"),
    (" ".join("ab" * 60), " ".join("ba" * 55)),
    (" ".join(str(i) for i in range(80)), " ".join(str((i + 55) % 80) for i in range(80))),
]


def word_salads() -> list[tuple[str, str]]:
    """Pairs of random words, the second often a shuffled first; few words, so that many match."""
    random = Lcg(2106)
    salads = []
    for _ in range(160):
        vocabulary = 2 + random.next(25)
        first = [f"w{random.next(vocabulary)}" for _ in range(1 + random.next(60))]
        second = list(first)
        for _ in range(random.next(12)):
            edit(second, random)
        if random.next(3) == 0:
            second = [f"w{random.next(vocabulary)}" for _ in range(1 + random.next(90))]
        salads.append((" ".join(first), " ".join(second)))
    return salads


def train(folder: Path) -> None:
    import sentencepiece

    files = sorted(Path(SENTENCES).glob("*.txt"))
    for kind in PIECES:
        with (folder / f"{kind}.model").open("wb") as model:
            sentencepiece.SentencePieceTrainer.train(
                sentence_iterator=iter([line for file in files for line in sentences(file)]),
                model_writer=model,
                model_type=kind,
                vocab_size=1_000,
                character_coverage=0.98,
                normalization_rule_name="identity",
                user_defined_symbols=["😀"],
                num_threads=1,
                minloglevel=2,
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--train", action="store_true", help="train the SentencePiece models anew")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    if arguments.train:
        train(arguments.out)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    for name, rows in (
        ("segments.tsv", segments()),
        ("corpora.tsv", corpora(arguments.data_dir, arguments.out)),
    ):
        (arguments.out / name).write_text("".join(row + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    main()
