"""The same networks, batches and Adam in PyTorch; `peer.py` says how to call it."""

import peer
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


def oscillator(n):
    """Inputs ω and γ of boring_patch, (n, 2), and their truth, φ and A, (n, 2)."""
    omega = 1.5 + 0.1 * torch.randn(n, 1)
    gamma = (0.5 + 0.1 * torch.randn(n, 1)).abs().clamp(1e-3, 1)
    return torch.cat([omega, gamma], 1), torch.cat(peer.truth(omega, gamma, torch.atan2), 1)


def scinet(case):
    encoder = stack(case["encoder"], case["activation"])
    decoder = stack(case["decoder"], case["activation"])

    def loss():
        x, truth = oscillator(case["samples"])
        mean, ln_sigma = encoder(x).chunk(2, 1)
        sigma = ln_sigma.exp()
        answer = decoder(mean + sigma * torch.randn_like(sigma))
        squares = (answer - truth).square().sum()
        divergence = 0.5 * (mean.square() + sigma.square() - 1 - 2 * ln_sigma).sum()
        return (squares + peer.BETA * divergence) / case["samples"]

    return loss, [*encoder.parameters(), *decoder.parameters()]


def main():
    case, threads, seconds = peer.asked()
    torch.set_num_threads(threads)
    loss, parameters = scinet(case) if case["scinet"] else fit(case)
    # One pass over all parameters: the fastest Adam that PyTorch has on a processor.
    adam = torch.optim.Adam(parameters, lr=case["lr"], eps=peer.EPSILON, fused=True)

    def epoch():
        adam.zero_grad(set_to_none=True)
        value = loss()
        value.backward()
        adam.step()
        return 1, value.detach()

    peer.report(epoch, seconds, torch.__version__.split("+")[0])


if __name__ == "__main__":
    main()
