#!/usr/bin/env python3
"""PyTorch at its best, on two threads of the CPU, at the work that the engine's benchmarks do.

    baseline.py ROW [--seconds S] [--way W ...]   times ways of doing a row, in turns; a line of JSON for each
    baseline.py check                             shows that all ways of a row compute the same

Ways that begin with "modules" are how PyTorch is meant to be written. The others are tuned by hand (tuned.py, images.py). The batch lies ready; drawing
masks and the update are part of a step. OPENBLAS_CORETYPE chooses the kernels of OpenBLAS, as everywhere.
"""
import argparse
import ctypes
import json
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor

if __name__ == "__main__":
    # Without these the C library gives large arrays back to the system and takes them anew in every step.
    malloc = {"MALLOC_MMAP_THRESHOLD_": "4000000000", "MALLOC_TRIM_THRESHOLD_": "8000000000"}
    if any(name not in os.environ for name in malloc):
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **malloc})

try:
    import torch
except ImportError as missing:
    sys.exit(f"{sys.executable}: {missing}. On Debian and Ubuntu: apt-get install python3-torch libopenblas0-openmp,"
             " and run this with the system's python, /usr/bin/python3.")

sys.dont_write_bytecode = True

from images import CLASSES, FIRST, LAST, SIDE, ImageNet, image_modules
from torch import nn
from tuned import MOMENTUM, RATES, Net, shared_mask_average

THREADS = 2
OWN_THREADS = 1  # as openblas_get_parallel says; 2 are OpenMP's, which PyTorch uses too
LARGE, TINY = (784, 1024, 1024, 10), (2, 32, 32, 2)
LARGE_DROPS, TINY_DROPS, NO_DROPS = (.2, .5, .5), (0., .5, .5), (0., 0., 0.)
CNN_DROPS = (.25, .25, .5)
BATCH, TINY_BATCH, AVERAGED_ROWS = 128, 32, 1000


def modules(net, drops):
    """Returns a network of modules with copies of the weights of `net`."""
    layers = []
    for layer, (weights, bias, drop) in enumerate(zip(net.weights, net.biases, drops)):
        linear = nn.Linear(*weights.shape)
        linear.weight.data.copy_(weights.t())
        linear.bias.data.copy_(bias)
        layers += ([nn.ReLU(inplace=True)] if layer else []) + ([nn.Dropout(drop)] if drop else []) + [linear]
    return nn.Sequential(*layers)


def module_step(model, optimizer, inputs, targets):
    """Returns a step by autograd and torch.optim, whose update takes all parameters at once."""
    options = dict(lr=RATES[optimizer], foreach=True)
    update = (torch.optim.SGD(model.parameters(), momentum=MOMENTUM, nesterov=True, **options) if optimizer == "sgd"
              else torch.optim.Adam(model.parameters(), **options))

    def step():
        with torch.enable_grad():
            update.zero_grad(set_to_none=True)
            loss = nn.functional.cross_entropy(model(inputs), targets())
            loss.backward()
            update.step()
            return loss
    return step


def batch(rows, widths):
    """Rows, and classes that a linear function of them decides, so that there is something to learn."""
    inputs = torch.rand(rows, widths[0])
    classes = ((inputs - .5) @ torch.randn(widths[0], widths[-1])).argmax(1)
    return inputs, classes, nn.functional.one_hot(classes, widths[-1]).float()


def images(rows):
    inputs, classes, targets = batch(rows, (SIDE * SIDE, CLASSES))
    return inputs.view(rows, 1, SIDE, SIDE), classes, targets


def training(widths, drops, rows, optimizer):
    inputs, classes, targets = batch(rows, widths)
    net = Net(widths, drops, rows, optimizer)
    return {"modules": module_step(modules(net, drops), optimizer, inputs, lambda: classes),
            "by hand": lambda: net.step(inputs, targets)}


