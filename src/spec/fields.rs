//! The one table of a kind's fields. The struct, defaults, parser, printer and help are generated from it.

use crate::spec::problem::Problem;
use crate::spec::value::{Bounds, Control, Refusal, Value};
use serde::Serialize;

/// The role of a field: what a change of it affects, so that only that is computed again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The training pairs, for networks and baselines alike.
    Data,
    /// How networks are trained.
    Training,
    /// The number of epochs. A run with more epochs is the same run, continued.
    #[serde(rename = "training")]
    Length,
    /// The classical fits beside the networks.
    Baseline,
    /// The figures. It affects no number of any run.
    Display,
}

/// Everything that a page or a manual shows about a field.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct FieldDescription {
    /// The key in a fence, a link and a file.
    pub key: &'static str,
    /// A short name for people.
    pub label: &'static str,
    /// One sentence of help.
    pub help: &'static str,
    /// The role of the field.
    pub role: Role,
    /// The present value, as text.
    pub value: String,
    /// The default, as text.
    pub default: String,
    /// A suitable control.
    pub control: Control,
}

/// The functions that a table of [`fields!`] generates.
pub trait Fields {
    /// The word that opens a fence and a link of this kind.
    fn kind(&self) -> &'static str;
    /// Every field with its present value, in the order of the struct.
    fn describe(&self) -> Vec<FieldDescription>;
    /// The role of a field. `None` for an unknown key.
    fn role(&self, key: &str) -> Option<Role>;
    /// Reads one field.
    ///
    /// # Errors
    /// If the key is unknown or the value is not allowed.
    fn set(&mut self, key: &str, text: &str) -> Result<(), Problem>;
    /// Checks combinations of fields: those that are too large or make no sense.
    fn cross_check(&self) -> Vec<Problem>;
    /// Resets fields that the change of another field has made invalid.
    fn field_changed(&mut self, _key: &str) {}
}

/// Removes a claimed fingerprint when a field changes that it depends on. A display field leaves it in place.
pub fn forget_fingerprint(spec: &mut dyn Fields, key: &str) {
    if matches!(spec.role(key), Some(Role::Data | Role::Training | Role::Length)) {
        // Every kind that trains has this key and accepts this value.
        let _ = spec.set("fingerprint", "none");
    }
}

/// The default of a field, as it is written in the table.
///
/// # Panics
/// If the field does not accept its default. The test `defaults_parse` reads every default.
pub fn written<T: Value>(key: &str, text: &str, bounds: Bounds) -> T {
    match T::parse(text, bounds) {
        Ok(value) => value,
        Err(refusal) => unreachable!("{key}: {}", refusal.allowed),
    }
}

/// The description of a field: key, label and help, then its value and its default.
pub fn described<T: Value>(
    [key, label, help]: [&'static str; 3],
    role: Role,
    [value, default]: [&T; 2],
    bounds: Bounds,
) -> FieldDescription {
    let (value, default, control) = (value.print(), default.print(), T::control(bounds));
    FieldDescription { key, label, help, role, value, default, control }
}

/// Reads the value of a field.
///
/// # Errors
/// If the value is not allowed.
pub fn read<T: Value>(field: &mut T, key: &str, text: &str, bounds: Bounds) -> Result<(), Problem> {
    let text = text.trim();
    // Words may have capitals: `Adam` is adam. One call in a loop, because it is compiled for every type.
    let lower = text.to_ascii_lowercase();
    let mut first = None;
    for typed in [text, &lower] {
        match T::parse(typed, bounds) {
            Ok(value) => {
                *field = value;
                return Ok(());
            }
            Err(refusal) => first = first.or(Some(refusal)),
        }
    }
    Err(refused(key, text, first))
}

/// The problem of a refused value, as it was given.
fn refused(key: &str, text: &str, refusal: Option<Refusal>) -> Problem {
    let refusal = refusal.unwrap_or_else(|| Refusal::new(""));
    Problem { at: refusal.at, ..Problem::new(key, text, refusal.allowed) }
}

/// The problem of a key that the kind does not have. It names the nearest key that the kind has.
pub fn unknown_key(key: &str, given: &str, kind: &str, keys: &[&str]) -> Problem {
    let near = near(key, keys);
    let hint = near.map_or(String::new(), |near| format!("did you mean {near}? "));
    Problem::new(key, given, format!("unknown key; {hint}{kind} has: {}", keys.join(", ")))
}

/// The word that a reader may have meant by another: the same in other letters, a part of it between underscores, or one
/// that differs by one letter or an end.
pub fn near<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    // Every short word is close to some key.
    let meant = |one: &str| {
        let close = word.len() >= 3 && one.len() >= 2 && close(one, word);
        close || one.eq_ignore_ascii_case(word) || word.split('_').any(|part| part.len() >= 4 && part == one)
    };
    known.iter().find(|one| meant(one)).copied()
}

