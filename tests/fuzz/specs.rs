//! Valid specs, formulas and notebooks to start from, links made from the tables, and checks of accepted specs.

use proptest::prelude::*;
use scinet::kinds::Spec;
use scinet::kinds::registry::words;
use scinet::spec::link::{MAX_LINK, encode};
use scinet::spec::{Control, Problem};

/// Links of every kind.
pub const LINKS: [&str; 12] = [
    "#fit?target=10*step%28x%29&nets=relu:2%5B1,0,1%3B-1,0,-1%3B10%5D,elu:8&polynomials=3,5&view=-2..2",
    "#fit?target=sin%283*x%29&input=uniform%28-1,1%29&noise=0.1&nets=tanh:16&pairs=1000&batch=64&epochs=9&lr=1e-2",
    "#fit?target=through%280:1,1:2.5,2:-1%29&optimiser=nesterov%280.9%29&weight_decay=l2%281e-3%29&y=-5..25&errors=linear",
    "#fit?epochs=2000&fingerprint=e6e8ad0aab96",
    "#fit?v=2&fingerprint=e6e8ad0aab96&seed=7",
    "#scinet?space=log&omega=1&gamma=0.5&encoder=50,20&latent=3&decoder=20&batch=64&beta=0.1&slices=-1,0.5&panels=loss",
    "#scinet?encoder=none&decoder=none&polynomials=none&pairs=200&sigma_omega=3",
    "#sweep?of=scinet?encoder%3D32%26latent%3D2%26batch%3D64&columns=beta:0.001,0.1&rows=latent:1,2&seeds=2",
    "#sweep?of=fit%3Fnets%3Drelu:8&columns=lr:1e-4,1e-3&rows=noise:0,0.1&seeds=1",
    "#surface?space=log&outputs=phase&omega=0.1..3&gamma=0.01..1&cut=5",
    "#diagram?input=2&latent=5",
    "#claims?experiment=boring_patch",
];

/// Fences of several kinds.
pub const FENCES: [&str; 5] = [
    "target = 10*step(x)\nnets = relu:2[1,0,1; -1,0,-1; 10], elu:8\nview = -2..2\npolynomials = 3, 5\n",
    "target = through(0:1, 1:2.5, 2:-1)\ninput = uniform(-1, 1)\noptimiser = sgd(0.9)\nv = 0\n",
    "space = log\nomega = 1\nencoder = 50, 20\nlatent = 3\ndecoder = 20\nbatch = 64\nslices = -1, 0.5\n",
    "of = scinet?encoder=32&latent=2\ncolumns = beta: 0.001, 0.1\nrows = encoder: 4; 8,4;\nseeds = 2\n",
    "nets = relu:1024\nbatch = 4096\npairs = 1000000\n",
];

/// Formulas.
pub const FORMULAS: [&str; 16] = [
    "x + 10",
    "10*step(x) - min(x, 2)^2^-x",
    "asin(x)/(1 - exp(-x^2))",
    "2e1 + .5·π − floor(x)",
    "x^8 - x^-1 + x^0.5",
    "through(0:1, 1:2.5, 2:-1)",
    "through(-1e300:1e300,1e-300:-1e300)",
    "max(ln(x), sqrt(abs(x)))*sign(-x)",
    "y = 2x² − 3(x+1)(x-1)/(2x)",
    "||x|-1| + 2|x - 1| sin 2πx cos² x",
    "√(x+1)² ÷ 0,5·e^-x² + ∛x",
    "x<0 ? -1 : 0<x≤1 ? x : 1",
    "if(x >= 0, tanh^2(x), mod(x, 2)) + 10(x > 1)",
    "f(x) = 1,5e3x⁻² + log10(|x|) – sinh x",
    "2**x − ２ｘ＋round(x)³",
    "cosh(cbrt(ceil(x))) x floor(x)",
];

