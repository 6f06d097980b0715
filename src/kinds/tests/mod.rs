//! Round trips, defaults, and one check for every way to be wrong.

mod data;
mod offered;
mod roles;
mod round_trips;
mod sweeps;

use crate::kinds::fit::{Distribution, FitSpec};
use crate::kinds::registry::words;
use crate::kinds::{Kind, Spec};
use crate::spec::link;
use crate::spec::{Optimiser, Problem, Stages, told};

/// Every key of a kind, in order.
fn keys(kind: &str) -> Vec<&'static str> {
    Spec::parse(kind, "").unwrap().describe().iter().map(|field| field.key).collect()
}

#[test]
fn defaults_parse() {
    // `Default` panics on a default that its own parser refuses.
    for kind in words() {
        let spec = Spec::parse(kind, "").unwrap();
        assert_eq!((spec.fence(), spec.link()), (String::new(), format!("#{kind}")));
    }
}

#[test]
fn the_defaults_are_the_papers() {
    let spec = FitSpec::default();
    assert_eq!(spec.input, Distribution::Normal { mean: 0.0, deviation: 1.0 });
    assert_eq!((spec.batch, spec.epochs, spec.lr, spec.pairs), (2048, 50_000, Stages::constant(1e-4), 204_800));
    assert_eq!(spec.optimiser, Optimiser::Adam);
}

#[test]
fn fence_and_link_say_the_same() {
    let fence = "target = 10*step(x)\nnets   = relu:2[1,0,1; -1,0,-1; 10], elu:8\nview   = -2..2\n";
    let link = "#fit?target=10*step%28x%29&nets=relu:2%5B1,0,1%3B-1,0,-1%3B10%5D,elu:8&view=-2..2";
    let spec = Spec::parse("fit", fence).unwrap();
    assert_eq!(spec.link(), link);
    assert_eq!(spec.fence(), fence);
    assert_eq!(Spec::parse_link(link), Ok(spec));
}

#[test]
fn equal_specs_have_equal_links() {
    let one = Spec::parse("fit", "lr = 0.0001\ntarget = x+10\nnoise = -0\nepochs = 5e4").unwrap();
    assert_eq!(one.link(), "#fit");
    let two = Spec::parse("fit", "view=-3..3\npolynomials=5,3,3").unwrap();
    let three = Spec::parse("fit", "polynomials = 3, 5\n\nview = −3 .. 3").unwrap();
    assert_eq!(two.link(), three.link());
}

#[test]
fn a_plus_typed_by_hand_is_a_plus() {
    let spec = Spec::parse_link("#fit?target=x+10").unwrap().get::<crate::kinds::fit::FitSpec>().unwrap().clone();
    assert_eq!(spec.target.source(), "x + 10");
}

#[test]
fn runs_keep_only_what_their_numbers_depend_on() {
    let spec = Spec::parse("fit", "view = -3..3\npolynomials = 25\nseed = 4")
        .unwrap()
        .get::<crate::kinds::fit::FitSpec>()
        .unwrap()
        .clone();
    let links: Vec<String> = spec.runs().into_iter().map(|run| run.link()).collect();
    assert_eq!(
        links,
        [
            "#fit?nets=relu:8&polynomials=none&epochs=1000000&seed=4",
            "#fit?nets=elu:8&polynomials=none&epochs=1000000&seed=4"
        ]
    );
    let baseline = Spec::from(spec).baseline().map(|spec| spec.link());
    assert_eq!(baseline.as_deref(), Some("#fit?nets=none&polynomials=25&seed=4"));
}

#[test]
fn a_fingerprint_outlives_another_view_but_not_another_seed() {
    let spec = Spec::parse("fit", "fingerprint = 0123456789ab").unwrap();
    assert_eq!(spec.with("view", "-3..3").unwrap().link(), "#fit?view=-3..3&fingerprint=0123456789ab");
    for (key, value) in [("seed", "2"), ("epochs", "7"), ("target", "x")] {
        let link = spec.with(key, value).unwrap().link();
        assert!(!link.contains("fingerprint"), "{link}");
    }
}

