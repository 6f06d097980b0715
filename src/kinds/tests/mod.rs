//! Round trips, defaults, and one check for every way to be wrong.

mod data;
mod mended;
mod offered;
mod problems;
mod roles;
mod round_trips;
mod shipped;
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
fn fence_and_link_have_the_same_content() {
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
fn runs_keep_only_the_fields_that_change_their_numbers() {
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
fn a_fingerprint_is_kept_with_another_view_and_dropped_with_another_seed() {
    let spec = Spec::parse("fit", "fingerprint = 0123456789ab").unwrap();
    assert_eq!(spec.with("view", "-3..3").unwrap().link(), "#fit?view=-3..3&fingerprint=0123456789ab");
    for (key, value) in [("seed", "2"), ("epochs", "7"), ("target", "x")] {
        let link = spec.with(key, value).unwrap().link();
        assert!(!link.contains("fingerprint"), "{link}");
    }
}

/// Reads a spec from a link. It must read back from its own link and fence, and with any key set to its own value.
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
fn figures_and_slices_are_chosen_by_name_and_number() {
    assert_eq!(Spec::parse_link("#scinet?panels=slices,surfaces").unwrap().link(), "#scinet?panels=surfaces,slices");
}

#[test]
fn a_sweep_reports_which_of_its_parts_is_wrong() {
    let of = "allowed: a scinet, or a fit with one network, such as scinet?epochs=2000";
    // A sweep that is nested a thousand times is refused at the first level.
    check(
        &format!("#sweep?of={}", "sweep?of=".repeat(1000)),
        &format!("of = {}…\n  {of}", &"sweep?of=".repeat(1000)[..240]),
    );
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
fn display_fields_are_not_part_of_a_run() {
    let run = |text: &str| Spec::parse("scinet", text).unwrap().runs();
    assert_eq!(run(""), run("reach = 8\npanels = slices\npolynomials = 3\npairs = 900\nslices = 0.5\nepochs = 7"));
    assert_ne!(run(""), run("beta = 0.02"));
}

#[test]
fn another_version_of_the_numerics_opens_with_a_notice() {
    let plain = Spec::parse_link("#fit?seed=7").unwrap();
    for (link, notice) in [
        ("#fit?seed=7", None),
        ("#fit?seed=7&v=1", None),
        (
            "#fit?v=0&seed=7",
            Some("Made with version 0 of the numerics; this is version 1, which gives different bits."),
        ),
        (
            "#fit?seed=7&fingerprint=e6e8ad0aab96&v=2",
            Some(
                "Made with version 2 of the numerics; this is version 1, which gives different bits. Its fingerprint is dropped.",
            ),
        ),
    ] {
        let reading = Spec::read_link(link).unwrap();
        assert_eq!((&reading.spec, reading.notices.first().map(String::as_str)), (&plain, notice), "{link}");
    }
    assert_eq!(Spec::read("fit", "seed = 7\nv = 3").unwrap().spec, plain);
    // A version that is not a number is an error. A saved run never resumes with other numerics.
    assert!(Spec::read_link("#fit?v=one").is_err() && Spec::read_link("#fit?v=2&v=3").is_ok());
    assert!(Spec::parse_link("#fit?v=2").is_err());
}

#[test]
fn a_spec_that_does_not_fit_into_a_link_is_refused() {
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
fn all_problems_are_reported_at_once() {
    let problems = Spec::parse("fit", "lr = x\nhello\nbatch = 7\nepochs = -1").unwrap_err();
    let keys: Vec<&str> = problems.iter().map(|problem| problem.key.as_str()).collect();
    assert_eq!(keys, ["", "lr", "epochs"]);
    assert_eq!(problems[0].to_string(), "hello\n  expected: key = value");
}
