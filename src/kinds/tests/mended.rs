//! Links as mail, chat and learning platforms change them, one table for each outcome.

use crate::kinds::Spec;
use crate::spec::told;

/// What a link is read as, with its notices.
fn read(text: &str) -> (String, Vec<String>) {
    let reading = Spec::read_link(text).unwrap_or_else(|problems| panic!("{text}\n{}", told(&problems)));
    (reading.spec.link(), reading.notices)
}

/// Reads a damaged link; the notices have to be about something.
fn mended(text: &str) -> String {
    let (link, notices) = read(text);
    assert!(!notices.is_empty(), "{text} has no notice");
    assert!(notices.iter().all(|notice| notice.ends_with(['.', '?'])), "{notices:?}");
    link
}

#[test]
fn a_valid_link_has_no_notice() {
    for link in [
        "#fit?target=x%2B10&nets=relu:8&seed=3",
        "https://example.org/notebook/?notebook=worlds#pendulum?seed=3",
        "#sweep?of=scinet%3Fencoder%3D32%26latent%3D2&seeds=2",
        "#data?rows=3Dt,x%3B1,2%3B3,4",
        "#fit",
    ] {
        assert_eq!(read(link).1, Vec::<String>::new(), "{link}");
    }
}

#[test]
fn every_damage_is_repaired() {
    const LINK: &str = "#fit?target=x%2B2&nets=relu:8&seed=3";
    let page = "https://example.org/notebook/";
    for damaged in [
        // HTML codes, also of HTML codes.
        "#fit?target=x%2B2&amp;nets=relu:8&amp;seed=3",
        "#fit?target=x%2B2&amp;amp;nets=relu:8&amp;amp;seed=3",
        "#fit?target&#x3D;x%2B2&#38;nets&#61;relu:8&#x26;seed=3",
        "&lt;https://example.org/#fit?target=x%2B2&nets=relu:8&seed=3&gt;",
        // Encoded as a whole, in part, or again.
        "#fit%3Ftarget%3Dx%252B2%26nets%3Drelu%3A8%26seed%3D3",
        "#%23fit%3Ftarget%3Dx%252B2%26nets%3Drelu:8%26seed%3D3",
        "https%253A%252F%252Fexample.org%252F%2523fit%253Ftarget%253Dx%25252B2%2526nets%253Drelu:8%2526seed%253D3",
        "#fit%3ftarget=x%2b2&nets=relu:8&seed=3",
        "#fit?target=x%252B2&nets=relu:8&seed=3",
        "#fit?target=x%25252B2&nets=relu%25253A8&seed=3",
        "https://example.org/%23fit?target=x%2B2&nets=relu:8&seed=3)",
        // Lines of mails.
        "#fit?target=x%2B2&nets=re\r\nlu:8&seed\n> =3)",
        "#fit?target=3Dx%2B2&ne=\nts=3Drelu:8&seed=3D3",
        "#fit?target=3Dx%2B2&nets=3Drelu:8&=\r\nseed=3D3",
        // Characters that nobody sees, raw and as a browser encodes them.
        "#f\u{200b}it?tar\u{ad}get=x%2B2&nets=relu:8\u{feff}&seed=3\u{2060}.",
        "#f%E2%80%8Bit?tar%C2%ADget=x%2B2&nets=re%E2%80%8Blu:8&seed=3%C2%A0.",
        "#fit?target=x%2B2&nets\u{a0}=re\u{a0}lu:8&se\u{a0}ed=3\u{a0}",
        // Signs after it.
        "#fit?target=x%2B2&nets=relu:8&seed=3)",
        "#fit?target=x%2B2&nets=relu:8&seed=3”",
        "#fit?target=x%2B2&nets=relu:8&seed=3**",
        "#fit?target=x%2B2&nets=relu:8&seed=3%3E",
        "#fit?target=x%2B2&nets=relu:8&seed=3…",
        // Brackets and quotes around it, with text beside them.
        "[a cell](https://example.org/#fit?target=x%2B2&nets=relu:8&seed=3) that I like",
        "<https://example.org/#fit?target=x%2B2&nets=relu:8&seed=3|a cell>",
        "<a href=\"https://example.org/#fit?target=x%2B2&amp;nets=relu:8&amp;seed=3\">a cell</a>",
        "“https://example.org/#fit?target=x%2B2&nets=relu:8&seed=3” he said",
        // Addresses that lead to it.
        "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F%23fit%3Ftarget%3Dx%252B2%26nets%3Drelu%3A8%26seed%3D3&data=05%7C01&reserved=0",
        "https://www.google.com/url?q=https://example.org/%23fit?target%3Dx%252B2%26nets%3Drelu:8%26seed%3D3&sa=D&usg=A0",
        // Keys of others.
        "#fit?utm_source=mail&target=x%2B2&nets=relu:8&seed=3&fbclid=IwAR",
        "#fit?target=x%2B2&nets=relu:8&seed=3.&utm_source=mail",
        "#fit?target=x%2B2&nets=relu:8&seed=3?utm_source=mail",
        "#fit?target=x%2B2&nets=relu:8&seed=3&ref=home&si=a%zz&hello",
    ] {
        assert_eq!(mended(damaged), LINK, "{damaged}");
        if damaged.starts_with('#') {
            assert_eq!(mended(&format!("{page}{damaged}")), LINK, "{damaged}");
        }
    }
}

