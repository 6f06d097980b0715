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

/// Formulas as people write them, and their canonical text.
#[test]
fn what_people_write_is_written_out() {
    for (typed, written) in [
        // Implied products.
        ("2x", "2*x"),
        ("3(x+1)", "3*(x + 1)"),
        ("x(x + 1)", "x*(x + 1)"),
        ("x (2)", "x*(2)"),
        ("(x+1)(x−1)", "(x + 1)*(x - 1)"),
        ("-2x^2", "-2*x^2"),
        ("2πx", "2*pi*x"),
        ("πx", "pi*x"),
        ("xπ", "x*pi"),
        ("2x/3", "2*x/3"),
        ("x/2*x x", "x/2*x*x"),
        ("2^(x)x", "2^(x)*x"),
        ("2^x*x", "2^x*x"),
        ("2 x sin(x)cos(x)", "2*x*sin(x)*cos(x)"),
        ("2exp(x)", "2*exp(x)"),
        // Arguments without brackets.
        ("sin x", "sin(x)"),
        ("sin 2x + 1", "sin(2*x) + 1"),
        ("sin 2πx − 1", "sin(2*pi*x) - 1"),
        ("sin x cos x", "sin(x)*cos(x)"),
        ("x sin x", "x*sin(x)"),
        ("3/ln 2", "3/ln(2)"),
        ("2^sin x + 1", "2^sin(x) + 1"),
        ("sin (x)^2", "sin(x)^2"),
        // Powers.
        ("x²", "x^2"),
        ("x³", "x^3"),
        ("x⁻²", "x^-2"),
        ("x¹⁰ + 2x⁷", "x^10 + 2*x^7"),
        ("(x+1)²(x−1)", "(x + 1)^2*(x - 1)"),
        ("e^-x²", "e^-x^2"),
        ("−x²", "-x^2"),
        ("2**3", "2^3"),
        ("x**-2", "x^-2"),
        ("sin²(x)", "sin(x)^2"),
        ("sin^2(x)cos²(x)", "sin(x)^2*cos(x)^2"),
        ("sin² x", "sin(x)^2"),
        ("tanh^2 2x", "tanh(2*x)^2"),
        // Bars and roots.
        ("|x|", "abs(x)"),
        ("2|x|+3|x-1|", "2*abs(x) + 3*abs(x - 1)"),
        ("||x|-1|", "abs(abs(x) - 1)"),
        ("|x - |x||", "abs(x - abs(x))"),
        ("|x|^2", "abs(x)^2"),
        ("x|x|", "x*abs(x)"),
        ("|x|x", "abs(x)*x"),
        ("|(|x|)|", "abs((abs(x)))"),
        ("√x", "sqrt(x)"),
        ("2√3 + √(x+1)²", "2*sqrt(3) + sqrt(x + 1)^2"),
        ("∛(x)x", "cbrt(x)*x"),
        // Signs and digits.
        ("2 ⋅ x × 3 ÷ x − 1 – x", "2*x*3/x - 1 - x"),
        ("２ｘ＋１", "2*x + 1"),
        ("1\u{202f}+\u{a0}x", "1 + x"),
        ("0,5*x", "0.5*x"),
        ("1,25x + 0,125", "1.25*x + 0.125"),
        ("1234,567", "1234.567"),
        ("1,5e3", "1.5e3"),
        // Left sides and capitals.
        ("y = x^2", "x^2"),
        ("f(x)=2x", "2*x"),
        ("y(x) = 1", "1"),
        ("Sin(X) + PI", "sin(x) + pi"),
        // Pieces.
        ("x<0 ? -1 : 1", "if(x<0, -1, 1)"),
        ("x≤0?0:x<1?x:1", "if(x<=0, 0, if(x<1, x, 1))"),
        ("if(x >= 0, x, 0)", "if(x>=0, x, 0)"),
        ("if(0<x≤1, x, 0)", "if(0<x<=1, x, 0)"),
        ("(x>0) ? 1 : 2", "if((x>0), 1, 2)"),
        ("10(x > 0)", "10*(x>0)"),
        ("2 + (x<0 ? 1 : 2)", "2 + (if(x<0, 1, 2))"),
    ] {
        let formula = Formula::parse(typed).unwrap_or_else(|error| panic!("{typed}: {error}"));
        assert_eq!(formula.source(), written, "{typed}");
        assert_eq!(Formula::parse(written), Ok(formula), "{typed}");
        // Links have no spaces.
        let tight = written.replace(' ', "");
        assert_eq!(Formula::parse(&tight).unwrap().source(), written, "{typed}");
    }
}

