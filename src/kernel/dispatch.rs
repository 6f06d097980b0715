//! Chooses the lanes for a kernel: the widest that the processor has, or the ones that a test requests.

use super::lanes::Lanes;

/// An implementation of the eight lanes. All implementations give the same bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Plain arrays, for all other processors.
    #[cfg(not(target_arch = "wasm32"))]
    Scalar,
    /// WebAssembly's 128-bit SIMD. The module has no other lanes, because they would double its size.
    #[cfg(target_arch = "wasm32")]
    Simd128,
    /// 128-bit SIMD, which every x86-64 has.
    #[cfg(target_arch = "x86_64")]
    Sse2,
    /// 256-bit SIMD.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// 512-bit SIMD.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

/// A computation written once for all lanes.
pub trait Task {
    /// The result.
    type Output;
    /// Runs the computation. Implementations, and all functions that they call, must be `#[inline(always)]`; otherwise
    /// the compiler does not use the processor's instructions.
    fn run<L: Lanes>(self) -> Self::Output;
}

impl Engine {
    /// The engines that this processor has, the fastest last.
    pub fn available() -> Vec<Self> {
        #[allow(unused_mut, reason = "other processors have nothing to add")]
        let mut engines = vec![Self::PLAINEST];
        #[cfg(target_arch = "x86_64")]
        {
            engines.push(Self::Sse2);
            if std::arch::is_x86_feature_detected!("avx2") {
                engines.push(Self::Avx2);
            }
            if std::arch::is_x86_feature_detected!("avx512f") {
                engines.push(Self::Avx512);
            }
        }
        engines
    }

    /// The fastest engine that this processor has.
    pub fn best() -> Self {
        Self::available().pop().unwrap_or(Self::PLAINEST)
    }

    /// The engine that every processor of this target has.
    #[cfg(target_arch = "wasm32")]
    const PLAINEST: Self = Self::Simd128;
    /// The engine that every processor of this target has.
    #[cfg(not(target_arch = "wasm32"))]
    const PLAINEST: Self = Self::Scalar;

    /// The number of outputs that a matrix product computes at once on these lanes.
    pub fn rows(self) -> usize {
        struct Rows;
        impl Task for Rows {
            type Output = usize;
            #[inline(always)]
            fn run<L: Lanes>(self) -> usize {
                L::ROWS
            }
        }
        self.run(Rows)
    }

    /// Runs a task on these lanes. Each task is compiled once for each kind of lanes.
    #[inline(never)]
    pub fn run<T: Task>(self, task: T) -> T::Output {
        match self {
            #[cfg(not(target_arch = "wasm32"))]
            Self::Scalar => task.run::<super::lanes::Scalar>(),
            #[cfg(target_arch = "wasm32")]
            Self::Simd128 => task.run::<super::lanes::Simd128>(),
            #[cfg(target_arch = "x86_64")]
            Self::Sse2 => task.run::<super::lanes::Sse2>(),
            #[cfg(target_arch = "x86_64")]
            Self::Avx2 => {
                assert!(std::arch::is_x86_feature_detected!("avx2"), "this processor has no AVX2");
                #[allow(unsafe_code, reason = "the line above makes sure")]
                // SAFETY: the processor has AVX2.
                unsafe {
                    with_avx2(task)
                }
            }
            #[cfg(target_arch = "x86_64")]
            Self::Avx512 => {
                assert!(std::arch::is_x86_feature_detected!("avx512f"), "this processor has no AVX-512");
                #[allow(unsafe_code, reason = "the line above makes sure")]
                // SAFETY: the processor has AVX-512.
                unsafe {
                    with_avx512(task)
                }
            }
        }
    }
}

/// Compiles a task with AVX2 instructions.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2<T: Task>(task: T) -> T::Output {
    task.run::<super::lanes::Avx2>()
}

/// Compiles a task with AVX-512 instructions.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn with_avx512<T: Task>(task: T) -> T::Output {
    task.run::<super::lanes::Avx512>()
}
