"""Makes plain modules of PyTorch, saves their weights alone in every way that people do, and writes what they answer; prints the list of cases."""

import json
import os
import sys

import numpy as np
import torch
from safetensors.torch import save_file
from torch import nn

folder = sys.argv[1]
torch.manual_seed(1)
words = 20


class Named(nn.Module):
    """Layers by name, alike ones among them, and the steps between them in a function."""

    def __init__(self, run, **layers):
        super().__init__()
        for name, layer in layers.items():
            setattr(self, name, layer)
        self.run = run

    def forward(self, x):
        return self.run(self, x)


def images(net, x):
    x = torch.relu(net.bn1(net.conv1(x.permute(0, 3, 1, 2))))
    x = nn.functional.max_pool2d(torch.relu(net.bn2(net.conv2(x))), 2)
    return net.fc2(torch.relu(net.bn3(net.fc1(x.flatten(1)))))


def last(net, x):
    return net.out(net.lstm(net.words(x.long()))[0][:, -1])


def both(net, x):
    return net.out(net.rnn(net.words(x.long()))[0].mean(1))


def attended(net, x):
    x = net.words(x.long()) + net.places
    x = net.norm(x + net.attention(x, x, x, need_weights=False)[0])
    return net.out(x.mean(1))


def encoded(net, x):
    return net.out(net.encoder(net.words(x.long())).mean(1))


def steps(net, x):
    x = torch.tanh(net.conv(net.words(x.long()).transpose(1, 2)))
    return net.out(torch.flatten(nn.functional.max_pool1d(x, 2), 1))


def generated(net, x):
    return torch.sigmoid(net.up(torch.relu(net.wide(x)).view(-1, 3, 4, 4))).permute(0, 2, 3, 1)


def places(net):
    net.places = nn.Parameter(torch.randn(1, 7, 8))
    return net


encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 12, batch_first=True, activation="gelu"), 2, enable_nested_tensor=False)
models = {
    "sequential": (
        nn.Sequential(
            nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 4, 3, padding=1, groups=4), nn.ReLU(),
            nn.Flatten(), nn.Dropout(), nn.Linear(36, 12), nn.Tanh(), nn.Linear(12, 12), nn.ReLU(), nn.Linear(12, 3), nn.Softmax(1),
        ),
        (6, 6, 2),
    ),
    "images": (
        Named(images, conv1=nn.Conv2d(1, 3, 3), bn1=nn.BatchNorm2d(3), conv2=nn.Conv2d(3, 5, 3), bn2=nn.BatchNorm2d(5), fc1=nn.Linear(20, 6), bn3=nn.BatchNorm1d(6), fc2=nn.Linear(6, 4)),
        (8, 8, 1),
    ),
    "lstm": (Named(last, words=nn.Embedding(words, 6), lstm=nn.LSTM(6, 5, 2, batch_first=True), out=nn.Linear(5, 3)), (7,)),
    "gru both ways": (Named(both, words=nn.Embedding(words, 6), rnn=nn.GRU(6, 5, batch_first=True, bidirectional=True), out=nn.Linear(10, 3)), (7,)),
    "rnn": (Named(both, words=nn.Embedding(words, 6), rnn=nn.RNN(6, 5, batch_first=True), out=nn.Linear(5, 3)), (7,)),
    "attention": (places(Named(attended, words=nn.Embedding(words, 8), attention=nn.MultiheadAttention(8, 2, batch_first=True), norm=nn.LayerNorm(8), out=nn.Linear(8, 3))), (7,)),
    "encoder": (Named(encoded, words=nn.Embedding(words, 8), encoder=encoder, out=nn.Linear(8, 3)), (7,)),
    "steps": (Named(steps, words=nn.Embedding(words, 6), conv=nn.Conv1d(6, 4, 3, padding=1), out=nn.Linear(12, 3)), (7,)),
    "generator": (Named(generated, wide=nn.Linear(5, 48), up=nn.ConvTranspose2d(3, 2, 2, 2)), (5,)),
}


def saved(name, state, kind):
    """One file, and the values that it holds, as float32."""
    path = os.path.join(folder, f"{name.replace(' ', '-')}-{kind.replace(' ', '-')}")
    precision = {"half": torch.float16, "bfloat16": torch.bfloat16, "double": torch.float64}.get(kind)
    if precision:
        state = {key: value.to(precision) if value.is_floating_point() else value for key, value in state.items()}
    arrays = {key: value.to(torch.float32).numpy() if value.is_floating_point() else value.numpy() for key, value in state.items()}
    if kind in ("single", "half", "bfloat16", "double", "wrapped"):
        save_file({("module." if kind == "wrapped" else "") + key: value.contiguous() for key, value in state.items()}, path)
    elif kind == "channels first":
        save_file(state, path, {"flatten": "channels_first"})
    else:
        how = {
            "npz": lambda value: value,
            "npz packed": lambda value: value,
            "npz by columns": np.asfortranarray,
            "npz big-endian": lambda value: value.astype(value.dtype.newbyteorder(">")),
            "npz double": lambda value: value.astype(np.float64) if value.dtype == np.float32 else value,
            "npz half": lambda value: value.astype(np.float16) if value.dtype == np.float32 else value,
        }[kind]
        arrays = {key: how(value) for key, value in arrays.items()}
        with open(path, "wb") as file:
            (np.savez_compressed if kind == "npz packed" else np.savez)(file, **arrays)
    return path, {key: torch.from_numpy(value.astype(value.dtype.newbyteorder("="), order="C")) for key, value in arrays.items()}


kinds = {
    "sequential": ["single", "half", "npz", "npz by columns", "wrapped"],
    "images": ["single", "bfloat16", "npz packed", "npz big-endian", "channels first"],
    "lstm": ["single", "double", "npz half"],
    "attention": ["single", "npz double"],
}
cases = []
for name, (model, shape) in models.items():
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm)):
            nn.init.normal_(module.weight, 1, 0.3)
            nn.init.normal_(module.bias, 0, 0.3)
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.normal_(0, 0.3)
            module.running_var.uniform_(0.5, 2)
        if isinstance(module, nn.MultiheadAttention):
            nn.init.normal_(module.in_proj_bias, 0, 0.3)
            nn.init.normal_(module.out_proj.bias, 0, 0.3)
    model.eval()
    state = {key: value.clone() for key, value in model.state_dict().items()}
    x = torch.randn(32, *shape) if len(shape) != 1 or shape[0] == 5 else torch.randint(1, words, (32, *shape)).float()
    for kind in kinds.get(name, ["single"]):
        path, held = saved(name, state, kind)
        model.load_state_dict({key: value.float() if value.is_floating_point() else value for key, value in held.items()})
        with torch.no_grad():
            answer = model(x.permute(0, 3, 1, 2) if name == "sequential" else x).numpy()
        golden = f"{path}-golden"
        x.numpy().astype("<f4").tofile(f"{golden}.inputs-0.f32")
        answer.astype("<f4").tofile(f"{golden}.outputs.f32")
        cases.append({"name": f"{name}, {kind}", "network": name, "file": path, "golden": golden, "shapes": [[32, *shape]]})
print(json.dumps(cases))