#[test]
fn new_functions_have_their_values() {
    for (source, x, expected) in [
        ("sinh(x) + cosh(x) + tanh(x)", 0.0, 1.0),
        ("log10(x)", 1000.0, 3.0),
        ("cbrt(x)", -27.0, -3.0),
        ("ceil(x) + floor(x)", 0.5, 1.0),
        ("round(x)", 2.5, 3.0),
        ("round(x)", -2.5, -3.0),
        ("mod(x, 3)", 5.0, 2.0),
        ("mod(x, 3)", -1.0, 2.0),
        ("mod(x, -3)", 1.0, -2.0),
        ("x<0 ? -1 : x", -3.0, -1.0),
        ("x<0 ? -1 : x", 0.0, 0.0),
        ("if(x<=0, 1, 2)", 0.0, 1.0),
        ("if(0<x<1, 1, 2)", 0.5, 1.0),
        ("if(1>x>=0, 1, 2)", 0.0, 1.0),
        ("if(0<x<1, 1, 2)", 1.0, 2.0),
        ("3 + 10*(x>0)", 1.0, 13.0),
    ] {
        assert_eq!(value(source, x), expected, "{source} at {x}");
    }
    assert!(value("mod(x, 0)", 1.0).is_nan());
    assert!(value("if(ln(x)<0, 1, 2)", -1.0).is_nan() && value("if(0<ln(x)<1, 1, 2)", -1.0).is_nan());
}

