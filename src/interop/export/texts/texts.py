"""How texts become the numbers of this network, as in Layerlab: cleaned, cut into tokens, looked up, cut or filled up to one length.

    python texts.py "some words"      # the tokens of a text and its row of numbers

Only Python's standard library is used. texts.json says the settings, vocabulary.json the tokens; which characters are letters, marks,
punctuation or emoji is written there too, as the browser knew it that the network was trained in.
"""

import json
import os
import re
import sys
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
PAD, UNKNOWN, BEGIN, END = range(4)
SPECIAL = ["<pad>", "<unk>", "<bos>", "<eos>"]
# A longer run of letters is no word: it is taken in parts.
LONGEST_RUN = 48
# What JavaScript calls space, which is not quite what Python does.
SPACE = "\t\n\x0b\x0c\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"


def read_json(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as file:
        return json.load(file)


SETTINGS = read_json("texts.json")
STOP_WORDS = frozenset(SETTINGS.get("stopWords", []))


def _class(*names, extra=""):
    """What stands between the brackets of a pattern: ranges of code points, first and last one after the other."""
    ranges = [number for name in names for number in SETTINGS["characters"][name]]
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in zip(ranges[::2], ranges[1::2])) + extra


_LETTER, _MARK = _class("letters"), f"[{_class('marks')}]"
_UNSPACED = f"[{_class('unspaced')}]"
_PICTURE, _TONE = f"[{_class('pictures')}]", "[\U0001f3fb-\U0001f3ff]"
_EMOJI = (
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{_PICTURE}[\ufe0e\ufe0f]?{_TONE}?"
    f"(?:\u200d{_PICTURE}\ufe0f?{_TONE}?)*[\U000e0020-\U000e007f]*"
)
_WORD = f"(?!{_UNSPACED})[{_class('letters', 'numbers', 'marks', extra='_' + chr(0x200C))}]"
WORDS = re.compile(f"{_EMOJI}|{_UNSPACED}{_MARK}*|(?:{_WORD})+(?:'(?:{_WORD})+)*|[^{SPACE}]{_MARK}*")
CHARACTERS = re.compile(f"{_EMOJI}|.{_MARK}*", re.DOTALL)
RUNS = re.compile(f"[{_class('letters', 'numbers', 'marks', extra=chr(39) + '_' + chr(0x200C))}]+|[^{SPACE}]{_MARK}*")
LETTERS_OF_RUN = re.compile(f".{_MARK}*", re.DOTALL)
SPACED = re.compile(f"(?!{_UNSPACED})[{_class('letters', 'numbers')}]")
PUNCTUATION = re.compile(f"(?!(?<=[{_LETTER}])'(?=[{_LETTER}]))[{_class('punctuation')}+<=>^`|~]")
INVISIBLE = re.compile(f"(?![\u200c\u200d{SPACE}])[{_class('invisible')}]")
SPACES = re.compile(f"[{SPACE}]+")
STRAY_HALVES = re.compile("[\ud800-\udfff]")


def composed(text):
    return unicodedata.normalize("NFC", text)


def clean(text):
    text = composed(re.sub("[’ʼ]", "'", STRAY_HALVES.sub("\ufffd", text)))
    if SETTINGS["lowercase"]:
        text = text.lower()
    if SETTINGS["stripPunctuation"]:
        text = PUNCTUATION.sub(" ", text)
    return SPACES.sub(" ", INVISIBLE.sub("", text)).strip(" ")


def characters_of(text):
    """Of running texts: nothing is left out, and line breaks count."""
    return CHARACTERS.findall(composed(re.sub("\r\n?", "\n", STRAY_HALVES.sub("\ufffd", text))))


def trimmed(text):
    return re.sub(f"^[{SPACE}]+|[{SPACE}]+$", "", text)


def pair_tokens(text, tokens):
    text = trimmed(text)
    return characters_of(text) if tokens == "character" else [part for part in SPACES.split(STRAY_HALVES.sub("\ufffd", text)) if part]


