//! The names of the papers' experiments.

/// The experiments of Bolshakov (2020), in the order of the paper.
pub const BOLSHAKOV: [&str; 7] = [
    "boring_patch",
    "center_very_broad",
    "peak_broad",
    "peak_narrow",
    "logspace_broad",
    "logspace_near_peak",
    "logspace_near_peak_narrow",
];

/// The experiments of Iten et al. (2020).
pub const ITEN: [&str; 5] = ["pendulum", "collision", "one_qubit", "two_qubits", "planets"];

/// All experiments of Iten et al. (2020).
pub const WORLDS: &str = "worlds";

/// All experiments of Bolshakov (2020).
pub const ALL: &str = "all";
