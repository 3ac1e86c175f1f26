"""Writes rouge.jsonl beside this file: pairs of texts with the scores of Google Research's rouge_score.

    pip install rouge-score==0.1.2 nltk==3.10.4
    python rouge_fixture.py

Every line: target, prediction, and for each kind of ROUGE precision, recall and F without ("plain") and with ("stem")
stemming. The texts are put together from the lists below with a fixed seed, so the file comes out the same again.
"""

import json
import pathlib
import random

from rouge_score import rouge_scorer

KINDS = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
WHO = ["The fund", "Fund II", "The opportunity fund", "Our partners", "Maria Keller", "The committee", "Northwind Labs",
       "Société Générale", "Two companies", "Investors", "The analysts", "Ørsted Ventures"]
DID = ["invested", "was investing", "invests", "has been valuing", "valued", "sold", "is selling", "committed",
       "carefully considered", "exceeded", "skied past", "owned", "was planning", "planned", "agreed", "hopefully tied up",
       "relied on", "denied", "was dying for", "studies", "has proceeded with", "controlled", "totalled"]
WHAT = ["$12.5 million", "1,250,000 dollars", "3.5%", "-3.5 %", "EUR 40m", "a stake of 12 %", "several holdings",
        "the largest holdings", "convertible notes", "a minority position", "policies and agreements", "shares",
        "7 of 19 companies", "an operational advantage", "generalizations", "the valuations", "the news", "two outings"]
WHERE = ["in 2023", "in Q4 2022", "across three sectors", "by sector", "at the latest valuation", "yearly",
         "over the following months", "quickly and quietly", "relatively late", "during the innings of 1999",
         "in biotechnology", "for technological reasons", "without hesitation", "as of 2024-06-30", "exceptionally well"]
ENDINGS = [".", ".", ".", "!", "?", ";", "", " …", ".\n", "\n"]
ODD = ["", " ", "\n", "\n\n", "…", "!?", "a", "I", "1", "ÄÖÜ", "naïve café", "İstanbul", "\u212a2", "日本語", "🙂 fine",
       "the the the", "the the", "the", "x\ny\nz", "z y x", "a b a b a", "b a b a b", "tab\tseparated\twords",
       "Adam\nAdam\nAdam", "Adam Adam", "it's", "its", "co-investor", "co investors", "\r\nwindows\r\nlines", "under_score",
       "agreed feed", "flies died ties", "dies skies flying", "happily hoping hopping", "file filing filling", "oily",
       "by buy boy", "radically fully formally", "analogies analogous analogy", "sized sizing sizer", "troubled troubling",
       "controlling control roll rolling", "adoption adopted", "yesterday's yields", "sayings say", "1990s 1990", "3rd 3ed 4ing"]


def sentence(chance):
    parts = [chance.choice(WHO), chance.choice(DID), chance.choice(WHAT), chance.choice(WHERE)]
    if chance.random() < 0.2:
        parts.insert(2, chance.choice(parts))
    return " ".join(parts) + chance.choice(ENDINGS)


def text(chance, sentences):
    return chance.choice([" ", "\n"]).join(sentence(chance) for _ in range(sentences))


def changed(chance, original):
    words = original.split(" ")
    for _ in range(chance.randint(1, max(1, len(words) // 3))):
        at = chance.randrange(len(words))
        how = chance.randrange(4)
        if how == 0 and len(words) > 1:
            del words[at]
        elif how == 1:
            words.insert(at, chance.choice(words))
        elif how == 2:
            words[at] = chance.choice(chance.choice([WHO, DID, WHAT, WHERE]))
        else:
            other = chance.randrange(len(words))
            words[at], words[other] = words[other], words[at]
    return " ".join(words)


def pairs():
    chance = random.Random(20240630)
    for odd in ODD:
        yield odd, odd
        yield odd, chance.choice(ODD)
        yield sentence(chance), odd
        yield odd, sentence(chance)
    for sentences in [1, 1, 2, 3, 5]:
        for _ in range(30):
            original = text(chance, sentences)
            yield original, changed(chance, original)
            yield original, text(chance, sentences)
    for _ in range(4):
        original = text(chance, 40)
        yield original, changed(chance, original)


def main():
    scorers = {"plain": rouge_scorer.RougeScorer(KINDS), "stem": rouge_scorer.RougeScorer(KINDS, use_stemmer=True)}
    with (pathlib.Path(__file__).parent / "rouge.jsonl").open("w", encoding="utf-8", newline="\n") as out:
        for target, prediction in pairs():
            line = {"target": target, "prediction": prediction}
            for name, scorer in scorers.items():
                scores = scorer.score(target, prediction)
                line[name] = {kind: [round(part, 9) for part in scores[kind]] for kind in KINDS}
            out.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