/// Values of fields as people type them.
pub const TYPED: [&str; 20] = [
    "1.234,5",
    "1,234.5",
    "1 234,5",
    "−0,001",
    "1·10⁻³",
    "50_000",
    "10.000",
    "-5...5",
    "[-5; 5]",
    "−1,5 – 2,5",
    "0 to 0,02",
    "Auto",
    "SGD (0,9)",
    "L2 1e-4",
    "Normal(0,5; 1)",
    "100@0…0.02; 1 900@0,02~0",
    "ReLU:8; elu:8",
    "500; 100",
    "True",
    "5 %",
];

/// Notebooks: small, with all of Markdown, harmless and hostile.
pub const NOTEBOOKS: [&str; 5] = [
    "# A title\n\nText with *emphasis*, **more**, ~~less~~, `code`, $x^2$ and [a link](#fig-7 \"title\").\n\n\
     ```fit fig-7\ntarget = x\n```\n\n| a | b |\n|:--|--:|\n| 1 | $\\frac{1}{2}$ |\n\n- a\n  - b\n    1. c\n\n> quote\n\n---\n",
    "<script>alert(1)</script>\n\n<div onclick=\"x\">a</div> <img src=x onerror=alert(1)> &lt;b&gt; &#60;\n\n<!-- c -->\n<style>x</style>",
    "[a](javascript:alert(1)) [b](<java\tscript:x>) [c](data:text/html,x) [d](vbscript:x) ![e](//x.org/y) ![f](https://x) <javascript:x>\n\n\
     [g]: JAVASCRIPT:alert(1) \"t\"\n\n[g] [h](&#106;avascript:x) [i](jav&#x09;ascript:x) <mailto:a@b.c>",
    "$$\\sum_{i=1}^{8} w_{2,i}\\,\\mathrm{ReLU}(b_{1,i} + w_{1,i} x) \\text{<b>\"a\"</b>} \\color{red}{x}$$\n\n$`x`$ $\\href{javascript:x}{y}$",
    "# A\n# A\n\n```scinet\nepochs = 1\n```\n~~~rust\nlet x = \"<b>\";\n~~~\n\n1) one\n2) two\n\nline  \nbreak\\\nend[^1]\n\n[^1]: note",
];

/// TeX, harmless and hostile.
pub const TEX: [&str; 9] = [
    "\\sum_{i=1}^{8} w_{2,i}\\,\\mathrm{ReLU}(b_{1,i} + w_{1,i} x)",
    "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} \\quad \\begin{cases} x & x > 0 \\\\ 0 \\end{cases}",
    "\\frac{1}{\\sqrt[3]{x}} \\left( \\overline{y} \\right] \\binom{n}{k} \\hat x \\underbrace{z}_{n}",
    "\\color{red}{x} \\colorbox{blue}{y} \\textcolor{#f00}{z} \\text{<img src=x onerror=alert(1)>} \\href{javascript:x}{y} \\url{x}",
    "\\def\\a#1{#1#1} \\newcommand{\\b}[2][x]{\\a{#1}\\a{#2}} \\let\\c=\\b \\a{\\b{y}} \\c z",
    "\\begin{array}{|c|lr} 1 & 2 \\\\ \\hline 3 & \\multicolumn{2}{c}{4} \\end{array} \\begin{align} x &= y \\\\ &= z \\end{align}",
    "\\mathbb{R} \\mathcal{L} \\boldsymbol{x} \\bigl( \\Bigg| \\middle| \\lvert x \\rVert \\langle \\rangle \\vec{a} \\dot b \\prime ''",
    "\\kern 3pt \\hspace{1em} \\rule{1pt}{2pt} \\phantom{x} \\not= \\char\"41 \\genfrac(){0pt}{1}{a}{b} \\displaystyle \\limits",
    "\\operatorname*{arg\\,min}_{x \\in \\R} \\stackrel{a}{b} \\overset{a}{b} \\substack{a \\\\ b} \\sideset{_1}{_2}\\sum \\tag{1} \\label{x} %c",
];

