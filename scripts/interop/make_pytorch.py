"""Makes models in PyTorch, saves each as ONNX, and writes what they answer; prints the list of cases. Images go [N, H, W, C] to the page."""

import importlib.util
import json
import os
import sys
import warnings

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

warnings.filterwarnings("ignore")
folder = sys.argv[1]
torch.manual_seed(1)


class Function(nn.Module):
    """A forward pass in a few lines, over layers by their names."""

    def __init__(self, forward, **layers):
        super().__init__()
        self.layers = nn.ModuleDict(layers)
        self.run = forward

    def forward(self, *inputs):
        return self.run(self.layers, *inputs)


def residual(l, x):
    y = F.relu(l["n1"](l["c1"](x)))
    y = l["n2"](l["c2"](y))
    y = F.relu(y + l["side"](x))
    return l["out"](torch.flatten(F.max_pool2d(y, 3, 2, 1), 1))


def last_word(l, x):
    y, _ = l["lstm"](l["words"](x))
    return l["out"](y[:, -1])


def both_ends(l, x):
    y, h = l["gru"](x)
    return l["out"](torch.cat([h[-2], h[-1]], 1))


def mean_of_words(l, x):
    y, _ = l["lstm"](l["words"](x))
    return l["out"](y.mean(1))


def generator(l, x):
    y = F.relu(l["n"](l["in"](x))).view(-1, 4, 3, 3)
    y = F.elu(l["up"](y))
    return torch.sigmoid(l["out"](y))


def transformer(l, x):
    y = l["words"](x) + l["places"](torch.arange(x.shape[1]))
    n, t, c = y.shape
    q, k, v = (part.view(n, t, 2, c // 2).transpose(1, 2) for part in l["qkv"](l["n1"](y)).split(c, dim=2))
    seen = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(n, t, c)
    y = y + l["mix"](seen)
    return l["out"](l["n2"](y + l["down"](F.gelu(l["up"](y)))).mean(1))


def steps(l, x):
    y = F.pad(l["words"](x).transpose(1, 2), (2, 0))
    y = l["n"](torch.tanh(l["c1"](y)))
    y = F.max_pool1d(F.relu(l["c2"](y)), 2)
    return l["out"](torch.cat([y.mean(2), y.amax(2)], 1))


def backwards(l, x):
    y, _ = l["rnn"](x)
    return l["out"](y.reshape(x.shape[0], -1))


def encoded(l, x):
    return l["out"](l["encoder"](l["words"](x)).mean(1))


def looked(l, x):
    y = l["words"](x)
    later = torch.triu(torch.ones(7, 7, dtype=torch.bool), 1)
    return l["out"](l["n"](y + l["look"](y, y, y, attn_mask=later, need_weights=False)[0]))


def weighed(l, x):
    return l["out"](x + l["look"](x, x, x)[0])


def translated(l, x, y):
    later = nn.Transformer.generate_square_subsequent_mask(5)
    return l["out"](l["decoder"](l["words"](y), l["encoder"](l["words"](x)), tgt_mask=later, tgt_is_causal=True))


def last_state(l, x):
    return l["out"](l["gru"](x)[1][-1])


def encoder(**settings):
    return nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 12, batch_first=True, **settings), 2, enable_nested_tensor=False)


