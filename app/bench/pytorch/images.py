"""The convolutional ReLU network in PyTorch, tuned by hand.

As in tuned.py, and the convolutions are oneDNN's, which rearranges nothing where channels come last. Pooling goes before ReLU,
which comes to the same and leaves a quarter of the values to it.
"""
import torch
from torch import nn
from tuned import MOMENTUM, RATES, Masks

SIDE, MAPS, UNITS, CLASSES = 28, (32, 64), 256, 10
SIDES, FLAT = (SIDE // 2, SIDE // 4), MAPS[1] * (SIDE // 4) ** 2
# Of the values that convolution 2, the units and the logits take.
SIZES = (MAPS[0] * SIDES[0] ** 2, FLAT, UNITS)
FIRST, LAST = torch.contiguous_format, torch.channels_last
aten = torch.ops.aten


def image_modules(net, drops):
    """Returns a network of modules with copies of the weights of `net`, and of its layout."""
    def dropout(drop):
        return [nn.Dropout(drop)] if drop else []
    layers = []
    for maps_below, maps, drop in zip((1, *MAPS), MAPS, drops):
        layers += [nn.Conv2d(maps_below, maps, 3, padding=1), nn.ReLU(inplace=True), nn.MaxPool2d(2), *dropout(drop)]
    layers += [nn.Flatten(), nn.Linear(FLAT, UNITS), nn.ReLU(inplace=True), *dropout(drops[2]), nn.Linear(UNITS, CLASSES)]
    model = nn.Sequential(*layers)
    with_weights = [layer for layer in layers if hasattr(layer, "weight")]
    for layer, weights, bias in zip(with_weights, net.weights, net.biases):
        layer.weight.data.copy_(weights if weights.dim() == 4 else weights.t())
        layer.bias.data.copy_(bias)
    # A module flattens channel by channel, whatever the layout.
    by_channel = net.flat_values(torch.arange(FLAT).view(1, MAPS[1], SIDES[1], SIDES[1])).view(-1)
    with_weights[2].weight.data[:, by_channel] = net.weights[2].t()
    return model.to(memory_format=net.layout)


class ImageNet:
    """A network over images of grey whose parameters are one array, as is their velocity."""

    def __init__(self, rows, drops, layout):
        shapes = [(MAPS[0], 3, 3, 1), MAPS[:1], (MAPS[1], 3, 3, MAPS[0]), MAPS[1:], (FLAT, UNITS), (UNITS,), (UNITS, CLASSES), (CLASSES,)]
        sizes = [torch.Size(shape).numel() for shape in shapes]

        def views(flat):
            parts = [part.view(shape) for part, shape in zip(flat.split(sizes), shapes)]
            kernels = [part.permute(0, 3, 1, 2) if layout == LAST else part.view(part.shape[0], part.shape[3], 3, 3)
                       for part in parts[:4:2]]
            return kernels + parts[4::2], parts[1::2]
        self.rows, self.layout = rows, layout
        self.flat, self.velocity = torch.zeros(sum(sizes)), torch.zeros(sum(sizes))
        self.weights, self.biases = views(self.flat)
        self.weight_slopes, self.bias_slopes = views(self.velocity)
        for weights, entering in zip(self.weights, (9, 9 * MAPS[0], FLAT, UNITS)):
            weights.normal_(0, (2 / entering) ** .5)
        self.masks = Masks(rows, SIZES, drops)
        self.factors = [1 / (1 - drop) for drop in drops]
        first, second, third = self.masks.kept
        self.kept = [self.image(first, MAPS[0]), self.image(second, MAPS[1]), third]
        self.masked = self.image(torch.empty(rows, SIZES[0]), MAPS[0])
        self.ones = torch.ones(rows)

    def image(self, values, channels):
        if values is None:
            return None
        side = round((values.shape[1] / channels) ** .5)
        return (values.view(-1, side, side, channels).permute(0, 3, 1, 2) if self.layout == LAST
                else values.view(-1, channels, side, side))

    def flat_values(self, images):
        return (images.permute(0, 2, 3, 1) if self.layout == LAST else images).reshape(len(images), -1)

    def before_dropout(self, inputs):
        """Returns what one pass has in common with all others, and what its gradient needs."""
        sums = torch.conv2d(inputs, self.weights[0], self.biases[0], padding=1)
        values, places = aten.max_pool2d_with_indices(sums, [2, 2])
        return values.relu_(), sums, places

    def random_pass(self, inputs):
        """Returns logits."""
        return self.after_dropout(self.before_dropout(inputs)[0])[-1]

    def after_dropout(self, values):
        """Returns what goes into each layer from the second on, the sums of the second and the places of their maxima, and logits."""
        self.masks.draw()
        if self.kept[0] is not None:
            values = torch.mul(values, self.kept[0], out=self.masked)
        # What is kept is scaled on its way through the weights, which are fewer.
        kernels = self.weights[1] * self.factors[0]
        sums = torch.conv2d(values, kernels, self.biases[1], padding=1)
        maps, places = aten.max_pool2d_with_indices(sums, [2, 2])
        below = self.flat_values(masked(maps.relu_(), self.kept[1]))
        units = torch.addmm(self.biases[2], below, self.weights[2], alpha=self.factors[1])
        units = masked(units.relu_(), self.kept[2])
        return values, kernels, sums, places, below, units, torch.addmm(
            self.biases[3], units, self.weights[3], alpha=self.factors[2])

    def step(self, inputs, targets):
        first, first_sums, first_places = self.before_dropout(inputs)
        values, kernels, sums, places, below, units, logits = self.after_dropout(first)
        logs = torch.log_softmax(logits, 1)
        of_logits = torch.exp(logs).sub_(targets).mul_(1 / self.rows)
        # What was dropped is 0 too, so this is ReLU's gate and the mask in one.
        of_units = aten.threshold_backward(torch.mm(of_logits, self.weights[3].t()).mul_(self.factors[2]), units, 0)
        of_maps = aten.threshold_backward(torch.mm(of_units, self.weights[2].t()).mul_(self.factors[1]), below, 0)
        of_sums = pooled_slopes(self.image(of_maps, MAPS[1]), sums, places)
        of_values, of_kernels, of_biases = convolution_slopes(of_sums, values, kernels, True)
        of_first_sums = pooled_slopes(aten.threshold_backward(of_values, values, 0), first_sums, first_places)
        _, of_first_kernels, of_first_biases = convolution_slopes(of_first_sums, inputs, self.weights[0], False)

        rate = RATES["sgd"]
        self.flat.add_(self.velocity, alpha=rate * MOMENTUM)
        self.weight_slopes[0].mul_(MOMENTUM).add_(of_first_kernels)
        self.weight_slopes[1].mul_(MOMENTUM).add_(of_kernels, alpha=self.factors[0])
        self.bias_slopes[0].mul_(MOMENTUM).add_(of_first_biases)
        self.bias_slopes[1].mul_(MOMENTUM).add_(of_biases)
        for i, into, slopes in ((2, below, of_units), (3, units, of_logits)):
            torch.addmm(self.weight_slopes[i], into.t(), slopes, beta=MOMENTUM, alpha=self.factors[i - 1], out=self.weight_slopes[i])
            torch.addmv(self.bias_slopes[i], slopes.t(), self.ones, beta=MOMENTUM, out=self.bias_slopes[i])
        self.flat.add_(self.velocity, alpha=-rate * (1 + MOMENTUM))
        return torch.sum(targets * logs) * (-1 / self.rows)


def masked(values, kept):
    return values if kept is None else values.mul_(kept)


def pooled_slopes(slopes, sums, places):
    return aten.max_pool2d_with_indices_backward(slopes, sums, [2, 2], [2, 2], [0, 0], [1, 1], False, places)


def convolution_slopes(slopes, inputs, kernels, with_inputs):
    """Returns the slopes of inputs, kernels and biases."""
    return aten.convolution_backward(
        slopes, inputs, kernels, [len(kernels)], [1, 1], [1, 1], [1, 1], False, [0, 0], 1, [with_inputs, True, True])
