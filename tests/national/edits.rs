//! Edits of the shipped rules as a new text of law, or a tidy author, makes them: `rules diff`
//! tells each that a person would notice, once, and of the others nothing.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::process::Command;
use std::sync::LazyLock;

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::{
    ChangedDecision, Difference, OneSidedKind, RenamedKind, RuleBook, StepChange, Which, diff,
};
use bilan::source::{self, SourceFile, Sources};

use crate::project::Project;

/// A file of the rules, a text that stands in it once, and what stands there instead.
type Edit = (&'static str, &'static str, &'static str);

static SHIPPED: LazyLock<RuleBook> = LazyLock::new(|| book(&[]));

fn book(edits: &[Edit]) -> RuleBook {
    let (sources, _) = source::read(&NATIONAL);
    with_files(sources, edited(edits))
}

/// The book of some sources, with other texts for some of their files.
fn with_files(mut sources: Sources, files: impl IntoIterator<Item = (String, String)>) -> RuleBook {
    for (path, text) in files {
        sources.add(SourceFile {
            shown: path.clone(),
            path,
            origin: None,
            bytes: Cow::Owned(text.into_bytes()),
        });
    }
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report);
    let errors = report.sorted().into_iter().map(|fault| &fault.message.en);
    let errors: Vec<_> = errors.collect();
    assert!(!report.has_errors(), "{errors:#?}");
    compiled.expect("the rules compile").book
}

/// The files that the edits change, as they are then.
fn edited(edits: &[Edit]) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for (name, from, to) in edits {
        let path = format!("content/{name}");
        let place = files.iter().position(|(known, _)| *known == path);
        let place = place.unwrap_or_else(|| {
            let text = fs::read_to_string(&path).expect("the file is shipped");
            files.push((path.clone(), text));
            files.len() - 1
        });
        let text = &mut files[place].1;
        assert!(text.contains(from), "{path} reads otherwise than `{from}`");
        *text = text.replace(from, to);
    }
    files
}

fn changed(edits: &[Edit]) -> Difference {
    diff(&SHIPPED, &book(edits)).expect("the rules are small")
}

fn ids(found: &Difference) -> BTreeSet<&str> {
    let decisions = found.decisions.iter();
    decisions.map(|decision| decision.id.as_str()).collect()
}

fn only<'d>(found: &'d Difference, id: &str) -> &'d ChangedDecision {
    let mut decisions = found.decisions.iter();
    let found = decisions.find(|decision| decision.id == id);
    found.unwrap_or_else(|| panic!("{id} changes"))
}

fn amounts(found: &ChangedDecision) -> BTreeSet<&str> {
    let amounts = found.amounts.iter().flat_map(|group| &group.amounts);
    amounts.map(|amount| amount.id.as_str()).collect()
}

/// The only step of which something is told.
fn step(edits: &[Edit], decision: &str, id: &str) -> StepChange {
    let found = changed(edits);
    assert_eq!(ids(&found), BTreeSet::from([decision]));
    let found = only(&found, decision);
    assert!(found.situations.is_empty() && found.amounts.is_empty());
    let [step] = found.steps.as_slice() else {
        panic!("{:#?}", found.steps);
    };
    assert_eq!(step.id, id);
    assert!(step.example.is_some());
    step.change.clone()
}

const CEILING: &str = "      value: 1600\n      source: d6323-1";

const STATE_REPLY: &str =
    "{ known_from: 2024-01-01, value: 2, source: order-2009-07-31 }\n\nhospital_service";

#[test]
fn a_lower_ceiling_is_told_of_every_amount_that_it_bounds() {
    let found = changed(&[(
        "rules/parameters.yaml",
        CEILING,
        "      value: 1500\n      source: d6323-1",
    )]);
    let cpf = only(&found, "cpf");
    assert!(amounts(cpf).is_superset(&BTreeSet::from(["covered", "remaining"])));
    for group in &cpf.amounts {
        assert!(group.example.is_some(), "{:?}", group.amounts);
    }
    assert!(!only(&found, "france_travail").amounts.is_empty());
    assert_eq!(found.values.len(), 1);
}

