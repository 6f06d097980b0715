//! The role of a key alone decides what the identity of a run and the classical fits keep.

use crate::kinds::Spec;
use crate::kinds::registry::words;
use crate::spec::{Control, Role};

/// A small spec of each kind that trains, with everything that its keys may depend on.
fn small(kind: &str) -> Option<Spec> {
    let text = match kind {
        "data" => "rows = a b c; 1 2 3; 4 5 7; 6 7 9; 8 1 2; 3 3 3\nscinet = 2",
        _ => "",
    };
    Spec::parse(kind, text).ok().filter(|spec| !spec.runs().is_empty() && spec.swept().is_empty())
}

/// Values that a control offers, or that lie within its bounds.
fn offered(control: &Control) -> Vec<String> {
    match control {
        Control::Number { min, max, integer } => {
            let inside = [0.25, 0.5, 1.0, 3.0, 7.0].map(|x| min + x * (max - min).min(1.0) / 8.0);
            let whole = [1.0, 2.0, 3.0, 300.0].map(|x| (min + x).min(*max));
            if *integer { whole.map(|x| x.to_string()).into() } else { inside.map(|x| x.to_string()).into() }
        }
        Control::Choice { options } => options.clone(),
        Control::Formula { examples } | Control::Text { examples } => examples.clone(),
        Control::None => Vec::new(),
    }
}

#[test]
fn the_role_of_every_key_decides_whether_it_is_kept() {
    // Which input is on the axis matters to training only if rows are held out along it.
    const ALONG_THE_AXIS: [&str; 2] = ["x", "held"];
    let mut checked = 0;
    for spec in words().into_iter().filter_map(small) {
        for field in spec.describe().into_iter().filter(|field| !ALONG_THE_AXIS.contains(&field.key)) {
            for value in offered(&field.control) {
                let Ok(other) = spec.with(field.key, &value) else { continue };
                if other == spec {
                    continue;
                }
                checked += 1;
                let trains = matches!(field.role, Role::Data | Role::Training);
                let what = format!("{}: {} = {value}", spec.kind(), field.key);
                assert_eq!(other.identity() != spec.identity(), trains, "{what} in the identity");
                // A network without a column or a fit of no degree leaves nothing to compare.
                if let (Some(now), Some(before)) = (other.baseline(), spec.baseline()) {
                    let fits = matches!(field.role, Role::Data | Role::Baseline) && field.key != "standardise";
                    assert_eq!(now != before, fits, "{what} in the fits");
                }
            }
        }
    }
    assert!(checked > 150, "{checked} changes");
}
