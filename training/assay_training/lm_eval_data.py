"""Small data files as other programs write them, and what Hugging Face's `datasets` reads from them:
goldens for the tests of the documents of Assay's benchmark `lm-eval`.

    pip install datasets==5.0.1 pyarrow==25.0.1 pandas==3.0.6
    python -m assay_training.lm_eval_data \
        --out ../benchmarks/src/test/resources/dev/assay/benchmarks/lmeval/data

writes Parquet files (all codecs that Assay reads, both page versions, dictionaries and none, several
row groups, nested lists and structs), JSON lines, CSV and TSV, and documents.json: for each file the
columns and rows that `load_dataset` gives.
"""

import argparse
import json
import tempfile
from pathlib import Path

CODECS = {"plain": "none", "snappy": "snappy", "gzip": "gzip", "zstd": "zstd", "lz4": "lz4"}
LINES = [
    {"question": "One?", "label": 1, "price": 1, "tags": ["a", "b"], "source": {"page": 1, "url": "x"}},
    {"question": "Two?", "price": 2.5, "tags": [], "source": {"page": 2, "url": None}, "extra": True},
    {"question": "Wörter 😀", "label": 3, "price": None, "source": None, "mixed": [[1], [2, 3]]},
]
CSV = '''\
question,label,missing,price,right,note,empty,day,padded
"One, two",1,1,1.5,True,x,NA,2020-01-01,007
"He said ""hi""",2,,2,False,,null,2020-01-02,010
"Line
break",3,3,.5,true,None,,soon,1
'''
TSV = 'a\tb\n1\tx y\n2\t"q"\n'
TEXT = "line one\n\nline three\r\nlast"


def table():
    import pyarrow as pa

    return pa.table(
        {
            "question": ["Why?", None, "Wörter 😀", "Why?"],
            "label": pa.array([1, 0, None, 3], pa.int64()),
            "small": pa.array([1, 2, 3, -4], pa.int8()),
            "large": pa.array([1, 2, 3, 4_000_000_000], pa.uint32()),
            "price": [0.5, 2.0, None, 1e-7],
            "half": pa.array([0.5, 0.1, None, 2.0], pa.float32()),
            "right": [True, False, None, True],
            "choices": [
                {"text": ["a", "b"], "label": ["A", "B"]},
                {"text": [], "label": None},
                None,
                {"text": ["c"], "label": ["C"]},
            ],
            "turns": [[{"role": "user", "text": "Hi"}, {"role": "bot", "text": None}], [], None, []],
            "nested": [[[1], [2, 3]], [], [None, [4]], None],
            "kind": pa.array(["x", "x", "y", None]).dictionary_encode(),
        }
    )


def write(folder):
    import pyarrow.parquet as pq

    for name, codec in CODECS.items():
        pq.write_table(table(), folder / f"{name}.parquet", compression=codec)
    pq.write_table(table(), folder / "pages-v2.parquet", compression="zstd", data_page_version="2.0")
    pq.write_table(table(), folder / "groups.parquet", row_group_size=2, use_dictionary=False)
    lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES)
    (folder / "lines.jsonl").write_text(lines, encoding="utf-8")
    (folder / "field.json").write_text(json.dumps({"version": 1, "data": LINES}, indent=1), encoding="utf-8")
    (folder / "array.json").write_text(json.dumps(LINES), encoding="utf-8")
    (folder / "table.csv").write_text(CSV, encoding="utf-8")
    (folder / "table.tsv").write_text(TSV, encoding="utf-8")
    (folder / "text.txt").write_bytes(TEXT.encode())


def read(folder):
    import datasets

    def documents(loader, file, **options):
        with tempfile.TemporaryDirectory() as cache:
            data = datasets.load_dataset(
                loader, data_files=str(folder / file), cache_dir=cache, split="train", **options
            )
            return {"format": loader, "file": file, "options": options, "fields": data.column_names, "rows": list(data)}

    files = [documents("parquet", f"{name}.parquet") for name in [*CODECS, "pages-v2", "groups"]]
    files += [documents("json", "lines.jsonl"), documents("json", "array.json")]
    files += [documents("json", "field.json", field="data")]
    files += [documents("csv", "table.csv"), documents("csv", "table.tsv", sep="\t")]
    files += [documents("csv", "table.tsv", delimiter="\t", column_names=["x", "y"])]
    files += [documents("csv", "table.tsv", delimiter="\t", column_names=["x", "y"], header=0)]
    files += [documents("text", "text.txt"), documents("text", "text.txt", sample_by="document")]
    files += [documents("text", "text.txt", sample_by="paragraph")]
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    write(arguments.out)
    text = json.dumps(read(arguments.out), indent=1, ensure_ascii=False)
    (arguments.out / "documents.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