#[test]
fn signs_of_an_autocorrection_are_read_as_those_of_a_keyboard() {
    // A field may take such a sign itself.
    for (damaged, link) in [
        ("#fit?view=–3..3&lr=1e—3", "#fit?lr=0.001&view=-3..3"),
        ("#fit?view=%E2%80%933..3", "#fit?view=-3..3"),
        ("#fit?nets=relu:8,+elu:9&polynomials=+1,+3&view=-3+..+3", "#fit?nets=relu:8,elu:9&polynomials=1,3&view=-3..3"),
        ("#fit?view=-3…3", "#fit?view=-3..3"),
        ("#fit?view=3…20", "#fit?view=3..20"),
    ] {
        assert_eq!(read(damaged).0, link, "{damaged}");
    }
    // A plus that may be one stays one.
    assert_eq!(read("#fit?target=x+10").0, "#fit");
    assert!(Spec::read_link("#fit?nets=relu:8+8").is_err());
}

#[test]
fn brackets_of_a_value_stay() {
    for (damaged, link) in [
        ("#fit?optimiser=sgd(0.9)).", "#fit?optimiser=sgd%280.9%29"),
        ("(https://example.org/#fit?target=sin(x)) and more", "#fit?target=sin%28x%29"),
        ("#fit?nets=relu:1[1,0,1;10]]", "#fit?nets=relu:1%5B1,0,1%3B10%5D"),
        ("#fit?target=10*step%28x%29*", "#fit?target=10*step%28x%29"),
    ] {
        assert_eq!(mended(damaged), link);
    }
}

#[test]
fn what_may_be_another_number_is_a_problem() {
    for (link, part) in [
        // Cut.
        ("#fit?target=x&lr=1e", "lr = 1e\n"),
        ("#fit?target=x%2", "was the link cut?"),
        ("#fit?optimiser=sgd%280.9", "allowed: adam"),
        ("#fit?nets=relu:1%5B1,0,1%3B10", "the closing ] is missing"),
        // Misspelt, or meant for another kind.
        ("#fit?epoch=5", "did you mean epochs?"),
        ("#fit?sed=5", "did you mean seed?"),
        ("#fit?n_epochs=5&seed=1", "did you mean epochs?"),
        ("#fit?seed=1&latent=3", "latent = 3\n  unknown key"),
        ("#sweep?of=scinet?encoder=32&latent=2", "latent = 2\n  unknown key"),
        // Given twice.
        ("#fit?seed=1&seed=2", "seed = 2\n  is given twice, before as 1; allowed: once"),
        // No key of ours at all, or no kind.
        ("#fit?constructor=1", "unknown key"),
        ("#sweeep?of=%23fit%3Fnets%3Drelu:8", "sweeep\n  is not a kind of cell"),
        ("See the figures of #fit-quality?", "is not a kind of cell"),
    ] {
        let problems = told(&Spec::read_link(link).expect_err(link));
        assert!(problems.contains(part), "{link}\n{problems}");
    }
    // The same value twice is one value.
    assert_eq!(read("#fit?lr=0.001&seed=2&lr=1e-3&seed=2").0, "#fit?lr=0.001&seed=2");
}

#[test]
fn notices_say_what_was_changed() {
    for (link, notice) in [
        ("#fit?seed=3.)", "seed is read as 3.; the link has 3.)."),
        ("#fit?seed=3…", "seed is read as 3; the link has 3…. Was the link cut there?"),
        ("#fit?seed=3&ref=a&utm_source=b", "Left out, since a fit has no such keys: ref, utm_source."),
        ("#fit?seed=3&amp;lr=1", "This link was changed on its way, as by a mail program, and is repaired."),
        ("#fit?seed=3&nets=", "nets has no value. Was the link cut?"),
    ] {
        assert_eq!(read(link).1, [notice], "{link}");
    }
}

#[test]
fn what_can_be_read_of_a_link_is_kept_without_its_fingerprint() {
    let part = |link: &str| Spec::read_part_of_link(link).map(|reading| reading.spec.link());
    assert_eq!(part("#fit?lr=fast&epochs=10&fingerprint=0123456789ab&view=%2").as_deref(), Some("#fit?epochs=10"));
    assert_eq!(part("#fit?seed=1&seed=2&epochs=10").as_deref(), Some("#fit?epochs=10"));
    assert_eq!(part("#fitt?epochs=10"), None);
    // Its values exclude each other: no single one is wrong.
    assert_eq!(part("#scinet?encoder=2048,2048&batch=65536"), None);
}
