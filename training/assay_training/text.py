"""Ordinary text: GSM8k's training problems (MIT), their sentences, and a small grammar."""

import json
import random
import re
from pathlib import Path

from assay_training.words import is_test

_SENTENCE = re.compile(r"[A-Z][A-Za-z0-9 ,]*[A-Za-z0-9][.?!]")


def gsm8k_documents(data: Path, split: str = "train") -> list[str]:
    """Problem and solution, without the calculator's annotations."""
    documents = []
    with (data / "gsm8k" / f"{split}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            problem = json.loads(line)
            answer = re.sub(r"<<[^>]*>>", "", problem["answer"])
            documents.append(f"{problem['question'].strip()}\n{answer.strip()}\n")
    return documents


def sentences(documents: list[str], test: bool) -> list[str]:
    """Plain sentences of 4 to 12 words, split into train and test as words are."""
    found = set()
    for document in documents:
        for candidate in re.split(r"(?<=[.?!])\s+", document):
            if _SENTENCE.fullmatch(candidate) and 4 <= len(candidate.split()) <= 12:
                found.add(candidate)
    return sorted(s for s in found if is_test(s) == test)


# The project's own little grammar: stories' sentences, with more kinds of words than GSM8k has.
_PEOPLE = "the girl|the boy|my sister|her brother|his uncle|our teacher|the farmer|a sailor|the old man|the queen|Anna|Peter|Maria|Tim|Lucy|Omar|she|he|they|we|I|the doctor|a stranger|the children|the twins"  # fmt: skip
_ANIMALS = "the cat|a dog|the fox|an owl|the bear|a mouse|the horse|the goat|a duck|the whale|the frog|a lion|the snake|the rabbit|a bee"  # fmt: skip
_THINGS = "a box|the apple|a red ball|the lamp|an old map|the window|a cup of tea|the bread|a letter|the blue hat|the key|a book|the drum|some flowers|the ladder|a silver ring|the kite|his coat|her bag|the bell|a wooden spoon|the basket"  # fmt: skip
_PLACES = "in the garden|near the river|under the table|at school|on the hill|behind the house|by the sea|in the kitchen|across the bridge|at the market|in the forest|on the roof|inside the cave|along the road|beside the old tree"  # fmt: skip
_DID = "found|lost|carried|dropped|saw|wanted|liked|took|painted|hid|bought|opened|cleaned|broke|kept|forgot|brought|held|sold|fixed"  # fmt: skip
_WENT = "slept|sang|waited|danced|laughed|played|cried|rested|worked|walked|jumped|hid|stood|ate|smiled|looked around|fell"  # fmt: skip
_WHEN = "yesterday|every morning|after lunch|at night|last week|in the evening|before dinner|all day|again|then|on Sunday|once"  # fmt: skip
_HOW = "very|so|quite|too|really|still"
_STATES = "happy|sad|tired|hungry|big|small|warm|cold|quiet|loud|kind|brave|angry|proud|slow|fast|lucky|clever|afraid|sleepy|soft|bright"  # fmt: skip


def grammar_sentence(rng: random.Random) -> str:
    pick = lambda options: rng.choice(options.split("|"))  # noqa: E731
    who = pick(_PEOPLE if rng.random() < 0.7 else _ANIMALS)
    kind = rng.randrange(7)
    if kind == 0:
        body = f"{who} {pick(_DID)} {pick(_THINGS)} {pick(_PLACES)}"
    elif kind == 1:
        body = f"{who} {pick(_WENT)} {pick(_PLACES)} {pick(_WHEN)}"
    elif kind == 2:
        body = f"{who} {pick(_WENT)} and {pick(_WENT)}"
    elif kind == 3:
        body = f"{pick(_WHEN)}, {who} {pick(_DID)} {pick(_THINGS)}"
    elif kind == 4:
        body = f"{pick(_THINGS)} was {pick(_HOW)} {pick(_STATES)}, and {who} {pick(_WENT)}"
    elif kind == 5:
        body = f"{pick(_ANIMALS)} {pick(_DID)} {pick(_THINGS)} with {pick(_ANIMALS)}"
    else:
        body = f"did {who} {rng.choice(['see', 'find', 'like', 'want', 'keep'])} {pick(_THINGS)}?"
    end = "" if body.endswith("?") else rng.choice([".", ".", ".", "!"])
    return body[0].upper() + body[1:] + end


def shuffled_words(rng: random.Random, words: list[str]) -> str:
    """Words without sense, so that copying is learnt for any word."""
    body = " ".join(rng.choice(words) for _ in range(rng.randint(4, 9)))
    return body if rng.random() < 0.3 else body.capitalize() + "."


# Pairs of related words, the project's own.
RELATED = "happy glad,sad unhappy,big large,small little,fast quick,slow sluggish,cold chilly,hot warm,angry furious,brave bold,smart clever,rich wealthy,quiet silent,loud noisy,begin start,finish end,buy purchase,sell trade,look watch,speak talk,shout yell,run sprint,jump leap,eat dine,drink sip,sleep nap,build construct,break shatter,fix repair,help assist,teach instruct,learn study,write compose,draw sketch,sing chant,laugh giggle,cry weep,throw toss,catch grab,push shove,pull drag,cut slice,cook bake,wash clean,hide conceal,find discover,win triumph,lose fail,give donate,take seize,house home,street road,forest woods,river stream,ocean sea,mountain hill,stone rock,rain storm,snow ice,sun star,moon planet,fire flame,water liquid,tree plant,flower blossom,grass lawn,dog puppy,cat kitten,horse pony,cow bull,sheep lamb,pig hog,chicken hen,bird sparrow,fish trout,snake viper,mouse rat,bee wasp,lion tiger,wolf fox,king queen,prince princess,doctor nurse,teacher pupil,lawyer judge,soldier army,farmer barn,sailor ship,pilot plane,driver car,baker bread,butcher meat,painter canvas,singer song,dancer ballet,writer novel,actor stage,cup mug,plate dish,fork spoon,knife blade,table desk,chair stool,bed mattress,lamp light,door gate,window glass,wall fence,roof ceiling,floor carpet,shirt blouse,pants trousers,shoe boot,hat cap,coat jacket,ring jewel,gold silver,money cash,bank loan,shop store,market bazaar,city town,village hamlet,country nation,map atlas,book volume,page sheet,letter mail,phone call,computer laptop,movie film,music melody,guitar violin,drum beat,ball game,race contest,prize award,party feast,gift present,cake pie,apple pear,orange lemon,carrot turnip,potato yam,rice grain,milk cheese,coffee tea,sugar honey,salt pepper,arm leg,hand finger,eye ear,nose mouth,heart lung,brain mind,blood vein,skin bone,illness disease,medicine pill,school college,exam test,answer reply,question query,idea thought,plan scheme,work labour,job career,boss chief,worker employee,friend pal,enemy foe,brother sister,father mother,uncle aunt,child kid,baby infant,boy lad,girl lass,man gentleman,woman lady,day night,morning dawn,evening dusk,week month,year decade,summer winter,spring autumn,north south,left right,up above,down below,near close,far distant,early soon,late tardy,old ancient,new modern,young youthful,hard tough,soft gentle,dry arid,wet damp,clean tidy,dirty filthy,full packed,empty vacant,strong mighty,weak feeble,true correct,false wrong,easy simple,hidden secret,strange odd,famous renowned,pretty lovely,ugly hideous,kind nice,cruel mean,calm peaceful,wild savage,holy sacred,red scarlet,blue azure,green emerald,black ebony,white ivory"  # fmt: skip


def related_pairs() -> list[tuple[str, str]]:
    return [tuple(pair.split()) for pair in RELATED.split(",")]