def runs_of(text):
    """Byte pairs: the runs of a text, each as its characters; the first of a word carries the mark of a space before it."""
    runs = []
    for run in RUNS.findall(clean(text)):
        letters = LETTERS_OF_RUN.findall(run)
        if SPACED.match(run):
            letters[0] = "▁" + letters[0]
        parts = [letters[at : at + LONGEST_RUN] for at in range(0, len(letters), LONGEST_RUN)]
        runs += [part for part in parts if "".join(part).replace("▁", "", 1).lower() not in STOP_WORDS]
    return runs


def tokens_of(text, ids):
    """The tokens of a text by the settings; `ids` of known tokens decide how words fall into pieces."""
    tokenizer = SETTINGS["tokenizer"]
    if tokenizer == "bytePair":
        return [piece for run in runs_of(text) for piece in pieces_of(run, ids)]
    tokens = (WORDS if tokenizer == "word" else CHARACTERS).findall(clean(text))
    return [token for token in tokens if token.lower() not in STOP_WORDS]


def pieces_of(run, ids):
    """Of all neighbours that join to a known piece, the one learned first is joined, again and again."""
    pieces = list(run)
    while True:
        known = [(ids[left + right], at) for at, (left, right) in enumerate(zip(pieces, pieces[1:])) if left + right in ids]
        if not known:
            return pieces
        at = min(known)[1]
        pieces[at : at + 2] = [pieces[at] + pieces[at + 1]]


class Texts:
    """The pipeline with a vocabulary: texts in, rows of numbers out."""

    def __init__(self, tokens, classes=()):
        # Of each class its names, in the order of the outputs.
        self.tokens, self.classes = list(tokens), [list(names) for names in classes]
        self.ids = {token: number for number, token in enumerate(self.tokens) if number >= len(SPECIAL)}

    def numbers(self, tokens):
        return [self.ids.get(token, UNKNOWN) for token in tokens]

    def row(self, text):
        """[length]: what the network gets of a text that it is to judge."""
        return filled(self.numbers(tokens_of(text, self.ids)), SETTINGS["length"])

    def beginning(self, text):
        """Numbers of a beginning that is to be gone on with."""
        numbers = self.numbers(characters_of(text))
        return [BEGIN, *numbers] if SETTINGS["kind"] == "whole" else numbers or [UNKNOWN]

    def source(self, text):
        """[source length]: what is to be answered."""
        return filled(self.numbers(pair_tokens(text, SETTINGS["tokens"]["source"])), SETTINGS["steps"]["source"])

    def said(self, numbers):
        """The text that numbers stand for, up to the end."""
        numbers = numbers[: numbers.index(END)] if END in numbers else numbers
        words = [self.tokens[number] if number != UNKNOWN else "\ufffd" for number in numbers if number not in (PAD, BEGIN)]
        return (" " if SETTINGS.get("tokens", {}).get("target") == "space" else "").join(words)


def filled(numbers, length):
    """Cut or filled up; a text without a token is something unknown, for of padding alone a network sees nothing."""
    numbers = numbers[:length] or [UNKNOWN]
    return numbers + [PAD] * (length - len(numbers))


def load(path=None):
    """The vocabulary and the classes that the network was trained with, or those that `train.py --fresh` has written beside its weights."""
    if path and os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            found = json.load(file)
        return Texts(found["tokens"], found["classes"])
    return Texts(read_json("vocabulary.json"), SETTINGS.get("classes", []))


if __name__ == "__main__":
    given, texts = " ".join(sys.argv[1:]), load()
    if SETTINGS["kind"] == "classes":
        print(*tokens_of(given, texts.ids), sep=" | ")
        print(*texts.row(given))
    else:
        print(*(texts.source(given) if SETTINGS["kind"] == "pairs" else texts.beginning(given)))
