//! Specs of sweeps read back as they are written.

use super::itself;
use crate::kinds::sweep::SweepSpec;
use crate::spec::Value;

#[test]
fn all_values_of_a_sweep_read_back() {
    let of = "of=fit%3Fnets%3Drelu:1&seeds=1";
    for (link, rows) in [
        ("columns=lr:1,2&rows=polynomials:none;", "polynomials: none;"),
        ("columns=lr:1,2&rows=polynomials:none,", "polynomials: none, "),
        ("columns=lr:1,2&rows=target:x%2B%0A1,x", "target: x+1, x"),
        ("columns=lr:1%0A,2&rows=input:uniform(0,1),normal(0,1)", "input: uniform(0,1); normal(0,1);"),
    ] {
        let sweep = itself(&format!("#sweep?{of}&{link}")).get::<SweepSpec>().unwrap().clone();
        assert_eq!(Value::print(&sweep.rows), rows);
    }
}