#[test]
fn tex_shows_how_a_formula_was_understood() {
    for (typed, tex) in [
        ("2x^2 - 1", r"2\,x^{2}-1"),
        ("(x+1)/(2x)", r"\frac{x+1}{2\,x}"),
        ("-(x+1)^2", r"-\left(x+1\right)^{2}"),
        ("x - (x - 1)", r"x-\left(x-1\right)"),
        ("2*3", r"2\cdot 3"),
        ("x(x+1)", r"x\cdot \left(x+1\right)"),
        ("sin(x)^2", r"\left(\sin\left(x\right)\right)^{2}"),
        ("2^3^x", r"2^{3^{x}}"),
        ("(2^3)^x", r"\left(2^{3}\right)^{x}"),
        ("exp(-x^2)", r"e^{-x^{2}}"),
        ("√(2π)|x|", r"\sqrt{2\,\pi}\cdot \left|x\right|"),
        ("1e-9x", "1e-9"),
        ("x<0 ? 1 : 2", r"\begin{cases}1&x<0\\2&\text{otherwise}\end{cases}"),
        ("(0<x<=1)*x", r"\left[0<x\le 1\right]\cdot x"),
    ] {
        match Formula::parse(typed) {
            Ok(formula) => assert_eq!(formula.tex().as_deref(), Some(tex), "{typed}"),
            Err(_) => assert_eq!(typed, "1e-9x"),
        }
    }
    assert_eq!(Formula::parse("1e-9*x").unwrap().tex().unwrap(), r"1\cdot 10^{-9}\cdot x");
    assert_eq!(Formula::parse("through(0:1, 1:2)").unwrap().tex(), None);
    let all =
        "sin(x)+cos(x)+tan(x)+asin(x)+acos(x)+atan(x)+sinh(x)+cosh(x)+tanh(x)+exp(x)+ln(x)+log10(x)+cbrt(x)+sign(x)";
    for formula in [all, "step(x)+floor(x)+ceil(x)+round(x)+min(x,1)+max(x,1)+mod(x,2)+if(x<0,1,if(0<x<=1,2,3))"] {
        let tex = Formula::parse(formula).unwrap().tex().unwrap();
        let html = crate::notebook::equation(&tex).unwrap_or_else(|| panic!("{tex}"));
        assert!(html.contains("<mi>y</mi>"), "{html}");
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
    check("(x + 1", "^ this ( is never closed");
    check("sin(x", "   ^ this ( is never closed");
    check("|x", "^ this | is never closed");
    check("x + 1)", "     ^ this ) closes nothing");
    check("x * * 2", "    ^ expected a number, x, a function or (");
    check(
        "y + 1",
        "^ `y` is unknown; there are x, pi, e and sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, exp, ln, log10, sqrt, cbrt, abs, sign, step, floor, ceil, round, min, max, mod, if",
    );
    check("x = 2", "  ^ write only what y equals");
    check("y == x", "   ^ expected a number, x, a function or (");
    check("log(x)", "^ `log` could be two things; write ln(x), or log10(x)");
    check("sin(x, 2)", "     ^ sin takes one argument; decimals have a point, such as 0.5");
    check("min(x)", "     ^ min takes two arguments, separated by a comma; decimals have a point, such as 0.5");
    check("min(0,5, x)", "       ^ min takes two arguments, separated by a comma; decimals have a point, such as 0.5");
    check("min x", "^ `min` needs its arguments in brackets, such as min(x, 2)");
    check("(1, 2)", "  ^ a comma separates the arguments of a function; decimals have a point, such as 0.5");
    check("x # 2", "  ^ `#` has no meaning here; expected + - * / ^ or the end");
    check("1e999", "^ this number is too large");
    check(".", "^ expected a number, x, a function or (");
    check("()", " ^ expected a number, x, a function or (");
    check("5 % 3", "  ^ write mod(a, b) for a remainder, or divide by 100");
    check("x!", " ^ `!` has no meaning here; expected + - * / ^ or the end");
    check("x^½", "  ^ write fractions as (1/2)");
    check("if(x, 1, 2)", "   ^ expected a comparison, such as if(x<0, a, b)");
    check("x ? 1 : 2", "  ^ expected a comparison before this ?, such as x<0 ? 1 : 2");
    check("x<0 ? 1", "    ^ this ? has no :, such as x<0 ? 1 : 2");
    check("x < 0", "^ a comparison is no number; write if(x<0, a, b)");
    check("0<x>1 ? 1 : 2", "   ^ two comparisons in a row have the same direction, such as 0<x<1");
    check(&"x+".repeat(100), &format!("{}^ expected a number, x, a function or (", " ".repeat(200)));
    check(
        &format!("{}x", "x+".repeat(60)),
        &format!(
            "{}^ allowed: at most 200 characters, with * between factors and spaces around + and -",
            " ".repeat(121)
        ),
    );
    check(&"x".repeat(201), &format!("{}^ allowed: at most 200 characters", " ".repeat(200)));
}

#[test]
fn what_has_two_readings_is_refused() {
    let below = "is this above or below the /? write 1/(2*x), or x/2";
    check("1/2x", &format!("   ^ {below}"));
    check("x/2(x+1)", &format!("   ^ {below}"));
    check("1/sin x cos x", &format!("        ^ {below}"));
    let exponent = "is this in the exponent? write * before it, or the exponent in brackets";
    check("2^3x", &format!("   ^ {exponent}"));
    check("e^-x sin(x)", &format!("     ^ {exponent}"));
    check("x^2(x+1)", &format!("   ^ {exponent}"));
    let bare = "does the argument before this end here? write it in brackets, such as sin(x)";
    check("sin x^2", &format!("     ^ {bare}"));
    check("sin x²", &format!("     ^ {bare}"));
    check("sin x/2", &format!("     ^ {bare}"));
    check("sin x * 2", &format!("      ^ {bare}"));
    check("sin 2(x+1)", &format!("     ^ {bare}"));
    check("sin 2 cos x", &format!("      ^ {bare}"));
    check("2^sin x cos x", &format!("        ^ {bare}"));
    check("sin cos x", "^ `sin` needs its argument in brackets, such as sin(x)");
    check("sin^-1(x)", "   ^ could be the inverse function or 1/sin(x); write one of them, such as asin(x)");
    check("sin⁻¹(x)", "   ^ could be the inverse function or 1/sin(x); write one of them, such as asin(x)");
    check("exp^2(x)", "   ^ write a power of this function behind its argument, such as exp(x)^2");
    check("sin^2(x)^3", "        ^ this has two exponents; write brackets, such as (sin(x)^2)^3");
    check("x²^3", "  ^ this has two exponents; write brackets, such as (x^2)^3");
    check("√2x", "  ^ is this below the root? write brackets, such as √(x)");
    check("√x²", "  ^ is this below the root? write brackets, such as √(x)");
    let bars = "which | belong together? write abs(x) for |x|";
    check("|x|x|", &format!("   ^ {bars}"));
    check("|x|x|x|", &format!("   ^ {bars}"));
    check("|2|x||", &format!("   ^ {bars}"));
    check("2e3x", "   ^ write * after a number with an exponent");
    check("2e", " ^ write 2*e, or 2e3 for a power of 10");
    check("2e -3", " ^ write 2*e, or 2e3 for a power of 10");
    check("e(x)", " ^ write exp( for a power of e, or e*( to multiply");
    let factors = "write * between factors, such as 2*x";
    check("(x)2", &format!("   ^ {factors}"));
    check("1 234", &format!("  ^ {factors}"));
    check("π2", &format!(" ^ {factors}"));
    check("1,234", "^ `1,234` could be 1.234 or 1234; write one of them");
    let separators = "write a number without separators, such as 1234567.5";
    check("1.2.3", &format!("   ^ {separators}"));
    check("1.234,5", &format!("     ^ {separators}"));
    check("1,234,567x", "^ `1,234` could be 1.234 or 1234; write one of them");
    check("1_000", &format!(" ^ {separators}"));
    for (word, hint) in [
        ("xx", "x*x"),
        ("xsin(x)", "x*sin(…)"),
        ("sin2x", "sin(2*x)"),
        ("sinhx", "sinh(x)"),
        ("pix", "pi*x"),
        ("ex", "e*x"),
        ("x2", "2*x, or x^2"),
    ] {
        let word_alone = word.trim_end_matches("(x)");
        check(word, &format!("^ `{word_alone}` is unknown; write {hint}"));
    }
    check("heaviside(x)", "^ `heaviside` has several values at 0; write step(x), which is 0 there, or if(x<0, 0, 1)");
}

#[test]
fn the_deepest_nesting_fits_the_stack() {
    let nested = format!("{}x{}", "(".repeat(99), ")".repeat(99));
    assert_eq!(value(&nested, 2.0), 2.0);
    assert_eq!(value(&format!("{}x", "-".repeat(199)), 2.0), -2.0);
    assert!(Formula::parse(&"(".repeat(200)).is_err());
    assert_eq!(value(&format!("1{}", "^1".repeat(99)), 2.0), 1.0);
    assert!(Formula::parse(&"|".repeat(200)).is_err() && Formula::parse(&"√".repeat(200)).is_err());
    assert!(Formula::parse(&"x<0?x:".repeat(33)).is_err());
}

/// Formulas of the strict grammar, in which every sign is written, with spaces; and their canonical text.
fn strict() -> impl Strategy<Value = (String, String)> {
    let both = |text: &str| (text.to_string(), text.to_string());
    let leaf = prop::sample::select(vec!["x", "pi", "e", "2", "1.", ".5", "2e3", "1e-3", "007", "12.50"]);
    let leaf = prop_oneof![leaf.prop_map(both), Just(("π".into(), "pi".into()))];
    let space = prop::sample::select(vec!["", "", " ", "\u{a0} "]);
    // Every part stands in brackets unless it is a single term, so that any operator may join any parts.
    leaf.prop_recursive(4, 24, 3, move |part| {
        let pair = (part.clone(), part.clone(), space.clone());
        let operator = prop::sample::select(vec!["+", "-", "−", "*", "·", "×", "/", "^", "^-"]);
        let name = prop::sample::select(vec!["sin", "arctan", "exp", "sqrt", "step", "floor"]);
        prop_oneof![
            (pair.clone(), operator).prop_map(|(((a, a2), (b, b2), s), operator)| {
                let sign = match operator {
                    "+" => " + ",
                    "-" | "−" => " - ",
                    "·" | "×" => "*",
                    other => other,
                };
                (format!("({a}{s}{operator}{s}{b})"), format!("({a2}{sign}{b2})"))
            }),
            (part.clone(), name, space.clone())
                .prop_map(|((a, a2), name, s)| (format!("{name}{s}({s}{a})"), format!("{name}({a2})"))),
            (part, space.clone()).prop_map(|((a, a2), s)| (format!("(−{s}{a})"), format!("(-{a2})"))),
            pair.prop_map(|((a, a2), (b, b2), s)| (format!("min({a}{s},{b})"), format!("min({a2}, {b2})"))),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "(?s).{0,60}") {
        let _ = Formula::parse(&text);
    }

    #[test]
    fn what_parses_is_written_so_that_it_parses_again(text in "[x0-9.e+*/^() πsinmax,²⁻|√<?:-]{0,14}") {
        if let Ok(formula) = Formula::parse(&text) {
            prop_assert_eq!(Formula::parse(formula.source()), Ok(formula.clone()));
            prop_assert_eq!(Formula::parse(&formula.source().replace(' ', "")), Ok(formula));
        }
    }

    #[test]
    fn strict_formulas_keep_their_text((typed, written) in strict()) {
        if typed.chars().count() <= 200 && written.chars().count() <= 200 {
            let formula = Formula::parse(&typed);
            prop_assert_eq!(formula.as_ref().map(Formula::source), Ok(written.as_str()), "{}", typed);
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
