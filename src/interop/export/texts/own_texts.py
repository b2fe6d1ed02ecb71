"""Texts of one's own to train on: read from a file, and their vocabulary learned where the network begins anew.

What a file holds depends on what the network does:
a text and its class in columns (CSV, with commas, semicolons or tabs); a source and what is to be said to it in two columns;
running text, of which windows are taken; or whole texts, one a line.
"""

import csv
import heapq
import math
import random
import re
from collections import Counter

from texts import BEGIN, END, SETTINGS, SPECIAL, Texts, characters_of, filled, load, pair_tokens, runs_of, tokens_of

# A longer token is no word but noise.
LONGEST_TOKEN = 64
HEADER = re.compile("(text|label|class|category|message|review|sentence|content|source|target|文本|标签|类别|内容|句子|评论)s?", re.IGNORECASE)


def read(path):
    """Examples as the file has them: (text, class), (source, target), or texts."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    if SETTINGS["kind"] == "windows":
        return [text]
    if SETTINGS["kind"] == "whole":
        return [line for line in text.splitlines() if line.strip()]
    rows = table(text)
    if not rows or min(map(len, rows)) < 2:
        raise SystemExit(f"{path} should have two columns in every line, {'a text and its class' if SETTINGS['kind'] == 'classes' else 'a source and a target'}.")
    if any(HEADER.fullmatch(cell) for cell in rows[0]):
        rows = rows[1:]
    first, second = columns(rows) if SETTINGS["kind"] == "classes" else (0, 1)
    return [(row[first], row[second]) for row in rows]


def table(text):
    lines = text.splitlines(keepends=True)

    def split(some, mark):
        return [[cell.strip() for cell in row] for row in csv.reader(some, delimiter=mark) if any(cell.strip() for cell in row)]

    # What gives the most lines the same number of columns, of at least two, separates them.
    csv.field_size_limit(1 << 24)
    score = {mark: max(Counter(len(row) for row in split(lines[:20], mark) if len(row) > 1).values(), default=0) for mark in "\t,;"}
    return split(lines, max(score, key=score.get))


def columns(rows):
    """The column with the longest cells is the text; of the others, the one with the fewest different ones is the class."""
    width = min(map(len, rows))
    text = max(range(width), key=lambda at: sum(len(row[at]) for row in rows))
    return text, min((at for at in range(width) if at != text), key=lambda at: len({row[at] for row in rows}))


def splits(path, share, seed, new_classes=False, new_tokens=False):
    """Arrays of what trains and of the share that is held out, and the vocabulary and classes by which they were made."""
    examples = read(path)
    if SETTINGS["kind"] == "windows":
        end = len(examples[0]) - round(share * len(examples[0]))
        parts = {"train": [examples[0][:end]], "validation": [examples[0][end:]]}
    else:
        random.Random(seed).shuffle(examples)
        held_out = round(share * len(examples))
        parts = {"train": examples[held_out:], "validation": examples[:held_out]}
    known = load()
    texts = Texts(
        learned_tokens(parts["train"]) if new_tokens else known.tokens,
        learned_classes(examples) if new_classes and SETTINGS["kind"] == "classes" else known.classes,
    )
    rows = {split: arrays(part, texts) for split, part in parts.items()}
    if not rows["train"][0]:
        raise SystemExit(f"{path} holds no example to train on.")
    return {split: arrays for split, arrays in rows.items() if arrays[0]}, texts


def learned_classes(examples):
    """In the order in which they first occur; a network has as many outputs as it had."""
    classes, room = list(dict.fromkeys(label for _, label in examples)), len(SETTINGS["classes"])
    if len(classes) > room:
        raise SystemExit(f"There are {len(classes)} classes, and the network has room for {room}: {', '.join(classes)}.")
    return [[name] for name in classes]


def learned_tokens(examples):
    """The vocabulary of these training examples, as Layerlab makes it of the same ones."""
    size, least = SETTINGS["vocabularySize"], SETTINGS.get("minCount", 1)
    if SETTINGS["kind"] == "pairs":
        sides = SETTINGS["tokens"]
        return vocabulary((pair_tokens(text, sides[side]) for pair in examples for text, side in zip(pair, ("source", "target"))), size, least)
    if SETTINGS["kind"] in ("windows", "whole"):
        return vocabulary(map(characters_of, examples), size, least)
    if SETTINGS["tokenizer"] == "bytePair":
        return byte_pairs((runs_of(text) for text, _ in examples), size, least)
    return vocabulary((tokens_of(text, {}) for text, _ in examples), size, least)


def arrays(examples, texts):
    """Rows of inputs and of targets, as data.npz has them."""
    rows = {"classes": judged, "windows": windows, "whole": whole, "pairs": answered}[SETTINGS["kind"]]
    found = [pair for example in examples for pair in rows(example, texts)]
    return [x for x, _ in found], [y for _, y in found]


def judged(example, texts):
    text, label = example
    number = next((number for number, names in enumerate(texts.classes) if label in names), None)
    if number is None:
        raise SystemExit(f"{label!r} is no class of the network: {', '.join(names[0] for names in texts.classes)}. With --fresh it learns others.")
    yield texts.row(text), number


def windows(text, texts):
    numbers, length, stride = texts.numbers(characters_of(text)), SETTINGS["length"], SETTINGS["stride"]
    for window in range(max(0, math.ceil((len(numbers) - length) / stride))):
        start = window * stride
        yield numbers[start : start + length], numbers[start + 1 : start + length + 1]


def whole(text, texts):
    numbers, length = [BEGIN, *texts.numbers(characters_of(text)), END], SETTINGS["length"]
    yield filled(numbers[:-1], length), filled(numbers[1:], length)


def answered(pair, texts):
    steps = SETTINGS["steps"]["target"]
    said = texts.numbers(pair_tokens(pair[1], SETTINGS["tokens"]["target"]))[: steps - 1]
    yield texts.source(pair[0]) + filled([BEGIN, *said], steps), filled([*said, END], steps)


def vocabulary(counted, size, least):
    """The most frequent tokens, equally frequent ones in the order of their code points."""
    counts = Counter(token for tokens in counted for token in tokens)
    known = [(token, count) for token, count in counts.items() if count >= least and len(token.encode("utf-16-le")) <= 2 * LONGEST_TOKEN]
    known.sort(key=lambda one: (-one[1], one[0]))
    return SPECIAL + [token for token, _ in known[: max(0, size - len(SPECIAL))]]


def byte_pairs(texts, size, least):
    """Sennrich, Haddow, Birch 2016, on characters: single ones first, at most half of the vocabulary, then the joins as they are learned."""
    words = [[list(run), count] for run, count in Counter(tuple(run) for text in texts for run in text).items()]
    letters = Counter()
    for pieces, count in words:
        for piece in pieces:
            letters[piece] += count
    room = max(0, size - len(SPECIAL))
    singles = sorted((piece for piece, count in letters.items() if count >= least), key=lambda piece: (-letters[piece], piece))
    singles = singles[: (room + 1) // 2]
    known, joins, least = set(singles), [], max(2, least)
    counts, places, changed, queue = Counter(), {}, set(), []

    def count_word(number, sign):
        pieces, count = words[number]
        for left, right in zip(pieces, pieces[1:]):
            # A character that is unknown stays so, whatever stands beside it.
            if left in known and right in known:
                key = left + "\0" + right
                counts[key] += sign * count
                places.setdefault(key, set()).add(number)
                changed.add(key)

    for number in range(len(words)):
        count_word(number, 1)
    while len(joins) < room - len(singles):
        for key in changed:
            if counts[key] >= least:
                heapq.heappush(queue, (-counts[key], key))
        changed.clear()
        # Entries that are out of date are skipped when they come up.
        while queue and counts.get(queue[0][1]) != -queue[0][0]:
            heapq.heappop(queue)
        if not queue:
            break
        key = heapq.heappop(queue)[1]
        left, right = key.split("\0")
        del counts[key]
        numbers = places.pop(key)
        if len((left + right).encode("utf-16-le")) > 2 * LONGEST_TOKEN:
            continue
        if left + right not in known:
            joins.append(left + right)
            known.add(left + right)
        for number in numbers:
            count_word(number, -1)
            words[number][0] = _joined(words[number][0], left, right)
            count_word(number, 1)
        counts.pop(key, None)
        places.pop(key, None)
    return SPECIAL + singles + joins


def _joined(pieces, left, right):
    joined, at = [], 0
    while at < len(pieces):
        is_pair = pieces[at] == left and pieces[at + 1 : at + 2] == [right]
        joined.append(left + right if is_pair else pieces[at])
        at += 2 if is_pair else 1
    return joined