#[test]
fn a_ceiling_of_a_day_to_come_is_told_also_where_other_values_are_not_known_then() {
    for day in ["2026-12-15", "2027-01-01"] {
        let later =
            format!("{CEILING}\n    - from: {day}\n      value: 2000\n      source: d6323-1");
        let found = changed(&[("rules/parameters.yaml", CEILING, later.leak())]);
        for decision in ["cpf", "france_travail"] {
            let found = only(&found, decision);
            assert!(!found.amounts.is_empty(), "{decision} from {day}");
            for amounts in &found.amounts {
                let person = &amounts.example.as_ref().expect("somebody is found").person;
                assert!(person[0].1.as_str() >= day, "{person:?}");
            }
        }
        assert_eq!(found.values[0].id, "cpf_ceiling");
    }
}

#[test]
fn a_change_of_a_formula_is_told_where_nobody_is_found_for_whom_it_shows() {
    // No bilan that the route can pay for has more hours than the law allows.
    let found = changed(&[(
        "rules/routes/agefice.yaml",
        "min(support_hours, max_hours) else",
        "min(support_hours, max_hours, max_hours + 1) else",
    )]);
    let found = only(&found, "agefice");
    assert!(found.situations.is_empty());
    assert!(
        found
            .amounts
            .iter()
            .all(|amounts| amounts.example.is_none())
    );
    assert!(amounts(found).contains("covered"));
}

#[test]
fn another_formula_has_a_believable_person() {
    let found = changed(&[(
        "rules/routes/agefice.yaml",
        "min(support_hours, max_hours) else",
        "min(total_hours, max_hours) else",
    )]);
    assert_eq!(ids(&found), BTreeSet::from(["agefice"]));
    let found = only(&found, "agefice");
    let person = &found.amounts[0].example.as_ref().expect("somebody").person;
    let hours = |id: &str| {
        let answer = person.iter().find(|(question, _)| question == id);
        let answer = &answer.unwrap_or_else(|| panic!("{id} in {person:?}")).1;
        answer.parse::<f64>().expect("hours")
    };
    assert!(hours("support_hours") > 0.0);
    assert!(hours("total_hours") > hours("support_hours"));
}

#[test]
fn rows_that_change_places_change_the_reason_alone() {
    let [one, other] = [
        "  - { when: \"provider = none\", then: closed, why: no_qualiopi, source: [fafcea] }\n",
        "  - { when: \"not levy_paid\", then: closed, why: levy, source: [fafcea] }\n",
    ];
    let (both, turned) = (format!("{one}{other}"), format!("{other}{one}"));
    let found = changed(&[("rules/routes/fafcea.yaml", both.leak(), turned.leak())]);
    assert_eq!(ids(&found), BTreeSet::from(["fafcea"]));
    for situation in &only(&found, "fafcea").situations {
        assert_eq!(situation.was.outcome, situation.new.outcome);
    }
}

#[test]
fn what_no_person_notices_is_not_told() {
    let silent: [&[Edit]; 4] = [
        // The same in other words.
        &[(
            "rules/notices/advice.yaml",
            "status = retired and activity = none",
            "activity = none and not (status != retired)",
        )],
        // Another source.
        &[(
            "rules/routes/fafcea.yaml",
            "why: levy, source: [fafcea]",
            "why: levy, source: [fafcea, opco-sante]",
        )],
        // Another place of a question among the others.
        &[
            (
                "rules/questions.yaml",
                "  service_since: { type: date, fixed: true, may_not_know: true, asked_if: \"is_hospital_agent\" }\n\n",
                "",
            ),
            (
                "rules/questions.yaml",
                "  small_firm:\n",
                "  service_since: { type: date, fixed: true, may_not_know: true, asked_if: \"is_hospital_agent\" }\n\n  small_firm:\n",
            ),
        ],
        // Other words.
        &[(
            "en/questionnaire.yaml",
            "Date of the request",
            "Day of the request",
        )],
    ];
    for edits in silent {
        let found = changed(edits);
        assert!(found.is_empty(), "{edits:?}\n{found:#?}");
    }
}

