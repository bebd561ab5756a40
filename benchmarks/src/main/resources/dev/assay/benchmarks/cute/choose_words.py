"""Chooses the words of words.txt: python3 choose_words.py SMALL LARGE > words.txt

SMALL and LARGE are the lists american-english-small and american-english of the Debian packages
wamerican-small and wamerican, version 2020.12.07-2.
"""

import hashlib
import re
import sys

SUFFIXES = ["s", "es", "d", "ed", "ing", "r", "er", "st", "est", "ly", "ness"]
UNFIT = """
alinement ameba aortae arcked bannister bestiality bowlder bum bung cassino chidden cigaret
cretinous cullender diarrhea dopy erection ethnics fanny fetish fiche fledgeling fulness fuze
gay gentile gnawn gosh harv homicidal homie inbred interne isthmi lesbian lii lollypop lxvi
mediaeval nipple ohs parsec pelvic pickaback posterior prick primaeval prude pseudo pub puberty
pus racist rape sadism sauted seduction sex slave slay smidgin suicidal sultry tabu teat trolly
turves unbiassed virgin voluptuous whiskys wretch xenophobia
""".split()


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def is_test_word(word):
    return int(digest(word)[:2], 16) % 8 == 0


def is_inflected(word, known):
    for suffix in SUFFIXES:
        stem = word.removesuffix(suffix)
        if stem != word and len(stem) > 2:
            forms = {stem, stem + "e"}
            if stem[-1] == stem[-2]:
                forms.add(stem[:-1])
            if stem[-1] == "i":
                forms.add(stem[:-1] + "y")
            if forms & known:
                return True
    return False


small, large = (set(open(path, encoding="utf-8").read().split()) for path in sys.argv[1:3])
words = [
    word
    for word in small & large
    if re.fullmatch("[a-z]{3,10}", word)
    and not re.fullmatch("[ivx]+", word)
    and is_test_word(word)
    and not is_inflected(word, large)
    and word not in UNFIT
]
print(*sorted(sorted(words, key=lambda word: digest("assay" + word))[:1500]), sep="\n")
