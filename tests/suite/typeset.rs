//! Typesetting: each language's own conventions, twice without harm.

use bilan::language::Language::{self, English, French};
use bilan::language::{
    Prose, date, date_html, money, number, prose, prose_html, quantity, typeset_html,
};
use proptest::prelude::*;

/// Makes the spaces that do not break visible: `~` for U+00A0, `_` for U+202F.
fn shown(text: &str) -> String {
    text.replace('\u{a0}', "~").replace('\u{202f}', "_")
}

#[track_caller]
fn check(language: Language, samples: &[(&str, &str)]) {
    for (typed, expected) in samples {
        let set = prose(typed, language);
        assert_eq!(shown(&set), *expected, "for {typed:?}");
        assert_eq!(prose(&set, language), set, "twice for {typed:?}");
    }
}

#[test]
fn money_in_both_languages() {
    for (cents, french, english) in [
        (0, "0~€", "€0"),
        (5, "0,05~€", "€0.05"),
        (10_320, "103,20~€", "€103.20"),
        (160_000, "1_600~€", "€1,600"),
        (123_456_789, "1_234_567,89~€", "€1,234,567.89"),
        (-2_000, "-20~€", "-€20"),
    ] {
        assert_eq!(shown(&money(cents, French)), french);
        assert_eq!(shown(&money(cents, English)), english);
    }
}

#[test]
fn numbers_in_both_languages() {
    for (hundredths, french, english) in [
        (0, "0", "0"),
        (150, "1,5", "1.5"),
        (125, "1,25", "1.25"),
        (105, "1,05", "1.05"),
        (8_300_000, "83_000", "83,000"),
        (-50, "-0,5", "-0.5"),
    ] {
        assert_eq!(shown(&number(hundredths, French)), french);
        assert_eq!(shown(&number(hundredths, English)), english);
    }
}

#[test]
fn quantities_count_as_each_language_does() {
    for (hundredths, unit, french, english) in [
        (2_400, "h", "24~heures", "24~hours"),
        (150, "h", "1,5~heure", "1.5~hours"),
        (0, "days", "0~jour", "0~days"),
        (100, "days", "1~jour", "1~day"),
        (200, "working_days", "2~jours ouvrés", "2~working days"),
        (100, "working_days", "1~jour ouvré", "1~working day"),
        (100, "weeks", "1~semaine", "1~week"),
        (600, "months", "6~mois", "6~months"),
        (100, "months", "1~mois", "1~month"),
        (300, "years", "3~ans", "3~years"),
        (5_000, "employees", "50~salariés", "50~employees"),
        (6_700, "age", "67~ans", "67"),
        (3_000, "percent", "30_%", "30%"),
        (4_200, "EUR/h", "42~€ par heure", "€42 per hour"),
        (160_000, "EUR", "1_600~€", "€1,600"),
        (8_300_000, "count", "83_000", "83,000"),
    ] {
        assert_eq!(shown(&quantity(hundredths, unit, French)), french);
        assert_eq!(shown(&quantity(hundredths, unit, English)), english);
    }
}

#[test]
fn dates_in_both_languages() {
    let first = jiff::civil::date(2026, 1, 1);
    let other = jiff::civil::date(2026, 2, 24);
    assert_eq!(shown(&date(first, French)), "1er~janvier 2026");
    assert_eq!(
        shown(&date_html(first, French)),
        "1<sup>er</sup>~janvier 2026"
    );
    assert_eq!(shown(&date_html(other, French)), "24~février 2026");
    assert_eq!(shown(&date_html(other, English)), "24~February 2026");
}