#[test]
fn a_row_that_is_gone_is_told_of_those_whom_it_held_for() {
    let found = changed(&[(
        "rules/routes/fafcea.yaml",
        "  - { when: \"not levy_paid\", then: closed, why: levy, source: [fafcea] }\n",
        "",
    )]);
    assert!(ids(&found).is_superset(&BTreeSet::from(["fafcea", "verdict"])));
}

#[test]
fn a_higher_minimum_is_told_of_those_between_the_two() {
    let value = "value: 13, source: draft-min-hours";
    let found = changed(&[(
        "rules/parameters.yaml",
        value,
        "value: 14, source: draft-min-hours",
    )]);
    assert!(
        ids(&found).is_superset(&BTreeSet::from(["cpf", "verdict"])),
        "{:?}",
        ids(&found)
    );
    for situation in &only(&found, "cpf").situations {
        let limits: Vec<&str> = situation
            .conditions
            .iter()
            .map(|limit| limit.written.as_str())
            .collect();
        assert!(
            limits.contains(&"support_hours >= 13 and support_hours < 14"),
            "{limits:?}"
        );
        let person = &situation.example.person;
        let total = person
            .iter()
            .find(|(question, _)| question == "total_hours");
        assert!(total.is_none_or(|(_, hours)| hours != "0"), "{person:?}");
    }
}

#[test]
fn a_shorter_time_to_answer_is_told_in_outcomes_and_in_days() {
    let found = changed(&[(
        "rules/parameters.yaml",
        "      value: 30\n      source: d6323-4",
        "      value: 15\n      source: d6323-4",
    )]);
    assert!(!only(&found, "cpf").situations.is_empty());
    assert_eq!(found.values[0].id, "absence_reply");
}

#[test]
fn a_later_day_of_a_step_is_told_with_both_days() {
    let longer = STATE_REPLY.replace("value: 2", "value: 9");
    let edits: &[Edit] = &[("rules/parameters.yaml", STATE_REPLY, longer.leak())];
    assert_eq!(step(edits, "state_leave", "reply"), StepChange::Due);
    let found = changed(edits);
    let step = &only(&found, "state_leave").steps[0];
    assert_eq!(step.parameters[0].id, "state_reply");
    let [Some(was), Some(is)] = step.days else {
        panic!("{:?}", step.days);
    };
    assert!((200..220).contains(&(is.point() - was.point())));
}

#[test]
fn a_day_a_letter_a_document_and_a_condition_of_a_step_are_told() {
    let file = "rules/routes/state-leave.yaml";
    let edit =
        |from: &'static str, to: &'static str| step(&[(file, from, to)], "state_leave", "reply");
    assert_eq!(
        edit(", due: \"request_date + state_reply\"", ""),
        StepChange::Due
    );
    assert_eq!(
        edit("{ id: reply, when: \"not off_service\",", "{ id: reply,"),
        StepChange::New
    );
    let letter = step(
        &[(file, ", letter: public_leave", "")],
        "state_leave",
        "ask_leave",
    );
    assert_eq!(
        letter,
        StepChange::Letter([Some("public_leave".to_owned()), None])
    );
    let documents = step(
        &[(file, ", documents: [quote]", "")],
        "state_leave",
        "ask_leave",
    );
    assert_eq!(
        documents,
        StepChange::Documents([vec!["quote".to_owned()], Vec::new()])
    );
    let found = changed(&[(file, "    from: \"previous_end", "    due: \"previous_end")]);
    let steps = only(&found, "state_leave").steps.iter();
    let changes: Vec<StepChange> = steps.map(|step| step.change.clone()).collect();
    assert_eq!(changes, [StepChange::From, StepChange::Due]);
}

#[test]
fn a_new_step_and_one_that_is_gone_are_told() {
    let file = "rules/routes/state-leave.yaml";
    let line = "  - { id: convention, documents: [convention], source: [order-2009-07-31] }\n";
    let gone = step(&[(file, line, "")], "state_leave", "convention");
    assert_eq!(gone, StepChange::Gone);
    let without = book(&[(file, line, "")]);
    let found = diff(&without, &SHIPPED).expect("the rules are small");
    assert_eq!(only(&found, "state_leave").steps[0].change, StepChange::New);
}

