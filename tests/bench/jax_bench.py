"""The same networks, batches and Adam in JAX on the CPU: epochs, draws and Adam in one compiled `lax.scan`.

`peer.py` says how to call it.
"""

import os

import peer


def pin(threads):
    """Holds this process to as many cores as it has threads. XLA makes its threads when it is loaded: before that."""
    os.environ["JAX_PLATFORMS"] = "cpu"
    if threads == 1:
        os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])


CASE, THREADS, SECONDS = peer.asked()
pin(THREADS)

import jax  # noqa: E402, after it is pinned
import jax.numpy as jnp  # noqa: E402

SAMPLES = CASE["samples"]
ACTIVATION = {"relu": jax.nn.relu, "elu": jax.nn.elu}[CASE["activation"]]
# Epochs of one compiled loop: some tenths of a second.
LENGTH = 10 if CASE["scinet"] else 500


def stack(key, widths):
    """Weights and biases, uniform in ±1/√in as PyTorch draws them."""
    layers = []
    for n_in, n_out, key in zip(widths, widths[1:], jax.random.split(key, len(widths) - 1)):
        bound = n_in**-0.5
        weight, bias = jax.random.split(key)
        layers.append(
            {
                "weight": jax.random.uniform(weight, (n_in, n_out), minval=-bound, maxval=bound),
                "bias": jax.random.uniform(bias, (n_out,), minval=-bound, maxval=bound),
            }
        )
    return layers


def forward(layers, x):
    for layer in layers[:-1]:
        x = ACTIVATION(x @ layer["weight"] + layer["bias"])
    return x @ layers[-1]["weight"] + layers[-1]["bias"]


def fit_loss(net, key):
    x = jax.random.normal(key, (SAMPLES, 1))
    return jnp.square(forward(net["all"], x) - (x + 10)).mean()


def scinet_loss(net, key):
    for_omega, for_gamma, for_latent = jax.random.split(key, 3)
    omega = 1.5 + 0.1 * jax.random.normal(for_omega, (SAMPLES, 1))
    gamma = jnp.clip(jnp.abs(0.5 + 0.1 * jax.random.normal(for_gamma, (SAMPLES, 1))), 1e-3, 1)
    truth = jnp.concatenate(peer.truth(omega, gamma, jnp.arctan2), 1)
    mean, ln_sigma = jnp.split(forward(net["encoder"], jnp.concatenate([omega, gamma], 1)), 2, 1)
    sigma = jnp.exp(ln_sigma)
    answer = forward(net["decoder"], mean + sigma * jax.random.normal(for_latent, sigma.shape))
    squares = jnp.square(answer - truth).sum()
    divergence = 0.5 * (jnp.square(mean) + jnp.square(sigma) - 1 - 2 * ln_sigma).sum()
    return (squares + peer.BETA * divergence) / SAMPLES


def adam(net, gradient, m, v, t):
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, gradient)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, gradient)
    first, second = 1 - 0.9**t, 1 - 0.999**t
    step = lambda p, m, v: p - CASE["lr"] * (m / first) / (jnp.sqrt(v / second) + peer.EPSILON)
    return jax.tree.map(step, net, m, v), m, v


def epoch(state, _):
    net, m, v, t, key = state
    key, now = jax.random.split(key)
    loss, gradient = jax.value_and_grad(scinet_loss if CASE["scinet"] else fit_loss)(net, now)
    net, m, v = adam(net, gradient, m, v, t + 1)
    return (net, m, v, t + 1, key), loss


@jax.jit
def epochs(state):
    return jax.lax.scan(epoch, state, None, length=LENGTH)


def main():
    first, second, draws = jax.random.split(jax.random.key(1), 3)
    names = {"encoder": first, "decoder": second} if CASE["scinet"] else {"all": first}
    net = {name: stack(key, CASE[name if CASE["scinet"] else "widths"]) for name, key in names.items()}
    zeros = jax.tree.map(jnp.zeros_like, net)
    state = (net, zeros, zeros, jnp.float32(0), draws)

    def some():
        nonlocal state
        state, losses = epochs(state)
        return LENGTH, losses[-1].block_until_ready()

    peer.report(some, SECONDS, jax.__version__)


main()
