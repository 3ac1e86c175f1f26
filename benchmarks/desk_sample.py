"""Holds how the sample tickets ended against what is expected of them.

Usage: askdesk desk demo ... ; askdesk triage report --json --set home=HOME/demo | python3 benchmarks/desk_sample.py
"""
import collections
import email
import email.policy
import glob
import json
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
folder = os.path.join(here, "../activities/src/main/resources/dev/askdesk/adapters/helpdesk/sample")
expected = {line["file"]: line for line in map(json.loads, open(os.path.join(here, "desk-expected.jsonl")))}

# The local helpdesk numbers tickets as their first mails come in, and puts a reply to its ticket.
ticket_of, mails_of, count = {}, {}, 0
for path in sorted(glob.glob(os.path.join(folder, "*.eml"))):
    mail = email.message_from_binary_file(open(path, "rb"), policy=email.policy.default)
    known = [ticket_of[i] for i in (str(mail["References"] or "") + " " + str(mail["In-Reply-To"] or "")).split() if i in ticket_of]
    if known:
        number = known[-1]
    else:
        count += 1
        number = count
    ticket_of[str(mail["Message-ID"]).strip()] = number
    mails_of.setdefault(number, []).append(os.path.basename(path))

report = json.load(sys.stdin)
ended = {int(t["ticketId"]): t for t in report["tickets"]}
confusion, hit1, hit5, answerable, rightly = collections.Counter(), 0, 0, 0, 0
for number, files in sorted(mails_of.items()):
    want, got = expected[files[-1]], ended.get(number)
    outcome = (got["outcome"] if got else "MISSING").lower()
    confusion[(want["outcome"], outcome)] += 1
    pages = [s["pageId"] for s in got["sources"]] if got else []
    cited = [s["pageId"] for s in got["sources"] if s["cited"]] if got else []
    if want["pages"]:
        answerable += 1
        hit1 += bool(pages) and pages[0] in want["pages"]
        hit5 += any(p in want["pages"] for p in pages)
    if outcome == "noted":
        rightly += any(p in want["pages"] for p in cited)
    if "-v" in sys.argv:
        mark = "ok " if outcome == want["outcome"] and (outcome != "noted" or any(p in want["pages"] for p in cited)) else "BAD"
        print(mark, number, files[-1], "| want", want["outcome"], want["pages"], "| got", outcome, cited or pages[:1], "|", got and got["question"])
noted = sum(n for (_, o), n in confusion.items() if o == "noted")
print(f"{len(mails_of)} tickets: {sum(o != 'missing' for (_, o) in confusion.elements())} ended")
for (want, got), n in sorted(confusion.items()):
    print(f"  expected {want:10} ended {got:10} {n:3}")
print(f"answering page first {hit1} of {answerable}, among the first five {hit5}; noted from an answering page {rightly} of {noted}")
