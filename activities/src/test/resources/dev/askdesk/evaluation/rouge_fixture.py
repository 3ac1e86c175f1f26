"""Writes rouge.jsonl: pairs of texts with the scores of google-research's rouge_score (pip install rouge-score)."""

import json
import random
import sys

from rouge_score import rouge_scorer

WORDS = """investment investments invested investing companies company funds funding funded raised raising valuations
valuation valued fairly quarterly yearly happily skies dying lying news innings proceed succeeded relational conditional
rationally hopping hoped falling controlled rolled agreed feeding ponies caresses cats ties plastered bled motoring sized
traditional digitizer operator feudalism decisiveness hopefulness callousness formality sensitivity sensibility triplicate
formative formalize electrical goodness revival allowance inference airliner adjustable defensible irritant replacement
adjustment dependent adoption communism activate angularity effective bowdlerize probate rate cease biology apologies
the of in and a to by with from was were is are 2023 2024 12.5 $3.4m -3.5% 10,000 Q3 café naïve résumé UK U.S. e-mail
""".split()


def sentence(chance):
    words = [chance.choice(WORDS) for _ in range(chance.randint(0, 14))]
    return " ".join(words).capitalize() + chance.choice([".", "!", "", " —"])


def text(chance):
    return chance.choice(["\n", " "]).join(sentence(chance) for _ in range(chance.randint(1, 4)))


def variant(original, chance):
    words = [w for w in original.split(" ") if chance.random() > 0.25]
    for _ in range(chance.randint(0, 4)):
        words.insert(chance.randint(0, len(words)), chance.choice(WORDS))
    return " ".join(words)


def main(path):
    chance = random.Random(7)
    kinds = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    scorers = {stem: rouge_scorer.RougeScorer(kinds, use_stemmer=stem) for stem in (False, True)}
    with open(path, "w", encoding="utf-8") as out:
        for i in range(320):
            target = text(chance)
            prediction = text(chance) if i % 8 == 0 else variant(target, chance)
            if i % 40 == 1:
                prediction = ""
            line = {"target": target, "prediction": prediction}
            for stem, scorer in scorers.items():
                scores = scorer.score(target, prediction)
                line["stemmed" if stem else "plain"] = {k: [s.precision, s.recall, s.fmeasure] for k, s in scores.items()}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else "rouge.jsonl")
