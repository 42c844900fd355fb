"""Dense ReLU networks in PyTorch, tuned by hand.

Random bytes make masks in a twentieth of the time of nn.Dropout, whose generator is serial. Arrays are used again. A product
scales what is kept on its way. The gradient is written out, so nothing is recorded for autograd. What is called often is
compiled by TorchScript, which matters for small networks.
"""
from typing import List, Optional

import torch

MOMENTUM, BETA1, BETA2, EPSILON = .9, .9, .999, 1e-8
RATES = {"sgd": 1e-2, "adam": 1e-3}
Tensors = List[torch.Tensor]
Kept = List[Optional[torch.Tensor]]


@torch.jit.script
def draw(words, drawn: Kept, limits: List[int], kept: Kept):
    words.random_(-9223372036854775807 - 1, None)
    for i in range(len(kept)):
        bits, mask = drawn[i], kept[i]
        if bits is not None and mask is not None:
            torch.lt(bits, limits[i], out=mask)


@torch.jit.script
def forward(inputs, kept: Kept, factors: List[float], weights: Tensors, biases: Tensors, values: Tensors):
    """Returns the logits, and leaves in `values` what goes into each layer; without input masks it is there already."""
    mask = kept[0]
    if mask is not None:
        torch.mul(inputs, mask, out=values[0])
    layers = len(weights)
    for i in range(layers):
        out = values[i + 1]
        torch.addmm(biases[i], values[i], weights[i], alpha=factors[i], out=out)
        if i + 1 < layers:
            out.relu_()
            mask = kept[i + 1]
            if mask is not None:
                out.mul_(mask)
    return values[layers]


@torch.jit.script
def backward(logits, targets, factors: List[float], weights: Tensors, values: Tensors, deltas: Tensors):
    """Leaves in `deltas` the slopes of the mean cross-entropy with the sums of each layer, and returns the former."""
    layers = len(weights)
    logs = torch.log_softmax(logits, 1)
    torch.sub(torch.exp(logs), targets, out=deltas[layers]).mul_(1. / len(targets))
    for j in range(layers - 1):
        i = layers - 1 - j
        torch.addmm(deltas[i], deltas[i + 1], weights[i].t(), beta=0, alpha=factors[i], out=deltas[i])
        # What was dropped is 0 too, so this is ReLU's gate and the mask in one.
        torch.ops.aten.threshold_backward(deltas[i], values[i], 0, grad_input=deltas[i])
    return torch.sum(targets * logs) * (-1. / len(targets))


@torch.jit.script
def slopes(weight_slopes: Tensors, bias_slopes: Tensors, values: Tensors, deltas: Tensors, factors: List[float], ones,
           beta: float):
    """Adds the gradient to `beta` times the slopes."""
    for i in range(len(factors)):
        torch.addmm(weight_slopes[i], values[i].t(), deltas[i + 1], beta=beta, alpha=factors[i], out=weight_slopes[i])
        torch.addmv(bias_slopes[i], deltas[i + 1].t(), ones, beta=beta, out=bias_slopes[i])