/// A spec from a link, with what it must be again: from its own link and fence, and with any key set to its own value.
fn itself(link: &str) -> Spec {
    let spec = Spec::parse_link(link).unwrap_or_else(|problems| panic!("{link}: {}", told(&problems)));
    assert_eq!(Spec::parse_link(&spec.link()).as_ref(), Ok(&spec), "{link}");
    assert_eq!(Spec::parse(spec.kind(), &spec.fence()).as_ref(), Ok(&spec), "{link}");
    for field in spec.describe() {
        assert_eq!(spec.with(field.key, &field.value).as_ref(), Ok(&spec), "{link}: {}", field.key);
    }
    spec
}

/// Checks the messages for a bad link.
fn check(link: &str, expected: &str) {
    let problems = Spec::parse_link(link).expect_err(link);
    let messages: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(messages.join("\n"), expected, "\n{link}");
}

#[test]
fn a_bad_link_says_which_key_is_wrong_and_what_is_allowed() {
    check(
        "#fitt?lr=1",
        "fitt\n  is no kind of cell; allowed: fit, scinet, data, pendulum, collision, qubits, solar, sweep, surface, diagram, activation, claims",
    );
    check("#fit?lr=fast", "lr = fast\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4");
    check("#fit?lr=-1", "lr = -1\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4");
    check("#fit?lr=inf", "lr = inf\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4");
    check("#fit?lr=", "lr =\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4");
    check("#fit?epochs=1.5", "epochs = 1.5\n  allowed: a whole number from 0 to 1000000");
    check("#fit?epochs=2000000", "epochs = 2000000\n  allowed: a whole number from 0 to 1000000");
    check("#fit?batch=0", "batch = 0\n  allowed: a whole number from 1 to 65536");
    check("#fit?noise=-1", "noise = -1\n  allowed: a number from 0 to 1000000");
    check("#fit?seed=4294967296", "seed = 4294967296\n  allowed: a whole number from 0 to 4294967295");
    check("#fit?target=x%2B*10", "target = x+*10\n           ^ expected a number, x, a function or (");
    check("#fit?target=2x", "target = 2x\n          ^ write * between factors, such as 2*x");
    check("#fit?seed=1&seed=2", "seed = 2\n  stands twice; allowed: once");
    check(
        "#fit?view=3..-3",
        "view = 3..-3\n  allowed: low..high with low < high, both from -1e9 to 1e9, such as -20..20",
    );
    check("#fit?view=20", "view = 20\n  allowed: low..high with low < high, both from -1e9 to 1e9, such as -20..20");
    check(
        "#fit?y=high",
        "y = high\n  allowed: auto, or low..high with low < high, both from -1e12 to 1e12, such as -20..20",
    );
    check("#fit?errors=none", "errors = none\n  allowed: log, linear");
    check(
        "#fit?input=normal(0,0)",
        "input = normal(0,0)\n  allowed: normal(mean, deviation) with deviation > 0, or uniform(low, high) with low < high",
    );
    check(
        "#fit?input=cauchy(0,1)",
        "input = cauchy(0,1)\n  allowed: normal(mean, deviation) with deviation > 0, or uniform(low, high) with low < high",
    );
    check(
        "#fit?optimiser=lion",
        "optimiser = lion\n  allowed: adam, sgd, sgd(m), nesterov(m) with momentum 0 <= m < 1, rmsprop",
    );
    check(
        "#fit?optimiser=sgd(1)",
        "optimiser = sgd(1)\n  allowed: adam, sgd, sgd(m), nesterov(m) with momentum 0 <= m < 1, rmsprop",
    );
    check(
        "#fit?weight_decay=l2",
        "weight_decay = l2\n  allowed: none, l2(s), decoupled(s) with strength s from 0 to 10",
    );
    check("#fit?fingerprint=12345", "fingerprint = 12345\n  allowed: none, or 12 hexadecimal digits");
    check("#fit?v=2", "v = 2\n  allowed: 1");
    check("#fit?lr=%zz", "lr = %zz\n  a % without two hexadecimal digits after it; was the link cut?");
    check("#fit?lr=%ff", "lr = %ff\n  percent-encoded bytes that are not UTF-8 text");
    check("#activation?functions=step", "functions = step\n  `step` is unknown; allowed: relu, elu, sigmoid, tanh");
    check("#activation?functions=elu,elu", "functions = elu,elu\n  `elu` stands twice");
    check("#activation?functions=none", "functions = none\n  allowed: one or more of relu, elu, sigmoid, tanh");
    check("#activation?derivatives=maybe", "derivatives = maybe\n  allowed: yes, no");
}

