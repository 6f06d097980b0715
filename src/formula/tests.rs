//! Tests of values, of messages with their positions, and that no text makes the parser panic.

use super::Formula;
use proptest::prelude::*;

fn value(source: &str, x: f64) -> f64 {
    Formula::parse(source).unwrap().at(x)
}

#[test]
fn values_are_those_of_mathematics() {
    for (source, x, expected) in [
        ("x + 10", 2.5, 12.5),
        ("10*step(x)", 0.0, 0.0),
        ("10*step(x)", 1e-9, 10.0),
        ("-x^2", 3.0, -9.0),
        ("(-x)^2", 3.0, 9.0),
        ("2^-x", 2.0, 0.25),
        ("2^3^2", 0.0, 512.0),
        ("x - 2 - 3", 10.0, 5.0),
        ("12/x/2", 3.0, 2.0),
        ("2e1 + .5 + 1.", 0.0, 21.5),
        ("min(x, 2) + max(x, 2)", 7.0, 9.0),
        ("sign(x) + abs(x)", -3.0, 2.0),
        ("sign(x)", 0.0, 0.0),
        ("floor(x)", -0.5, -1.0),
        ("sin(pi/2) + cos(0)", 0.0, 2.0),
        ("ln(e)", 0.0, 1.0),
        ("2·x − 1 × 3", 5.0, 7.0),
        ("arcsin(x)", 1.0, std::f64::consts::FRAC_PI_2),
        ("x^7", -2.0, -128.0),
        ("x^0.5", 16.0, 4.0),
    ] {
        assert_eq!(value(source, x), expected, "{source} at {x}");
    }
    assert!(value("sqrt(x)", -1.0).is_nan());
    assert!(value("max(ln(x), 0)", -1.0).is_nan());
}

#[test]
fn one_expression_is_written_one_way() {
    for source in ["x+10", " x  +10 ", "x + 10"] {
        assert_eq!(Formula::parse(source).unwrap().source(), "x + 10");
    }
    for (source, written) in
        [("-x-1e-3", "-x - 1e-3"), ("2^-x*( 3 )", "2^-x*(3)"), ("min( x,−π )", "min(x, -pi)"), ("2 · x", "2*x")]
    {
        let formula = Formula::parse(source).unwrap();
        assert_eq!(formula.source(), written);
        assert_eq!(Formula::parse(written).unwrap(), formula);
    }
}

/// Checks the message for an invalid expression, written with a caret under the position.
fn check(source: &str, place_and_message: &str) {
    let error = Formula::parse(source).unwrap_err();
    assert_eq!(format!("{}^ {}", " ".repeat(error.at), error.message), place_and_message, "\n{source}");
}

#[test]
fn bad_expressions_are_answered_at_the_place() {
    check("", "^ expected a number, x, a function or (");
    check("x +", "   ^ expected a number, x, a function or (");
    check("x + * 10", "    ^ expected a number, x, a function or (");
    check("2x", " ^ write * between factors, such as 2*x");
    check("2(x)", " ^ write * between factors, such as 2*x");
    check("x (2)", "  ^ `x` is no function; write x*( to multiply");
    check("(x + 1", "^ this ( is never closed");
    check("sin(x", "   ^ this ( is never closed");
    check("x + 1)", "     ^ this ) closes nothing");
    check("x ** 2", "   ^ write ^ for powers");
    check(
        "y = x",
        "^ `y` is unknown; there are x, pi, e and sin, cos, tan, asin, acos, atan, exp, ln, sqrt, abs, sign, step, floor, min, max",
    );
    check("x = 2", "  ^ write only what y equals");
    check("log(x)", "^ `log` could be two things; write ln(x), or ln(x)/ln(10)");
    check("sin x", "^ `sin` needs its argument in parentheses, such as sin(x)");
    check("sin(x, 2)", "     ^ sin takes one argument");
    check("min(x)", "     ^ min takes two arguments, parted by a comma");
    check("max(1, 2, 3)", "        ^ max takes two arguments");
    check("(1, 2)", "  ^ a comma parts the arguments of min and max only");
    check("x # 2", "  ^ `#` has no meaning here; expected + - * / ^ or the end");
    check("1e999", "^ this number is too large");
    check(
        "π2",
        "^ `π2` is unknown; there are x, pi, e and sin, cos, tan, asin, acos, atan, exp, ln, sqrt, abs, sign, step, floor, min, max",
    );
    check(".", "^ expected a number, x, a function or (");
    check("()", " ^ expected a number, x, a function or (");
    check(&"x+".repeat(100), &format!("{}^ expected a number, x, a function or (", " ".repeat(200)));
    check(
        &format!("{}x", "x+".repeat(60)),
        &format!("{}^ allowed: at most 200 characters, with spaces around + and -", " ".repeat(121)),
    );
    check(&"x".repeat(201), &format!("{}^ allowed: at most 200 characters", " ".repeat(200)));
}

#[test]
fn the_deepest_nesting_fits_the_stack() {
    let nested = format!("{}x{}", "(".repeat(99), ")".repeat(99));
    assert_eq!(value(&nested, 2.0), 2.0);
    assert_eq!(value(&format!("{}x", "-".repeat(199)), 2.0), -2.0);
    assert!(Formula::parse(&"(".repeat(200)).is_err());
    assert_eq!(value(&format!("1{}", "^1".repeat(99)), 2.0), 1.0);
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "(?s).{0,60}") {
        let _ = Formula::parse(&text);
    }

    #[test]
    fn what_parses_is_written_so_that_it_parses_again(text in "[x0-9.e+*/^() πsinmax,-]{0,14}") {
        if let Ok(formula) = Formula::parse(&text) {
            prop_assert_eq!(Formula::parse(formula.source()), Ok(formula.clone()));
        }
    }

    #[test]
    fn many_values_equal_one_at_a_time(x in prop::collection::vec(-5.0..5.0_f64, 0..300)) {
        let formula = Formula::parse("sin(3*x)/(x^2 + 1) - min(x, abs(x))").unwrap();
        let mut y = vec![0.0; x.len()];
        formula.fill(&x, &mut y);
        for (x, y) in x.iter().zip(&y) {
            prop_assert_eq!(formula.at(*x).to_bits(), y.to_bits());
        }
    }
}
