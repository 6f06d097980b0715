//! The sweeps that are shipped with the page.

/// The decrease of the error of a qubit's answers with the number of latent variables, for complete and for incomplete
/// measurements.
pub const QUBIT_SWEEP: &str = "of = qubits?encoder=60,60&decoder=60,60&epochs=4000&lr=2500@0.003,0.0003
columns = latent: 0, 1, 2, 3, 4, 5
rows = complete: yes, no";

/// The same for two qubits. They take longer: before some ten thousand epochs, the error at six does not decrease.
pub const TWO_QUBIT_SWEEP: &str = "of = qubits?qubits=2&measurements=30&encoder=300,100&beta=1e-5&batch=256\
    &epochs=40000&lr=25000@0.002,10000@0.0005,0.0001
columns = latent: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9
rows = complete: yes, no";