#[test]
fn bad_networks_are_told_apart() {
    check(
        "#fit?nets=relu",
        "nets = relu\n  `relu`: the width is missing; allowed: activation:width, such as relu:8, elu:128",
    );
    check("#fit?nets=gelu:8", "nets = gelu:8\n  `gelu` is no activation; allowed: relu, elu, sigmoid, tanh");
    check("#fit?nets=relu:0", "nets = relu:0\n  `relu:0`: width allowed: a whole number from 1 to 1024");
    check(
        "#fit?nets=relu:8,relu:8",
        "nets = relu:8,relu:8\n  `relu:8` stands twice; a network of one seed trains one way",
    );
    check("#fit?nets=relu:1[1,2,3;4", "nets = relu:1[1,2,3;4\n  `relu:1[1,2,3;4`: the closing ] is missing");
    check("#fit?nets=relu:1[1,2,x;4]", "nets = relu:1[1,2,x;4]\n  `x`: a weight is a number from -1e6 to 1e6");
    let shape = "weights by hand: allowed are 1 neurons as w1,b1,w2 and then b2, parted by semicolons, such as relu:2[1,0,1; -1,0,-1; 10]";
    check("#fit?nets=relu:1[1,2;4]", &format!("nets = relu:1[1,2;4]\n  {shape}"));
    check("#fit?nets=relu:1[1,2,3]", &format!("nets = relu:1[1,2,3]\n  {shape}"));
    let seven: Vec<String> = (1..=7).map(|width| format!("relu:{width}")).collect();
    let seven = seven.join(",");
    check(&format!("#fit?nets={seven}"), &format!("nets = {seven}\n  allowed: at most 6 networks in one cell"));
    check("#fit?polynomials=41", "polynomials = 41\n  `41`: degree allowed: a whole number from 0 to 40");
    check("#fit?polynomials=1,x", "polynomials = 1,x\n  `x`: degree allowed: a whole number from 0 to 40");
}

#[test]
fn figures_and_slices_are_chosen_by_name_and_number() {
    let panels = "surfaces, errors, slices, histograms, latents, explained, outside, instead, learning";
    check("#scinet?panels=loss", &format!("panels = loss\n  `loss` is unknown; allowed: all, or some of {panels}"));
    check("#scinet?panels=none", &format!("panels = none\n  allowed: all, or some of {panels}"));
    let levels = "allowed: auto, or up to 5 different numbers from -20 to 100";
    check("#scinet?slices=1,1", &format!("slices = 1,1\n  {levels}"));
    check("#scinet?slices=1,2,3,4,5,6", &format!("slices = 1,2,3,4,5,6\n  {levels}"));
    check("#scinet?reach=9", "reach = 9\n  allowed: a number from 0.25 to 8");
    check("#scinet?polynomials=12&pairs=300", "pairs = 300\n  allowed: at least 364 pairs for 91 coefficients");
    check("#surface?outputs=speed", "outputs = speed\n  allowed: phase; amplitude; phase, amplitude");
    check("#diagram?architecture=tree", "architecture = tree\n  allowed: network, autoencoder, scinet");
    assert_eq!(Spec::parse_link("#scinet?panels=slices,surfaces").unwrap().link(), "#scinet?panels=surfaces,slices");
}