/// Whether two words differ by one letter that is changed, added or missing, or one is the start of the other.
fn close(a: &str, b: &str) -> bool {
    if a.starts_with(b) || b.starts_with(a) {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(p, q)| p == q).count();
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(p, q)| p == q).count();
    let rest = |len: usize| len.saturating_sub(head + tail);
    a.len().abs_diff(b.len()) <= 1 && rest(a.len()) <= 1 && rest(b.len()) <= 1
}

/// Declares a kind of spec from one table; see `fit.rs` for one.
macro_rules! fields {
    (
        $(#[$meta:meta])*
        $name:ident = $kind:literal {
            $(
                $key:ident : $type:ty = $default:literal in $min:literal ..= $max:expr,
                $role:ident $label:literal $help:literal;
            )*
        }
        check $check:expr
        $(, forget $forget:expr)?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $(#[doc = $help] pub $key: $type,)*
        }

        impl $name {
            const KEYS: &'static [&'static str] = &[$(stringify!($key)),*];
            const ROLES: &'static [$crate::spec::Role] = &[$($crate::spec::Role::$role),*];
        }

        impl Default for $name {
            fn default() -> Self {
                // The defaults are parsed once: every link starts from them, and a page reads many links.
                static DEFAULT: std::sync::OnceLock<$name> = std::sync::OnceLock::new();
                DEFAULT.get_or_init(Self::written).clone()
            }
        }

        impl $name {
            /// The defaults, as they are written in the table.
            fn written() -> Self {
                use $crate::spec::Bounds;
                use $crate::spec::fields::written;
                Self {
                    $($key: written(stringify!($key), $default, Bounds { min: $min as f64, max: $max as f64 }),)*
                }
            }
        }

        impl $crate::spec::Fields for $name {
            fn kind(&self) -> &'static str {
                $kind
            }

            fn describe(&self) -> Vec<$crate::spec::FieldDescription> {
                use $crate::spec::fields::described;
                use $crate::spec::{Bounds, Role};
                let default = Self::default();
                vec![$(described(
                    [stringify!($key), $label, $help],
                    Role::$role,
                    [&self.$key, &default.$key],
                    Bounds { min: $min as f64, max: $max as f64 },
                )),*]
            }

            fn role(&self, key: &str) -> Option<$crate::spec::Role> {
                Self::KEYS.iter().position(|known| *known == key).map(|i| Self::ROLES[i])
            }

            fn set(&mut self, key: &str, text: &str) -> Result<(), $crate::spec::Problem> {
                use $crate::spec::Bounds;
                use $crate::spec::fields::{read, unknown_key};
                match key {
                    $(stringify!($key) => {
                        read(&mut self.$key, key, text, Bounds { min: $min as f64, max: $max as f64 })
                    })*
                    _ => Err(unknown_key(key, text.trim(), $kind, Self::KEYS)),
                }
            }

            fn cross_check(&self) -> Vec<$crate::spec::Problem> {
                let check: fn(&Self) -> Vec<$crate::spec::Problem> = $check;
                check(self)
            }

            $(fn field_changed(&mut self, key: &str) {
                $forget(self, key);
            })?
        }
    };
}
pub(crate) use fields;
