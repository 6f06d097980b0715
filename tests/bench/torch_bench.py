"""The same networks, batches and Adam in PyTorch: `torch_bench.py CASES.json CASE THREADS SECONDS` prints ms an epoch."""

import json
import sys
import time

import torch
from torch import nn


def stack(widths, activation):
    layers = []
    for i, (n_in, n_out) in enumerate(zip(widths, widths[1:])):
        layers.append(nn.Linear(n_in, n_out))
        if i + 2 < len(widths):
            layers.append(nn.ELU() if activation == "elu" else nn.ReLU())
    return nn.Sequential(*layers)


def fit(case):
    net = stack(case["widths"], case["activation"])

    def loss():
        x = torch.randn(case["samples"], 1)
        return (net(x) - (x + 10)).square().mean()

    return loss, net.parameters()


def scinet(case):
    encoder = stack(case["encoder"], case["activation"])
    decoder = stack(case["decoder"], case["activation"])

    def loss():
        omega = 1.5 + 0.1 * torch.randn(case["samples"], 1)
        gamma = (0.5 + 0.1 * torch.randn(case["samples"], 1)).abs().clamp(1e-3, 1)
        friction, stiffness = 2 * gamma * omega, 1 - omega.square()
        truth = torch.cat([torch.atan2(friction, stiffness), (friction.square() + stiffness.square()).rsqrt()], 1)
        mean, ln_sigma = encoder(torch.cat([omega, gamma], 1)).chunk(2, 1)
        sigma = ln_sigma.exp()
        answer = decoder(mean + sigma * torch.randn_like(sigma))
        squares = (answer - truth).square().sum()
        divergence = 0.5 * (mean.square() + sigma.square() - 1 - 2 * ln_sigma).sum()
        return (squares + 0.01 * divergence) / case["samples"]

    return loss, [*encoder.parameters(), *decoder.parameters()]


def main():
    cases, name, threads, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    torch.set_num_threads(threads)
    case = json.loads(cases)[name]
    loss, parameters = scinet(case) if case["scinet"] else fit(case)
    # One pass over all parameters: the fastest Adam that PyTorch has on a processor.
    adam = torch.optim.Adam(parameters, lr=case["lr"], fused=True)

    def epoch():
        adam.zero_grad(set_to_none=True)
        loss().backward()
        adam.step()

    def run(seconds):
        start, epochs = time.perf_counter(), 0
        while time.perf_counter() - start < seconds or epochs < 2:
            epoch()
            epochs += 1
        return 1000 * (time.perf_counter() - start) / epochs

    run(seconds / 4)
    print(run(seconds))


main()
