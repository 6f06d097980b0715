"""Trains boring_patch in PyTorch until its errors are small enough, and prints the seconds and the errors.

`torch_quality.py adam|muon MOST_EPOCHS PHI A`: Adam as the paper trains (rate 1e-4, batches of 2048), or PyTorch's own
Muon for the weights with Adam for the biases, both with a warm-up and half a cosine over MOST_EPOCHS. PHI is the
largest RMS error of the phase as a share of its deviation, A that of the amplitude as a share of its range, each the
median over sets of 2048 draws, as the network's reports give them.
"""

import json
import math
import sys
import time

import peer
import torch
from torch_bench import oscillator, stack

WIDTHS = [2, 500, 100, 10], [5, 100, 150, 2]
SETS = 50
# Epochs between two looks at the errors of Adam. Their time does not count.
LOOK = 250


def optimisers(kind, encoder, decoder, most):
    """The optimisers, the batch, and the share of the full rate in each epoch."""
    parameters = [*encoder.parameters(), *decoder.parameters()]
    if kind == "adam":
        return [torch.optim.Adam(parameters, lr=1e-4, eps=peer.EPSILON, fused=True)], 2048, lambda _: 1.0
    weights = [p for p in parameters if p.ndim == 2]
    biases = [p for p in parameters if p.ndim == 1]
    muon = torch.optim.Muon(weights, lr=0.02, weight_decay=0.0)
    adam = torch.optim.Adam(biases, lr=0.002, eps=peer.EPSILON, fused=True)

    def share(epoch):
        rest = (epoch - 100) / (most - 100)
        return epoch / 100 if epoch < 100 else 0.5 * (1 + math.cos(math.pi * rest))

    return [muon, adam], 256, share


@torch.no_grad()
def errors(encoder, decoder):
    """RMS error of the phase ÷ its deviation and of the amplitude ÷ its range: medians over sets of 2048 draws."""
    phase, amplitude = [], []
    for _ in range(SETS):
        x, truth = oscillator(2048)
        error = (decoder(encoder(x)[:, :5]) - truth).square().mean(0).sqrt()
        phase.append(float(error[0] / truth[:, 0].std(correction=0)))
        amplitude.append(float(error[1] / (truth[:, 1].max() - truth[:, 1].min())))
    return sorted(phase)[SETS // 2], sorted(amplitude)[SETS // 2]


def main():
    kind, most, phi, a = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    encoder, decoder = stack(WIDTHS[0], "elu"), stack(WIDTHS[1], "elu")
    for layer in [*encoder, *decoder]:
        if isinstance(layer, torch.nn.Linear):
            torch.nn.init.normal_(layer.weight, 0, 2 / math.sqrt(sum(layer.weight.shape)))
            torch.nn.init.zeros_(layer.bias)
    each, batch, share = optimisers(kind, encoder, decoder, most)
    rates = [[group["lr"] for group in one.param_groups] for one in each]
    seconds, epoch, found = 0.0, 0, (math.inf, math.inf)
    while epoch < most and (found[0] > phi or found[1] > a):
        start = time.perf_counter()
        for _ in range(LOOK if kind == "adam" else most):
            for one, rate in zip(each, rates):
                one.zero_grad(set_to_none=True)
                for group, full in zip(one.param_groups, rate):
                    group["lr"] = full * share(epoch)
            x, truth = oscillator(batch)
            mean, ln_sigma = encoder(x).chunk(2, 1)
            sigma = ln_sigma.exp()
            squares = (decoder(mean + sigma * torch.randn_like(sigma)) - truth).square().sum()
            divergence = 0.5 * (mean.square() + sigma.square() - 1 - 2 * ln_sigma).sum()
            ((squares + peer.BETA * divergence) / batch).backward()
            for one in each:
                one.step()
            epoch += 1
        seconds += time.perf_counter() - start
        found = errors(encoder, decoder)
    print(json.dumps({"seconds": seconds, "epochs": epoch, "phi": found[0], "a": found[1]}))


main()