images = (3, 9, 8)
models = {
    "perceptron": (nn.Sequential(nn.Linear(5, 8), nn.SiLU(), nn.Dropout(0.2), nn.LayerNorm(8), nn.Linear(8, 6), nn.Softsign(), nn.Linear(6, 3), nn.Softmax(1)), (5,)),
    "pictures": (
        nn.Sequential(
            nn.Conv2d(3, 4, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU6(), nn.MaxPool2d(2),
            nn.Conv2d(4, 8, 3, padding=1, groups=4), nn.LeakyReLU(0.2), nn.ConvTranspose2d(8, 4, 3, 2, 1, 1), nn.Mish(),
            nn.Upsample(scale_factor=2), nn.ZeroPad2d(1), nn.AvgPool2d(3, 2, 1), nn.Softplus(), nn.Flatten(), nn.BatchNorm1d(100), nn.Linear(100, 5), nn.GELU(), nn.Linear(5, 3),
        ),
        images,
    ),
    "adaptive": (nn.Sequential(nn.Conv2d(3, 4, (3, 2), dilation=2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4, 2), nn.Sigmoid()), images),
    "residual": (
        Function(residual, c1=nn.Conv2d(3, 4, 3, 2, 1), n1=nn.BatchNorm2d(4), c2=nn.Conv2d(4, 4, 3, padding="same"), n2=nn.BatchNorm2d(4), side=nn.Conv2d(3, 4, 1, 2), out=nn.Linear(24, 3)),
        images,
    ),
    "generator": (Function(generator, **{"in": nn.Linear(6, 36)}, n=nn.BatchNorm1d(36), up=nn.ConvTranspose2d(4, 3, 4, 2, 1), out=nn.ConvTranspose2d(3, 2, 2, 2)), (6,)),
    "last word": (Function(last_word, words=nn.Embedding(20, 6), lstm=nn.LSTM(6, 5, num_layers=2, batch_first=True), out=nn.Linear(5, 3)), (7,)),
    "both ends": (Function(both_ends, gru=nn.GRU(4, 5, batch_first=True, bidirectional=True), out=nn.Linear(10, 3)), (7, 4)),
    "mean of words": (Function(mean_of_words, words=nn.Embedding(20, 6), lstm=nn.LSTM(6, 5, batch_first=True, bidirectional=True), out=nn.Linear(10, 3)), (7,)),
    "recurrent": (Function(backwards, rnn=nn.RNN(3, 4, nonlinearity="relu", batch_first=True, bias=False), out=nn.Linear(20, 3)), (5, 3)),
    "transformer": (
        Function(
            transformer, words=nn.Embedding(20, 8), places=nn.Embedding(7, 8), n1=nn.LayerNorm(8), qkv=nn.Linear(8, 24), mix=nn.Linear(8, 8),
            up=nn.Linear(8, 16), down=nn.Linear(16, 8), n2=nn.LayerNorm(8), out=nn.Linear(8, 3),
        ),
        (7,),
    ),
    "encoder": (Function(encoded, words=nn.Embedding(20, 8), encoder=encoder(), out=nn.Linear(8, 3)), (7,)),
    "encoder, norms first": (Function(encoded, words=nn.Embedding(20, 8), encoder=encoder(norm_first=True, activation="gelu"), out=nn.Linear(8, 3)), (7,)),
    "looking back": (Function(looked, words=nn.Embedding(20, 8), look=nn.MultiheadAttention(8, 2, batch_first=True), n=nn.LayerNorm(8), out=nn.Linear(8, 3)), (7,)),
    "with its weights": (Function(weighed, look=nn.MultiheadAttention(8, 4, batch_first=True), out=nn.Linear(8, 3)), (7, 8)),
    "from one to another": (
        Function(translated, words=nn.Embedding(20, 8), encoder=encoder(), decoder=nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 12, batch_first=True), 2), out=nn.Linear(8, 3)),
        (7,), (5,),
    ),
    "last state": (Function(last_state, gru=nn.GRU(4, 5, num_layers=2, batch_first=True), out=nn.Linear(5, 3)), (7, 4)),
    "steps": (Function(steps, words=nn.Embedding(20, 6), c1=nn.Conv1d(6, 4, 3), n=nn.BatchNorm1d(4), c2=nn.Conv1d(4, 5, 2), out=nn.Linear(10, 3)), (7,)),
}

# torch.onnx.export(dynamo=True) needs it, and takes seconds for each model.
with_dynamo = ("residual", "from one to another") if importlib.util.find_spec("onnxscript") else ()
transformers = ("encoder", "encoder, norms first", "looking back", "with its weights", "from one to another")


def rows(tensor):
    array = tensor.numpy().astype("<f4")
    return np.ascontiguousarray(array.transpose(0, 2, 3, 1) if array.ndim == 4 else array)


def exported(model, inputs, path, names, opset, batch, dynamo):
    if dynamo:
        open_batch = tuple({0: torch.export.Dim("n")} for _ in inputs)
        given = (open_batch,) if isinstance(model, Function) else open_batch
        torch.onnx.export(model, inputs, path, dynamo=True, verbose=False, input_names=names, output_names=["y"], dynamic_shapes=given)
        return
    axes = {} if batch is None else {"dynamic_axes": {name: batch for name in [*names, "y"]}}
    torch.onnx.export(model, inputs, path, dynamo=False, opset_version=opset, input_names=names, output_names=["y"], **axes)


cases = []
for index, (name, (model, *shapes)) in enumerate(models.items()):
    for key, buffer in model.named_buffers():
        if "running_mean" in key:
            buffer.normal_(0, 0.3)
        if "running_var" in key:
            buffer.uniform_(0.5, 1.5)
    for key, value in model.named_parameters():
        if "n" in key.split(".")[-2]:
            value.data.add_(0.2 * torch.randn_like(value))
    model.eval()
    has_words = any(isinstance(layer, nn.Embedding) for layer in model.modules())
    inputs = [torch.randint(0, 20, (32, *shape)) if has_words else torch.randn(32, *shape) for shape in shapes]
    with torch.no_grad():
        outputs = model(*inputs)
    base = os.path.join(folder, f"torch-{index}")
    for i, value in enumerate(inputs):
        rows(value).tofile(f"{base}.inputs-{i}.f32")
    rows(outputs).tofile(base + ".outputs.f32")
    # Sizes of the batch: fixed, or open as most files have it; and operators of long ago, where layers are still written out. The newer
    # exporter puts weights into a file beside the model.
    ways = [("one", 17, None, 1)] if name in transformers else [("old", 12, {0: "n"}, 2)]
    for word, opset, batch, count in (("fixed", 20, None, 2), ("open", 18, {0: "n"}, 2), *ways, *([("dynamo", 18, {0: "n"}, 2)] if name in with_dynamo else [])):
        if name == "transformer" and word == "old":
            continue
        path = f"{base}-{word}.onnx"
        names = ["x", "y_before"][: len(inputs)]
        exported(model, tuple(value[:count] for value in inputs), path, names, opset, batch, word == "dynamo")
        beside = [path + ".data"] if os.path.exists(path + ".data") else []
        cases.append({"name": f"{name} {word}", "file": path, "beside": beside, "golden": base, "shapes": [list(rows(value).shape) for value in inputs]})
print(json.dumps(cases))