#[test]
fn what_outcomes_mean_and_how_they_rank_is_told() {
    let found = changed(&[("rules/outcomes.yaml", "to_confirm: [to_check]\n", "")]);
    assert_eq!(found.outcomes.len(), 1);
    let flag = &found.outcomes[0].flags[0];
    assert_eq!(
        (flag.outcome.as_str(), flag.flag, flag.now),
        ("to_check", "to_confirm", false)
    );

    let found = changed(&[
        (
            "rules/outcomes.yaml",
            "usable: [open, conditional, to_check]",
            "usable: [open, conditional]",
        ),
        ("rules/outcomes.yaml", "to_confirm: [to_check]\n", ""),
    ]);
    assert!(
        found.outcomes[0]
            .flags
            .iter()
            .any(|flag| flag.flag == "usable" && !flag.now)
    );

    let found = changed(&[(
        "rules/outcomes.yaml",
        "route: [open, conditional,",
        "route: [conditional, open,",
    )]);
    let [was, is] = found.outcomes[0].order.as_ref().expect("another order");
    assert_eq!((was[0].as_str(), is[0].as_str()), ("open", "conditional"));
    assert!(found.decisions.is_empty());
}

#[test]
fn whether_one_may_not_know_and_who_is_asked_is_told() {
    let file = "rules/questions.yaml";
    let found = changed(&[(
        file,
        "  start_date: { type: date, may_not_know: true, optional: true }",
        "  start_date: { type: date }",
    )]);
    assert_eq!(found.questions.len(), 1);
    assert_eq!(found.questions[0].may_not_know, Some(false));

    let found = changed(&[(
        file,
        "six_months: { type: yes_no, asked_if: \"absence in [not_asked, pending]\" }",
        "six_months: { type: yes_no, asked_if: \"absence = pending\" }",
    )]);
    let question = &found.questions[0];
    assert_eq!(question.id, "six_months");
    assert!(question.more.is_empty() && !question.fewer.is_empty());
}

#[test]
fn new_and_old_answers_are_told() {
    let file = "rules/questions.yaml";
    let one_sided = |edits: &[Edit]| -> Vec<(Which, OneSidedKind, String)> {
        let found = changed(edits);
        let only = found.only.iter();
        only.map(|only| (only.which, only.what, only.id.clone()))
            .collect()
    };
    let new = one_sided(&[(
        file,
        "      - abroad\n",
        "      - abroad\n      - volunteer\n",
    )]);
    assert_eq!(
        new,
        [(
            Which::New,
            OneSidedKind::Option,
            "status.volunteer".to_owned()
        )]
    );
    let priced = fs::read_to_string("content/rules/questions.yaml").expect("shipped");
    assert!(priced.contains("max: 20000"), "the bounds of the price");
    let wider = one_sided(&[(file, "max: 20000", "max: 30000")]);
    assert!(!wider.is_empty());
    assert!(
        wider
            .iter()
            .all(|(which, what, _)| (*which, *what) == (Which::New, OneSidedKind::Bounds))
    );
}

#[test]
fn the_summary_table_is_told_where_it_supposes_something_else() {
    let found = changed(&[("rules/facts.yaml", "  and provider = listed\n", "")]);
    assert!(found.supposed);
    assert!(found.decisions.is_empty());
}

/// What other files call by the same word must not be a part of another name.
fn renamed_everywhere(from: &str, to: &str) -> RuleBook {
    let (sources, _) = source::read(&NATIONAL);
    let files: Vec<(String, String)> = sources
        .below("content/rules/")
        .filter(|(_, file)| file.has_extension("yaml"))
        .map(|(file, found)| {
            let text = whole_words(sources.text(file), from, to);
            (found.path.clone(), text)
        })
        .collect();
    with_files(sources, files)
}

fn whole_words(text: &str, from: &str, to: &str) -> String {
    let part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
    let mut made = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(from) {
        let (before, after) = (&rest[..at], &rest[at + from.len()..]);
        let alone = !before.ends_with(part) && !after.starts_with(part);
        made += before;
        made += if alone { to } else { from };
        rest = after;
    }
    made + rest
}