#[test]
fn a_sweep_says_which_of_its_parts_is_wrong() {
    let of = "allowed: a scinet, or a fit with one network, such as scinet?epochs=2000";
    check("#sweep?of=surface", &format!("of = surface\n  {of}"));
    check("#sweep?of=fit", &format!("of = fit\n  {of}"));
    check(
        "#sweep?of=scinet%3Flr=x",
        "of = scinet?lr=x\n  lr = x: allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4",
    );
    // Nested a thousand times, it is refused at the first.
    check(
        &format!("#sweep?of={}", "sweep?of=".repeat(1000)),
        &format!("of = {}…\n  {of}", &"sweep?of=".repeat(1000)[..240]),
    );
    check(
        "#sweep?rows=beta:1,2",
        "columns and rows = beta and beta\n  allowed: two different keys, neither of them seed",
    );
    check("#sweep?rows=latent:1,99", "rows: latent = 99\n  allowed: a whole number from 0 to 32");
    let nothing = "allowed: a whole number from 1 to 32, for nothing else tells the decoder what to answer";
    check("#sweep?rows=latent:0,1", &format!("rows: latent = 0\n  {nothing}"));
    check("#sweep?seeds=10&columns=lr:1,2,3,4,5,6,7,8,9", "seeds = 10\n  make 720 networks; allowed: at most 400");
    let spec = Spec::parse_link("#sweep?columns=encoder:50;100,50&rows=beta:0.1,1").unwrap();
    assert_eq!(spec.link(), "#sweep?columns=encoder:50%3B100,50%3B&rows=beta:0.1,1");
    assert_eq!(Spec::parse_link(&spec.link()), Ok(spec.clone()));
    assert_eq!(Spec::parse("sweep", &spec.fence()), Ok(spec));
}

#[test]
fn every_kind_survives_link_and_fence() {
    for (kind, text) in [
        ("surface", "space = log\nomega = 0.1..10\noutputs = phase\nslices = 0.1, 0.5"),
        ("diagram", "architecture = autoencoder\nencoder = 6\nquestions = 2"),
        ("claims", "experiment = peak_broad"),
        ("sweep", "of = fit?nets=relu:8&epochs=50\ncolumns = lr: 0.001, 0.01\nrows = nets: relu:8; elu:8;"),
        ("scinet", "panels = outside, instead\nslices = -2, 3.5\nreach = 6\npolynomials = none"),
    ] {
        let spec = Spec::parse(kind, text).unwrap_or_else(|problems| panic!("{kind}: {}", told(&problems)));
        assert_eq!(Spec::parse_link(&spec.link()), Ok(spec.clone()));
        assert_eq!(Spec::parse(kind, &spec.fence()), Ok(spec.clone()));
        assert!(!spec.link().is_empty() && spec.kind() == kind);
    }
}

#[test]
fn what_is_drawn_is_no_part_of_a_run() {
    let run = |text: &str| Spec::parse("scinet", text).unwrap().runs();
    assert_eq!(run(""), run("reach = 8\npanels = slices\npolynomials = 3\npairs = 900\nslices = 0.5\nepochs = 7"));
    assert_ne!(run(""), run("beta = 0.02"));
}

#[test]
fn unknown_keys_are_answered_with_the_nearest() {
    let keys = keys("fit").join(", ");
    check("#fit?epoch=5", &format!("epoch = 5\n  unknown key; did you mean epochs? fit has: {keys}"));
    check("#fit?=1", &format!("1\n  unknown key; fit has: {keys}"));
    let long = "a".repeat(1000);
    check(
        &format!("#fit?lr={long}"),
        &format!("lr = {}…\n  allowed: a number from 0 to 100, or stages such as 20000@1e-3, 1e-4", &long[..240]),
    );
    check("#fit?colour=red", &format!("colour = red\n  unknown key; fit has: {keys}"));
}