#[test]
fn french_prose() {
    check(
        French,
        &[
            ("Quoi ? Rien; tout!", "Quoi_? Rien_; tout_!"),
            ("Exemple: ceci", "Exemple~: ceci"),
            ("Exemple : ceci", "Exemple~: ceci"),
            ("Vraiment?!", "Vraiment_?!"),
            ("rendez-vous à 12:30.", "rendez-vous à 12:30."),
            ("l'\"abondement\"", "l’«~abondement~»"),
            ("dit \" oui \" puis", "dit «~oui~» puis"),
            ("« oui »", "«~oui~»"),
            ("«oui»", "«~oui~»"),
            ("« un \"vrai\" bilan »", "«~un “vrai” bilan~»"),
            ("(\"oui\")", "(«~oui~»)"),
            ("et puis...", "et puis…"),
            ("et puis....", "et puis...."),
            ("83 000 personnes", "83_000 personnes"),
            ("1 234 567", "1_234_567"),
            ("en 2026 300 personnes", "en 2026 300 personnes"),
            ("09 72 01 02 03", "09 72 01 02 03"),
            ("1800€ ou 1 800 €", "1800~€ ou 1_800~€"),
            ("30% ou 30 %", "30_% ou 30_%"),
            ("24 heures, 3 mois, 9 h", "24~heures, 3~mois, 9~h"),
            ("24\nheures", "24~heures"),
            ("le 26 février 2026", "le 26~février 2026"),
            ("le 1er septembre", "le 1er~septembre"),
            ("décret n° 2018-1330", "décret n°~2018-1330"),
            (
                "voir https://x.fr/?a=1;b 'ici'",
                "voir https://x.fr/?a=1;b ’ici’",
            ),
            ("\"https://x.fr/a?b\"!", "«~https://x.fr/a?b~»_!"),
            (
                "écrire à l'adresse o'neil@x.fr",
                "écrire à l’adresse o'neil@x.fr",
            ),
            ("article L6313-4 du Code", "article L6313-4 du Code"),
        ],
    );
}

#[test]
fn english_prose() {
    check(
        English,
        &[
            ("It's \"useful\"?", "It’s “useful”?"),
            (
                "('quoted') employees' rights",
                "(‘quoted’) employees’ rights",
            ),
            ("since the '90s...", "since the ’90s…"),
            (
                "60 days from 24 February 2026",
                "60~days from 24~February 2026",
            ),
            ("A; b: c! 50% of 1 600", "A; b: c! 50% of 1 600"),
            ("see www.x.org/it's", "see www.x.org/it's"),
        ],
    );
}

#[test]
fn ordinals_are_raised_in_french_only() {
    assert_eq!(
        shown(&prose_html("le 1er mai, la 1re fois, le 15e jour", French)),
        "le 1<sup>er</sup>~mai, la 1<sup>re</sup> fois, le 15<sup>e</sup> jour"
    );
    for left in ["R6322-2e", "2eme", "a1er", "2026er", "1erx"] {
        assert_eq!(prose_html(left, French), left);
    }
    assert_eq!(typeset_html("le 1er mai", English), "le 1er mai");
}

#[test]
fn html_is_escaped() {
    assert_eq!(
        prose_html("<script>alert(1)</script> & co", English),
        "&lt;script&gt;alert(1)&lt;/script&gt; &amp; co"
    );
}

#[test]
fn a_quotation_may_hold_a_link() {
    let mut block = Prose::new(French);
    assert_eq!(shown(&block.text("lisez \"")), "lisez «~");
    assert_eq!(block.text("la loi"), "la loi");
    assert_eq!(shown(&block.text("\" !")), "~»_!");
}

#[test]
fn a_figure_is_a_number() {
    let mut block = Prose::new(French);
    block.opaque();
    assert_eq!(shown(&block.text(" heures ; \"")), "~heures_; «~");
    block.opaque();
    assert_eq!(shown(&block.text("\"")), "~»");
}

fn texts() -> impl Strategy<Value = String> {
    let marks = prop::sample::select(vec![
        "\"", "'", " ", " ", "\u{a0}", "\u{202f}", "«", "»", "“", "”", "’", ";", ":", "!", "?",
        ".", "...", "…", "€", "%", "1", "23", "456", "7890", "heures", "mai", "er", "n°", "a", "@",
        "http://", "www.", "(", ")", "-", "/", "\n", "<", "é",
    ]);
    prop_oneof![
        prop::collection::vec(marks, 0..24).prop_map(|parts| parts.concat()),
        ".{0,40}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn typesetting_twice_changes_nothing(text in texts(), french: bool) {
        let language = if french { French } else { English };
        let once = prose(&text, language);
        prop_assert_eq!(prose(&once, language), once);
    }

    #[test]
    fn letters_and_digits_stay(text in texts(), french: bool) {
        let language = if french { French } else { English };
        let letters = |text: &str| -> String {
            text.chars().filter(|c| c.is_alphanumeric()).collect()
        };
        prop_assert_eq!(letters(&prose(&text, language)), letters(&text));
    }

    #[test]
    fn any_number_can_be_written(number: i64, french: bool) {
        let language = if french { French } else { English };
        for unit in ["EUR", "EUR/h", "h", "percent", "count", "unheard-of"] {
            prop_assert!(!quantity(number, unit, language).is_empty());
        }
    }
}
