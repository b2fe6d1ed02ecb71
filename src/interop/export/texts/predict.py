"""Asks the network about a text that is typed: the class of it, how it goes on, or the answer to it.

    python predict.py "some words"
    python predict.py --weights trained.safetensors "some words"     # after train.py

Without words it reads lines until they end.
"""

import argparse
import os
import sys

import torch

from model import load
from texts import BEGIN, END, PAD, SETTINGS, SPECIAL, UNKNOWN
from texts import load as load_texts
from train import HERE, ask

KIND = SETTINGS["kind"]
SPECIAL_BUT_END = (PAD, UNKNOWN, BEGIN)


def judged(model, texts, text):
    """The probability of each class, the likeliest first."""
    answers = ask(model, torch.tensor([texts.row(text)]))[0].tolist()
    # One output says how likely the second of two classes is.
    shares = [1 - answers[0], answers[0]] if len(answers) == 1 else answers
    return sorted(zip(shares, (names[0] for names in texts.classes)), reverse=True)


def went_on(model, texts, text, count, temperature):
    """The text and what the network writes behind it: the likeliest token each time, or one drawn from the likely ones."""
    numbers = texts.beginning(text)
    begun, never = len(numbers), SPECIAL_BUT_END if KIND == "whole" else range(len(SPECIAL))
    while len(numbers) - begun < count:
        seen = numbers[window_start(len(numbers), SETTINGS["length"]) :]
        row = seen + [PAD] * (SETTINGS["length"] - len(seen))
        number = chosen(ask(model, torch.tensor([row]))[0, len(seen) - 1], temperature, never)
        if number == END:
            break
        numbers.append(number)
    return text + texts.said(numbers[begun:])


def window_start(count, length):
    """When its input is full, the older half is left out."""
    half = max(1, length // 2)
    return 0 if count <= length else -(-(count - length) // half) * half


def answered(model, texts, text):
    """The likeliest token each time."""
    source, said = texts.source(text), []
    steps = SETTINGS["steps"]["target"]
    while len(said) < steps:
        row = source + [BEGIN, *said] + [PAD] * (steps - 1 - len(said))
        number = chosen(ask(model, torch.tensor([row]))[0, len(said)], 0, SPECIAL_BUT_END)
        if number == END:
            break
        said.append(number)
    return texts.said(said)


def chosen(shares, temperature, never):
    shares = shares.clone()
    shares[list(never)] = 0
    if temperature == 0:
        return int(shares.argmax())
    # Only the likeliest that together hold this share (Holtzman et al. 2020).
    weights, numbers = torch.softmax(shares.log() / temperature, 0).sort(descending=True)
    kept = int((weights.cumsum(0) < 0.95).sum()) + 1
    return int(numbers[torch.multinomial(weights[:kept], 1)])


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("text", nargs="*")
    options.add_argument("--weights", default=os.path.join(HERE, "weights.safetensors"))
    options.add_argument("--count", type=int, default=200, help="tokens to write, of networks that go on with a text")
    options.add_argument("--temperature", type=float, default=0, help="0 takes the likeliest token each time, 1 draws as the network says")
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    torch.manual_seed(given.seed)
    model, texts = load(given.weights), load_texts(os.path.splitext(given.weights)[0] + ".texts.json")
    with torch.no_grad():
        for text in [" ".join(given.text)] if given.text else (line.rstrip("\n") for line in sys.stdin):
            if KIND == "classes":
                print("\n".join(f"{share:7.2%}  {name}" for share, name in judged(model, texts, text)))
            else:
                print(answered(model, texts, text) if KIND == "pairs" else went_on(model, texts, text, given.count, given.temperature))


if __name__ == "__main__":
    main()