/// Values that a control offers or allows, and some that it does not.
fn values(control: &Control) -> Vec<String> {
    let mut values = match control {
        Control::Number { min, max, .. } => vec![min.to_string(), max.to_string(), "1".into(), "8".into(), "64".into()],
        Control::Choice { options } => options.clone(),
        Control::Formula { examples } | Control::Text { examples } => examples.clone(),
        Control::None => vec!["e6e8ad0aab96".into()],
    };
    let hostile = [
        "1e308",
        "-1",
        "none",
        "auto",
        "relu:1024",
        "relu:1024,elu:1024,tanh:1024",
        "2048,2048",
        "500,500,500",
        "40",
        "0..1e-300",
        "-1e9..1e9",
        "uniform(-1e6,1e6)",
        "normal(0,1e6)",
        "x^x^x",
        "1e30*x",
        "2",
        "1",
        "",
    ];
    values.extend(hostile.map(String::from));
    values
}

/// Pairs of keys and values from the tables of a kind.
fn any_pairs() -> impl Strategy<Value = (&'static str, Vec<(String, String)>)> {
    let kinds = words();
    let tables: Vec<Vec<(String, Vec<String>)>> = kinds
        .iter()
        .map(|kind| {
            let fields = Spec::parse(kind, "").unwrap().describe();
            fields.iter().map(|field| (field.key.to_string(), values(&field.control))).collect()
        })
        .collect();
    let tables = std::sync::Arc::new(tables);
    let picks = prop::collection::vec((any::<u16>(), any::<u16>()), 0..7);
    // Every other spec is a fit, which has the most possible errors.
    (prop_oneof![Just(0), 0..kinds.len()], picks).prop_map(move |(kind, picks)| {
        let table = &tables[kind];
        let pair = |(key, value): &(u16, u16)| {
            let (key, values) = &table[usize::from(*key) % table.len()];
            (key.clone(), values[usize::from(*value) % values.len()].clone())
        };
        let mut pairs: Vec<_> = picks.iter().map(pair).collect();
        pairs.sort();
        pairs.dedup_by(|a, b| a.0 == b.0);
        (kinds[kind], pairs)
    })
}

/// A link of pairs from the tables. Most of these links are accepted.
pub fn any_link() -> impl Strategy<Value = String> {
    any_pairs().prop_map(|(kind, pairs)| {
        let pairs: Vec<String> = pairs.iter().map(|(key, value)| format!("{key}={}", encode(value))).collect();
        format!("#{kind}?{}", pairs.join("&"))
    })
}

/// The same pairs as the text of a fence.
pub fn any_fence() -> impl Strategy<Value = String> {
    any_pairs().prop_map(|(_, pairs)| pairs.iter().map(|(key, value)| format!("{key} = {value}\n")).collect())
}

/// Pieces of names and lists with a meaning in a fence, a link, a file or for a reader.
const PIECES: [&str; 40] = [
    "a",
    "b",
    "x",
    "1",
    "2.5",
    "-3",
    "−4",
    "1e30",
    "nan",
    "auto",
    "none",
    "t (s)",
    " ",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{0}",
    "\u{1}",
    "\u{202e}",
    "\u{2066}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\u{61c}",
    "\u{e0041}",
    "\u{301}",
    "\u{1F9EA}",
    "#",
    "\"",
    "'",
    ",",
    ";",
    "=",
    "&",
    "?",
    "mmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmmm",
];