#[test]
fn combinations_past_a_limit_are_refused() {
    check("#fit?nets=relu:1024&batch=65536", "batch = 65536\n  allowed: at most 4096 with a network 1024 wide");
    check("#fit?pairs=1000000&polynomials=40", "pairs = 1000000\n  allowed: at most 609756 pairs at degree 40");
    check(
        "#fit?input=normal(1e6,1e-3)",
        "input = normal(1000000, 0.001)\n  inputs are 32-bit numbers and cannot be told apart; allowed: a width of at least 1.0e2",
    );
    check("#fit?pairs=5&polynomials=25", "pairs = 5\n  allowed: at least 26 pairs for degree 25");
    check(
        "#fit?target=asin%28x%29",
        "target = asin(x)\n  has no finite value at x = -6, which input = normal(0, 1) reaches; allowed: a target that is finite on all inputs",
    );
}

#[test]
fn another_version_of_the_numerics_opens_with_a_notice() {
    let plain = Spec::parse_link("#fit?seed=7").unwrap();
    for (link, notice) in [
        ("#fit?seed=7", None),
        ("#fit?seed=7&v=1", None),
        (
            "#fit?v=0&seed=7",
            Some("Made with version 0 of the numerics; here is version 1, which trains to other bits."),
        ),
        (
            "#fit?seed=7&fingerprint=e6e8ad0aab96&v=2",
            Some(
                "Made with version 2 of the numerics; here is version 1, which trains to other bits. Its fingerprint is left out.",
            ),
        ),
    ] {
        let reading = Spec::read_link(link).unwrap();
        assert_eq!((&reading.spec, reading.notices.first().map(String::as_str)), (&plain, notice), "{link}");
    }
    assert_eq!(Spec::read("fit", "seed = 7\nv = 3").unwrap().spec, plain);
    // What no version ever was is a mistake; and a saved run never goes on with other numerics.
    assert!(Spec::read_link("#fit?v=one").is_err() && Spec::read_link("#fit?v=2&v=3").is_ok());
    assert!(Spec::parse_link("#fit?v=2").is_err());
}

#[test]
fn a_spec_that_no_link_could_hold_is_refused() {
    let net =
        |width: usize| format!("relu:{width}[{}0]", "-1.2345678e-10,-1.2345678e-10,-1.2345678e-10;".repeat(width));
    assert!(Spec::parse("fit", &format!("nets = {}", net(800))).unwrap().link().len() <= link::MAX_LINK);
    let problems = Spec::parse("fit", &format!("nets = {}, {}", net(600), net(201))).unwrap_err();
    assert_eq!(problems[0].allowed, "allowed: at most 800 neurons with weights set by hand");
    let swept = format!("of = fit?nets={}", net(200));
    assert_eq!(Spec::parse("sweep", &swept).unwrap_err()[0].allowed, "allowed: a link of at most 4096 characters");
}

#[test]
fn thousands_of_keys_are_one_problem() {
    let told =
        |parsed: Result<Spec, Vec<Problem>>| parsed.unwrap_err().iter().map(|p| p.allowed.clone()).collect::<Vec<_>>();
    assert_eq!(told(Spec::parse_link(&format!("#fit?{}", "a&".repeat(30_000)))), ["allowed: at most 100 keys"]);
    assert_eq!(told(Spec::parse("fit", &"a=\n".repeat(20_000))), ["allowed: at most 100 keys"]);
}

#[test]
fn all_problems_come_at_once_and_the_rest_is_read() {
    let problems = Spec::parse("fit", "lr = x\nhello\nbatch = 7\nepochs = -1").unwrap_err();
    let keys: Vec<&str> = problems.iter().map(|problem| problem.key.as_str()).collect();
    assert_eq!(keys, ["", "lr", "epochs"]);
    assert_eq!(problems[0].to_string(), "hello\n  expected: key = value");
}