def image_training():
    inputs, classes, targets = images(BATCH)
    first, last = (ImageNet(BATCH, CNN_DROPS, layout) for layout in (FIRST, LAST))
    return {"modules": module_step(image_modules(first, CNN_DROPS), "sgd", inputs, lambda: classes),
            "modules, channels last": module_step(
                image_modules(last, CNN_DROPS), "sgd", inputs.to(memory_format=LAST), lambda: classes),
            "by hand": lambda: first.step(inputs, targets),
            "by hand, channels last": lambda: last.step(inputs.to(memory_format=LAST), targets)}


def image_distilling():
    """As `distilling`, with channels last, which suits teacher and student."""
    inputs = images(BATCH)[0].to(memory_format=LAST)
    teacher, student = ImageNet(BATCH, CNN_DROPS, LAST), ImageNet(BATCH, NO_DROPS, LAST)
    module_teacher = image_modules(teacher, CNN_DROPS)

    def judged():
        with torch.no_grad():
            return torch.softmax(module_teacher(inputs), 1)
    return {"modules": module_step(image_modules(student, NO_DROPS), "sgd", inputs, judged),
            "by hand": lambda: student.step(inputs, torch.softmax(teacher.random_pass(inputs), 1))}


def distilling():
    """A student's step of SGD towards what its teacher predicts under one mask."""
    inputs, _, _ = batch(BATCH, LARGE)
    teacher, student = Net(LARGE, LARGE_DROPS, BATCH, "sgd"), Net(LARGE, NO_DROPS, BATCH, "sgd")
    module_teacher = modules(teacher, LARGE_DROPS)

    def judged():
        with torch.no_grad():
            return torch.softmax(module_teacher(inputs), 1)
    return {"modules": module_step(modules(student, NO_DROPS), "sgd", inputs, judged),
            "by hand": lambda: student.step(inputs, torch.softmax(teacher.random_pass(inputs), 1))}


def random_passes(net, inputs, passes, classes=LARGE[-1]):
    """Returns the mean prediction of some passes, a chunk of rows at a time."""
    chunks = inputs.split(net.rows)
    means = [torch.zeros(len(chunk), classes) for chunk in chunks]
    for _ in range(passes):
        for chunk, mean in zip(chunks, means):
            mean.add_(torch.softmax(net.random_pass(chunk), 1))
    return torch.cat(means).div_(passes)