/// Links to data cells and sweeps with names and lists made of such pieces.
pub fn any_names() -> impl Strategy<Value = String> {
    let word = || prop::collection::vec(prop::sample::select(&PIECES[..]), 0..5).prop_map(|pieces| pieces.concat());
    let list = || prop::collection::vec(word(), 1..4).prop_map(|words| words.join(","));
    let table = (list(), prop::collection::vec("[0-9],[0-9](,[0-9])?", 1..4))
        .prop_map(|(names, rows)| format!("{names}; {}", rows.join(";")));
    let text = |key: &'static str, values: BoxedStrategy<String>| {
        values.prop_map(move |value| format!("{key}={}", encoded(&value)))
    };
    let id = prop_oneof![Just("0123456789ab".to_string()), word()];
    let values = || {
        let key = prop::sample::select(vec!["nets", "polynomials", "target", "noise", "input", "lr"]);
        let value = prop_oneof![
            word(),
            Just("none".into()),
            Just("relu:2".into()),
            Just("".into()),
            Just("uniform(-1,1)".into())
        ];
        let between = prop::sample::select(vec![",", ";", ", ", ";\n"]);
        (key, prop::collection::vec(value, 1..4), between)
            .prop_map(|(key, values, between)| format!("{key}:{}{between}", values.join(between)))
    };
    let data = (
        prop::option::of(prop_oneof![text("rows", table.boxed()), text("table", id.boxed())]),
        prop::option::of(text("name", word().boxed())),
        prop::option::of(text("inputs", list().boxed())),
        prop::option::of(text("outputs", list().boxed())),
        prop::option::of(text("x", word().boxed())),
    )
        .prop_map(|(rows, name, inputs, outputs, x)| {
            let pairs: Vec<String> = [rows, name, inputs, outputs, x].into_iter().flatten().collect();
            format!("#data?{}", pairs.join("&"))
        });
    let sweep = (text("columns", values().boxed()), text("rows", values().boxed()))
        .prop_map(|(columns, rows)| format!("#sweep?of=fit%3Fnets%3Drelu:1&{columns}&{rows}&seeds=1"));
    prop_oneof![3 => data, 1 => sweep]
}

/// Percent-encoded with its blanks, as somebody may write it.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Whether a spec does not change when a key is set to its own value, and reads back from the fence of a notebook.
pub fn stays_itself(spec: &Spec) -> Result<(), String> {
    for field in spec.describe() {
        match spec.with(field.key, &field.value) {
            Ok(same) if same == *spec => {}
            other => return Err(format!("{} = {} gives {other:?}", field.key, field.value)),
        }
    }
    let (kind, fence) = (spec.kind(), spec.fence());
    let ticks = "`".repeat(3.max(fence.split(|c| c != '`').map(str::len).max().unwrap_or(0) + 1));
    match &scinet::notebook::render(&format!("{ticks}{kind}\n{fence}{ticks}\n"))[..] {
        [scinet::notebook::Block::Cell { text, .. }] if Spec::parse(kind, text).as_ref() == Ok(spec) => Ok(()),
        other => Err(format!("does not read back from a notebook: {fence}\n{other:?}")),
    }
}

/// Whether an accepted spec reads back, has a readable link, and has a bounded number of runs.
pub fn keeps_its_limits(spec: &Spec) -> Result<(), String> {
    let (link, fence) = (spec.link(), spec.fence());
    if link.len() > MAX_LINK {
        return Err(format!("a link of {} characters", link.len()));
    }
    if Spec::parse_link(&link).as_ref() != Ok(spec) || Spec::parse(spec.kind(), &fence).as_ref() != Ok(spec) {
        return Err(format!("does not read back: {link}\n{fence}"));
    }
    let n_runs = spec.runs().len();
    if n_runs > 400 { Err(format!("{n_runs} runs")) } else { Ok(()) }
}

/// Whether problems are reported: at least one, and none longer than a screen.
pub fn is_told(problems: &[Problem]) -> Result<(), String> {
    match problems.iter().map(|problem| problem.to_string().len()).max() {
        None => Err("refused without a reason".into()),
        Some(longest) if longest > 12_000 => Err(format!("a message of {longest} characters")),
        Some(_) => Ok(()),
    }
}