class Masks:
    """Kept units as 1 and dropped ones as 0, for all sites at once; None where nothing is dropped."""

    def __init__(self, rows, widths, drops):
        # 16 bits where 8 do not hit the rate.
        kinds = [torch.int8 if (drop * 256).is_integer() else torch.int16 for drop in drops]
        sizes = [-(-rows * width * torch.iinfo(kind).bits // 64) if drop else 0
                 for width, drop, kind in zip(widths, drops, kinds)]
        self.words = torch.empty(sum(sizes), dtype=torch.int64)
        self.drawn = [words.view(kind)[:rows * width].view(rows, width) if drop else None
                      for words, width, drop, kind in zip(self.words.split(sizes), widths, drops, kinds)]
        self.limits = [round((.5 - drop) * 2**torch.iinfo(kind).bits) for drop, kind in zip(drops, kinds)]
        self.kept = [torch.ones(rows, width) if drop else None for width, drop in zip(widths, drops)]

    def draw(self):
        if len(self.words):
            draw(self.words, self.drawn, self.limits, self.kept)
        return self.kept


class Net:
    """A network whose parameters are one array, as is what an optimizer remembers: an update is a few operations."""

    def __init__(self, widths, drops, rows, optimizer):
        shapes = [shape for pair in zip(widths, widths[1:]) for shape in (pair, pair[1:])]
        sizes = [torch.Size(shape).numel() for shape in shapes]

        def views(flat):
            parts = [part.view(shape) for part, shape in zip(flat.split(sizes), shapes)]
            return parts[::2], parts[1::2]
        self.rows, self.steps = rows, 0
        self.flat, self.first, self.second, self.gradient, self.work = (torch.zeros(sum(sizes)) for _ in range(5))
        self.weights, self.biases = views(self.flat)
        for weights in self.weights:
            weights.normal_(0, (2 / len(weights)) ** .5)
        self.update = getattr(self, optimizer)
        # SGD needs the gradient only as a part of its velocity.
        self.weight_slopes, self.bias_slopes = views(self.first if optimizer == "sgd" else self.gradient)
        self.masks = Masks(rows, widths, drops)
        self.factors = [1 / (1 - drop) for drop in drops]
        self.values, self.deltas = ([torch.empty(rows, width) for width in widths] for _ in range(2))
        self.ones = torch.ones(rows)

    def random_pass(self, inputs):
        """Returns logits, which the next pass overwrites."""
        if self.masks.kept[0] is None:
            self.values[0] = inputs
        return forward(inputs, self.masks.draw(), self.factors, self.weights, self.biases, self.values)

    def step(self, inputs, targets):
        logits = self.random_pass(inputs)
        loss = backward(logits, targets, self.factors, self.weights, self.values, self.deltas)
        self.steps += 1
        self.update()
        return loss

    def add_slopes(self, beta):
        slopes(self.weight_slopes, self.bias_slopes, self.values, self.deltas, self.factors, self.ones, beta)

    def sgd(self):
        # Nesterov's g + μv' is (1 + μ)v' − μv, so the products can add the gradient to the velocity v at once.
        rate = RATES["sgd"]
        self.flat.add_(self.first, alpha=rate * MOMENTUM)
        self.add_slopes(MOMENTUM)
        self.flat.add_(self.first, alpha=-rate * (1 + MOMENTUM))

    def adam(self):
        self.add_slopes(0.)
        self.first.lerp_(self.gradient, 1 - BETA1)
        self.second.mul_(BETA2).addcmul_(self.gradient, self.gradient, value=1 - BETA2)
        scale = (1 - BETA2 ** self.steps) ** .5
        torch.sqrt(self.second, out=self.work).add_(EPSILON * scale)
        self.flat.addcdiv_(self.first, self.work, value=-RATES["adam"] * scale / (1 - BETA1 ** self.steps))


def shared_mask_average(net, inputs, drops, passes):
    """Returns the mean of passes with one mask for all rows; what it drops is left out of the products."""
    mean = torch.zeros(len(inputs), net.biases[-1].numel())
    for _ in range(passes):
        kept = [(torch.rand(len(weights)) >= drop).nonzero().view(-1) for weights, drop in zip(net.weights, drops)]
        values = inputs.index_select(1, kept[0])
        for i, (weights, bias) in enumerate(zip(net.weights, net.biases)):
            weights = weights.index_select(0, kept[i])
            if i + 1 < len(kept):
                weights, bias = weights.index_select(1, kept[i + 1]), bias.index_select(0, kept[i + 1])
            values = torch.addmm(bias, values, weights, alpha=net.factors[i])
            if i + 1 < len(kept):
                values.relu_()
        mean.add_(torch.softmax(values, 1))
    return mean.div_(passes)