def averages(passes):
    """Means over random passes with a mask of its own for every row."""
    inputs, _, _ = batch(AVERAGED_ROWS, LARGE)
    net = Net(LARGE, LARGE_DROPS, AVERAGED_ROWS, "sgd")
    model = modules(net, LARGE_DROPS)

    def by_modules():
        mean = torch.zeros(AVERAGED_ROWS, LARGE[-1])
        for _ in range(passes):
            mean.add_(torch.softmax(model(inputs), 1))
        return mean.div_(passes)

    def by_threads(rows):
        """Gives each thread some of the rows, so that masks too are drawn by all of them."""
        def start():
            torch.set_num_threads(1)
            own = Net(LARGE, LARGE_DROPS, rows, "sgd")
            own.weights, own.biases = net.weights, net.biases
            return own

        def run(own, part):
            with torch.inference_mode():
                return random_passes(own, part, passes)
        pools = [ThreadPoolExecutor(1) for _ in range(THREADS)]
        nets = [pool.submit(start).result() for pool in pools]
        parts = inputs.split(AVERAGED_ROWS // THREADS)
        return lambda: torch.cat([half.result() for half in [
            pool.submit(run, own, part) for pool, own, part in zip(pools, nets, parts)]])
    return {"modules": by_modules, "by hand": lambda: random_passes(net, inputs, passes),
            "threads": by_threads(500), "threads, 250 rows": by_threads(250)}


def image_averages(passes):
    """As `averages`; by hand, what comes before the first dropout is computed once, outside the time that is measured."""
    inputs = images(AVERAGED_ROWS)[0].to(memory_format=LAST)
    net = ImageNet(1, CNN_DROPS, LAST)

    def by_modules(layout):
        model, rows = (one.to(memory_format=layout) for one in (image_modules(net, CNN_DROPS), inputs))

        def run():
            mean = torch.zeros(AVERAGED_ROWS, CLASSES)
            for _ in range(passes):
                mean.add_(torch.softmax(model(rows), 1))
            return mean.div_(passes)
        return run

    def by_threads(rows):
        def start(part):
            torch.set_num_threads(1)
            own = ImageNet(rows, CNN_DROPS, LAST)
            own.flat.copy_(net.flat)
            return own, [own.before_dropout(chunk)[0] for chunk in part.split(rows)]

        def run(own, chunks):
            with torch.inference_mode():
                means = [torch.zeros(rows, CLASSES) for _ in chunks]
                for _ in range(passes):
                    for chunk, mean in zip(chunks, means):
                        mean.add_(torch.softmax(own.after_dropout(chunk)[-1], 1))
                return torch.cat(means).div_(passes)
        pools = [ThreadPoolExecutor(1) for _ in range(THREADS)]
        parts = inputs.split(AVERAGED_ROWS // THREADS)
        started = [pool.submit(start, part).result() for pool, part in zip(pools, parts)]
        return lambda: torch.cat([half.result() for half in [
            pool.submit(run, *own) for pool, own in zip(pools, started)]])
    return {"modules": by_modules(FIRST), "modules, channels last": by_modules(LAST),
            "threads, 125 rows": by_threads(125), "threads, 250 rows": by_threads(250)}


def shared_masks(passes):
    inputs, _, _ = batch(AVERAGED_ROWS, LARGE)
    net = Net(LARGE, LARGE_DROPS, AVERAGED_ROWS, "sgd")
    return {"by hand": lambda: shared_mask_average(net, inputs, LARGE_DROPS, passes)}


ROWS = {
    "dense-sgd": lambda: training(LARGE, LARGE_DROPS, BATCH, "sgd"),
    "dense-adam": lambda: training(LARGE, LARGE_DROPS, BATCH, "adam"),
    "tiny-sgd": lambda: training(TINY, TINY_DROPS, TINY_BATCH, "sgd"),
    "cnn-sgd": image_training,
    "distil": distilling,
    "distil-cnn": image_distilling,
    "pass": lambda: averages(1),
    "pass-cnn": lambda: image_averages(1),
    "average": lambda: averages(100),
    "shared-pass": lambda: shared_masks(1),
}


def require_learning(step, name):
    first = mean_loss(step)
    for _ in range(130):
        step()
    last = mean_loss(step)
    if not last < .9 * first:
        sys.exit(f"{name}: the loss went from {first:.3f} to {last:.3f} in 150 steps, expected it to fall by a tenth")


def millis(ways, seconds):
    """Times all ways in turns, each for about `seconds`: the mean of each turn's calls, of 0.1 s or one call."""
    def turn(call, least=.1):
        start, calls = time.perf_counter(), 0
        while not calls or time.perf_counter() < start + least:
            call()
            calls += 1
        return 1e3 * (time.perf_counter() - start) / calls
    for call in ways.values():
        turn(call, .3)
    times = {name: [] for name in ways}
    end = time.perf_counter() + seconds * len(ways)
    while not all(times.values()) or time.perf_counter() < end:
        for name, call in ways.items():
            times[name].append(turn(call))
    return times


def mean_loss(step):
    return statistics.mean(float(step()) for _ in range(10))


def millis_of_steps(ways, seconds):
    """Times training steps, and insists that they train, where they were given the time for it."""
    before = {name: mean_loss(step) for name, step in ways.items()}
    times = millis(ways, seconds)
    for name, step in ways.items():
        after = mean_loss(step)
        if seconds >= 1 and not after < before[name]:
            sys.exit(f"{name}: the loss went from {before[name]:.3f} to {after:.3f}, expected it to fall")
    return times


def describe():
    """Returns the version and the kernels of the OpenBLAS that PyTorch calls; unknown if it calls another BLAS."""
    version = name = "unknown"
    try:
        blas = ctypes.CDLL("libblas.so.3")
        blas.openblas_get_config.restype = blas.openblas_get_corename.restype = ctypes.c_char_p
        version, name = blas.openblas_get_config().decode().split()[1], blas.openblas_get_corename().decode()
        if blas.openblas_get_parallel() == OWN_THREADS:
            sys.exit(f"OpenBLAS {version} has threads of its own, which wait for a processor as PyTorch's do: steps take up to three times"
                     " as long. On Debian and Ubuntu: apt-get install libopenblas0-openmp, and remove libopenblas0-pthread.")
    except (OSError, AttributeError):
        pass
    return {"kernel": name, "openblas": version, "torch": torch.__version__}


def check():
    """Compares steps by hand with autograd's, without masks, and all averages with each other; all ways must learn."""
    for optimizer in RATES:
        inputs, classes, targets = batch(BATCH, LARGE)
        net = Net(LARGE, NO_DROPS, BATCH, optimizer)
        model = modules(net, NO_DROPS)
        step = module_step(model, optimizer, inputs, lambda: classes)
        for number in range(3):
            losses = float(net.step(inputs, targets)), float(step())
            assert abs(losses[0] - losses[1]) < 1e-4, (optimizer, number, losses)
        for weights, linear in zip(net.weights, (layer for layer in model if isinstance(layer, nn.Linear))):
            worst = (weights.t() - linear.weight).abs().max().item()
            assert worst < 1e-4, (optimizer, worst)
    for layout in (FIRST, LAST):
        check_images(layout)
    for name in ("dense-sgd", "dense-adam", "tiny-sgd", "cnn-sgd"):
        for way, step in ROWS[name]().items():
            require_learning(step, f"{name}, {way}")
    masks = Net(LARGE, LARGE_DROPS, AVERAGED_ROWS, "sgd").masks
    for kept, drop in zip(masks.draw(), LARGE_DROPS):
        assert abs(kept.mean().item() - (1 - drop)) < .003, (kept.mean(), drop)
    for averaged in (averages, image_averages):
        means = {name: way().mean(0) for name, way in averaged(50).items()}
        for name, mean in means.items():
            worst = (mean - means["modules"]).abs().max().item()
            assert worst < .005, (name, worst)
    check_shared_masks()
    print("all ways agree, and all of them learn")


def check_images(layout):
    """Compares steps by hand with autograd's, without masks."""
    inputs, classes, targets = images(BATCH)
    net = ImageNet(BATCH, NO_DROPS, layout)
    model = image_modules(net, NO_DROPS)
    step = module_step(model, "sgd", inputs, lambda: classes)
    for number in range(3):
        losses = float(net.step(inputs.to(memory_format=layout), targets)), float(step())
        assert abs(losses[0] - losses[1]) < 1e-4, (layout, number, losses)
    expected = image_modules(net, NO_DROPS)
    for name, weights in model.named_parameters():
        worst = (weights - expected.get_parameter(name)).abs().max().item()
        assert worst < 1e-4, (layout, name, worst)


def check_shared_masks():
    """Compares with passes that have masks of their own, on a smaller net, over as many passes as need be."""
    inputs, _, _ = batch(64, TINY)
    net = Net(TINY, TINY_DROPS, 64, "sgd")
    own = random_passes(net, inputs, 5000, TINY[-1])
    worst = (own - shared_mask_average(net, inputs, TINY_DROPS, 5000)).abs().max().item()
    assert worst < .05, worst


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("row", choices=["check", "kernel", *ROWS])
    parser.add_argument("--seconds", type=float, default=2, help="for each way, warm-up aside")
    parser.add_argument("--way", action="append", help="only this one; may be repeated")
    args = parser.parse_args()
    torch.set_num_threads(THREADS)
    torch.set_flush_denormal(True)
    torch.manual_seed(1)
    with torch.no_grad():
        if args.row == "check":
            return check()
        described = describe()
        if args.row == "kernel":
            torch.mm(torch.ones(64, 64), torch.ones(64, 64))  # ends here on a processor that these kernels are not for
            return print(json.dumps(described))
        ways = {name: way for name, way in ROWS[args.row]().items() if name in (args.way or [name])}
        if not ways:
            parser.error(f"{args.row} has no way {args.way}")
        measure = millis if args.row in ("pass", "pass-cnn", "average", "shared-pass") else millis_of_steps
        for name, times in measure(ways, args.seconds).items():
            print(json.dumps({"row": args.row, "way": name, "millis": times, **described}))


if __name__ == "__main__":
    main()
