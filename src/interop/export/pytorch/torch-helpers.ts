/** Python classes and functions that a module needs where PyTorch has no layer that answers alike; written into `model.py` by use. */

export const torchHelpers = {
  tokens: `def tokens(x, rows):
    """Numbers of tokens as whole numbers; one that is no row of the table stands for an unknown word."""
    return torch.where((x >= 0) & (x < rows), x, float(min(1, rows - 1))).long()
`,
  positions: `class Positions(nn.Module):
    """Sine waves that say where a step stands (Vaswani et al. 2017)."""

    def __init__(self, steps, size):
        super().__init__()
        feature = torch.arange(size)
        even = feature - feature % 2
        angle = torch.arange(steps, dtype=torch.float64)[:, None] / 10000 ** (even / size)
        self.register_buffer("waves", torch.where(feature % 2 == 0, angle.sin(), angle.cos()).float(), persistent=False)

    def forward(self, x):
        return x + self.waves
`,
  learnedPositions: `class LearnedPositions(nn.Module):
    """A learned pattern for each step."""

    def __init__(self, steps, size):
        super().__init__()
        self.weight = nn.Parameter(nn.init.xavier_uniform_(torch.empty(steps, size)))

    def forward(self, x):
        return x + self.weight
`,
  attention: `class Attention(nn.Module):
    """Multi-head attention as in Keras: heads of any size, and steps that the mask (N, S) leaves out are not looked at."""

    def __init__(self, heads, key_size, value_size, size, seen_size, causal=False, dropout=0.0, bias=True):
        super().__init__()
        self.heads, self.causal, self.dropout = heads, causal, dropout
        self.query = nn.Linear(size, heads * key_size, bias=bias)
        self.key = nn.Linear(seen_size, heads * key_size, bias=bias)
        self.value = nn.Linear(seen_size, heads * value_size, bias=bias)
        self.output = nn.Linear(heads * value_size, size, bias=bias)

    def forward(self, x, seen=None, mask=None):
        seen = x if seen is None else seen
        q, k, v = (y.unflatten(-1, (self.heads, -1)).transpose(1, 2) for y in (self.query(x), self.key(seen), self.value(seen)))
        shown = torch.ones(q.shape[2], k.shape[2], dtype=torch.bool, device=x.device)
        if self.causal:
            shown = shown.tril()
        if mask is not None:
            shown = shown & mask[:, None, None, :]
        scores = (q @ k.transpose(-2, -1) / q.shape[-1] ** 0.5).masked_fill(~shown, -1e30)
        # A step that may look at nothing takes nothing.
        weights = F.dropout(F.softmax(scores, dim=-1) * shown, self.dropout, self.training)
        return self.output((weights @ v).transpose(1, 2).flatten(2))
`,
  recurrent: `class Recurrent(nn.Module):
    """LSTM, GRU or plain recurrent layer as in Keras: steps that the mask (N, T) leaves out change nothing."""

    def __init__(self, cell, size, units, activation=torch.tanh, gate=torch.sigmoid, bias=True, sequences=False, backwards=False, dropout=0.0, recurrent_dropout=0.0):
        super().__init__()
        self.cell, self.units, self.activation, self.gate = cell, units, activation, gate
        self.sequences, self.backwards = sequences, backwards
        self.dropout, self.recurrent_dropout = dropout, recurrent_dropout
        width = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[cell] * units
        self.kernel = nn.Parameter(nn.init.xavier_uniform_(torch.empty(size, width)))
        self.recurrent_kernel = nn.Parameter(nn.init.orthogonal_(torch.empty(units, width)))
        self.bias = nn.Parameter(torch.zeros((2, width) if cell == "GRU" else width)) if bias else None

    def forward(self, x, mask=None):
        bias, recurrent_bias = (0, 0) if self.bias is None else self.bias if self.cell == "GRU" else (self.bias, 0)
        x = x * F.dropout(torch.ones_like(x[:, :1]), self.dropout, self.training)
        coming = x @ self.kernel + bias
        state = memory = x.new_zeros(len(x), self.units)
        kept = F.dropout(torch.ones_like(state), self.recurrent_dropout, self.training)
        answers = []
        steps = range(x.shape[1])
        for t in reversed(steps) if self.backwards else steps:
            now = self.step(coming[:, t], (state * kept) @ self.recurrent_kernel + recurrent_bias, state, memory)
            if mask is not None:
                now = (torch.where(mask[:, t, None], new, old) for new, old in zip(now, (state, memory)))
            state, memory = now
            answers.append(state)
        return torch.stack(answers, dim=1) if self.sequences else state

    def step(self, coming, product, state, memory):
        if self.cell == "LSTM":
            enter, forget, candidate, leave = (coming + product).chunk(4, dim=1)
            memory = self.gate(forget) * memory + self.gate(enter) * self.activation(candidate)
            return self.gate(leave) * self.activation(memory), memory
        if self.cell == "GRU":
            update, reset, candidate = coming.chunk(3, dim=1)
            more_update, more_reset, inner = product.chunk(3, dim=1)
            update = self.gate(update + more_update)
            candidate = self.activation(candidate + self.gate(reset + more_reset) * inner)
            return update * state + (1 - update) * candidate, memory
        return self.activation(coming + product), memory
`,
} as const;

export type TorchHelper = keyof typeof torchHelpers;
