//! Fingerprints: a short hash of a spec, an epoch and every parameter's bits.

use crate::kinds::Spec;
use crate::spec::Fingerprint;

/// The fingerprint of the networks of `spec` at `epoch`. `nets` has the parameters of each network, (n_parameters),
/// in the order of the spec.
///
/// FNV-1a (Fowler, Noll and Vo) over the bytes of the spec's canonical link, the epoch and the parameters, then
/// mixed; 48 of its 64 bits are used. It detects accidental differences. It does not resist forgery.
pub fn fingerprint(spec: &Spec, epoch: u32, nets: &[&[f32]]) -> Fingerprint {
    let link = spec.identity().link();
    let parameters = nets.iter().flat_map(|net| net.iter()).flat_map(|w| w.to_bits().to_le_bytes());
    let bytes = link.bytes().chain(epoch.to_le_bytes()).chain(parameters);
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    // FNV's last bytes hardly reach the high bits; one multiplication spreads them.
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Fingerprint(Some(mixed >> 16))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(text: &str) -> Spec {
        Spec::parse("fit", text).unwrap()
    }

    #[test]
    fn one_changed_bit_changes_the_fingerprint() {
        let weights = [0.5_f32, -1.0, 3.0];
        let base = fingerprint(&spec(""), 7, &[&weights]);
        let nudged = [0.5_f32, f32::from_bits((-1.0_f32).to_bits() + 1), 3.0];
        for other in [
            fingerprint(&spec("seed = 2"), 7, &[&weights]),
            fingerprint(&spec(""), 8, &[&weights]),
            fingerprint(&spec(""), 7, &[&nudged]),
            fingerprint(&spec(""), 7, &[&weights[..2]]),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn display_fields_do_not_change_the_fingerprint() {
        let of = |text| fingerprint(&spec(text), 7, &[&[1.0]]);
        assert_eq!(of(""), of("view = -3..3\npolynomials = 9\nepochs = 10\nfingerprint = 0123456789ab"));
    }
}