#[test]
fn a_new_name_is_told_as_a_new_name_and_as_nothing_else() {
    for (from, to, what) in [
        ("health_sector", "healthcare", RenamedKind::Question),
        ("territorial_agent", "local_agent", RenamedKind::Option),
        ("cpf_ceiling", "account_ceiling", RenamedKind::Parameter),
        ("sick_not_yet", "sick_open", RenamedKind::Fact),
        ("france_travail", "employment_office", RenamedKind::Decision),
        ("not_applicable", "out_of_scope", RenamedKind::Outcome),
        ("helped", "assisted", RenamedKind::Amount),
        ("ask_leave", "write_for_leave", RenamedKind::Step),
        ("gap_start", "gap_begin", RenamedKind::Reason),
        ("public_leave", "leave_letter", RenamedKind::Letter),
        (
            "previous_long_ago",
            "previous_too_old",
            RenamedKind::Contradiction,
        ),
    ] {
        let new = renamed_everywhere(from, to);
        let found = diff(&SHIPPED, &new).expect("the rules are small");
        assert!(
            !found.renamed.is_empty(),
            "{from} → {to}: {:#?}",
            found.only
        );
        for rename in &found.renamed {
            assert_eq!((rename.old.as_str(), rename.new.as_str()), (from, to));
        }
        assert!(
            found.renamed.iter().any(|rename| rename.what == what),
            "{from}"
        );
        let rest = Difference {
            renamed: Vec::new(),
            ..found
        };
        assert!(rest.is_empty(), "{from} → {to}: {rest:#?}");
    }
}

#[test]
fn a_new_name_beside_another_change_hides_neither() {
    let old = renamed_everywhere("cpf_ceiling", "account_ceiling");
    let lower = book(&[(
        "rules/parameters.yaml",
        CEILING,
        "      value: 1500\n      source: d6323-1",
    )]);
    let found = diff(&old, &lower).expect("the rules are small");
    assert_eq!(found.renamed.len(), 1);
    assert_eq!(found.values.len(), 1);
    assert_eq!(
        only(&found, "cpf").amounts[0].parameters[0].id,
        "cpf_ceiling"
    );
}

#[test]
fn something_else_under_another_name_is_no_new_name() {
    // A question that takes the place of another, and is read otherwise.
    let found = changed(&[
        (
            "rules/questions.yaml",
            "  health_sector:\n    type: yes_no\n    fixed: true\n    may_not_know: true\n    asked_if: \"leave = carer\"\n",
            "  carer_month: { type: money, min: 0, max: 100, asked_if: \"leave = carer\" }\n",
        ),
        ("rules/facts.yaml", "health_sector", "carer_month > 50"),
    ]);
    assert!(found.renamed.is_empty(), "{:#?}", found.renamed);
    let ids: BTreeSet<_> = found.only.iter().map(|only| only.id.as_str()).collect();
    assert_eq!(ids, BTreeSet::from(["carer_month", "health_sector"]));
}

/// What the terminal says between the shipped rules and edited ones.
fn told(edits: &[Edit], language: &str) -> String {
    let folders = [Project::empty(), Project::empty()];
    for (name, text) in edited(edits) {
        let path = folders[1].path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("files can be written");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args(["rules", "diff", "--lang", language])
        .args(folders.iter().map(Project::path))
        .output()
        .expect("the program runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn the_terminal_tells_it_in_the_words_of_the_site() {
    let edits: &[Edit] = &[(
        "rules/parameters.yaml",
        CEILING,
        "      value: 1500\n      source: d6323-1",
    )];
    let english = told(edits, "en");
    let french = told(edits, "fr");
    for words in [
        "CPF ceiling for a bilan: €1,600 → €1,500",
        "Situation: ",
        "Paid by your CPF",
    ] {
        assert!(english.contains(words), "{words}\n{english}");
    }
    for words in ["→ 1\u{202f}500\u{a0}€", "Situation\u{a0}: ", "exemple : "] {
        assert!(french.contains(words), "{words}\n{french}");
    }
    for text in [english, french] {
        for id in [
            "status",
            "jobseeker",
            "support_hours",
            "cpf_ceiling",
            "not_applicable",
            "1900",
        ] {
            assert!(!text.contains(id), "{id}\n{text}");
        }
    }
}
