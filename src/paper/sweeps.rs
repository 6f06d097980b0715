//! The sweeps that are shipped with the page.

/// The decrease of the error of a qubit's answers with the number of latent variables, for complete and for incomplete
/// measurements.
pub const QUBIT_SWEEP: &str =
    "of = qubits?encoder=60,60&decoder=60,60&optimiser=muon&epochs=2000&lr=100@0..0.02,1900@0.02~0
columns = latent: 0, 1, 2, 3, 4, 5
rows = complete: yes, no";

/// The same for two qubits. They take longer.
pub const TWO_QUBIT_SWEEP: &str = "of = qubits?qubits=2&measurements=30&encoder=300,100&beta=1e-5&optimiser=muon\
    &epochs=5000&lr=100@0..0.02,4900@0.02~0
columns = latent: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
rows = complete: yes, no";

/// The network that the paper calls a failure, peak_narrow, with three optimisers, each at three learning rates that fall
/// along half a cosine.
pub const OPTIMISER_SWEEP: &str = "of = scinet?omega=1&gamma=0&sigma_omega=0.01&sigma_gamma=0.01&batch=256&epochs=2200
columns = lr: 2200@0.001~0, 2200@0.005~0, 2200@0.02~0
rows = optimiser: adam, muon, muon(0.87)";
