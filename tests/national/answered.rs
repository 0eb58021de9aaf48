//! What whole persons are asked, and in which order the routes are shown to them.

use std::process::Command;

use serde_json::{Value, json};

use crate::project::Project;

/// A first bilan of 14 hours for 1800 euros, with 2000 on the account.
const OFFER: &str = "previous_bilan=none,offer=yes,provider=listed,support_hours=14,total_hours=14,price=1800,topup_by=none,balance=2000";

#[test]
fn paying_oneself_never_stands_before_an_account_whose_contribution_is_not_known() {
    let employee = "status=permanent,leave=none,working_time=outside,plan=not_asked,small_firm=no";
    let ranked = ["cpf", "employer_plan", "self_pay", "opco"];
    for day in ["2026-12-31", "2027-01-01"] {
        let told = told(day, &format!("{employee},{OFFER}"));
        assert_eq!(told["ranking"], Value::from(ranked.to_vec()), "on {day}");
    }
}

#[test]
fn a_year_whose_contribution_is_not_published_is_told_by_what_it_can_be() {
    let employee = "status=permanent,leave=none,working_time=outside,plan=not_asked,small_firm=no";
    let balance = |cents: &str| OFFER.replace("balance=2000", &format!("balance={cents}"));
    let told_of = |offer: &str| told("2027-01-15", &format!("{employee},{offer}"));

    let ceiling = &told_of(&balance("3200"))["routes"]["cpf"];
    assert_eq!(ceiling["covered"], 160_000);
    assert_eq!(ceiling["remaining"], 20_000);
    assert_eq!(ceiling["share"], json!({ "min": 0, "max": 20_000 }));
    assert_eq!(
        ceiling["missing"],
        json!([{
            "id": "participation",
            "unit": "EUR",
            "last": 15_000,
            "until": "2026-12-31",
            "min": 0,
            "max": 20_000,
            "amounts": ["share"],
            "supposed": ["covered", "remaining", "share", "left"],
            "steps": [],
        }])
    );
    assert_eq!(ceiling["if_last"], json!({ "share": 15_000 }));
    assert_eq!(ceiling["read_long_ago"], json!([]));

    let below = &told_of(&balance("3200").replace("price=1800", "price=900"))["routes"]["cpf"];
    assert_eq!(below["covered"], json!({ "min": 70_000, "max": 90_000 }));
    assert_eq!(below["if_last"]["covered"], 75_000);
    assert_eq!(below["if_last"]["remaining"], 15_000);

    // No contribution changes what a small account pays, and none is told where none is owed.
    let small = &told_of(&balance("100"))["routes"]["cpf"];
    assert_eq!(small["covered"], 10_000);
    assert_eq!(small["missing"][0]["amounts"], json!(["share"]));
    let jobseeker = told(
        "2027-01-15",
        &format!("status=jobseeker,start_date=unknown,{OFFER}"),
    );
    assert_eq!(jobseeker["routes"]["cpf"]["missing"], json!([]));
}

#[test]
fn what_was_read_more_than_a_year_ago_says_so() {
    let employee = "status=permanent,leave=none,working_time=outside,plan=not_asked,small_firm=no";
    let read = |day: &str| {
        told(day, &format!("{employee},{OFFER}"))["routes"]["cpf"]["read_long_ago"].clone()
    };
    assert_eq!(read("2027-11-30"), json!([]), "a year to the day");
    let ids: Vec<Value> = read("2027-12-01")
        .as_array()
        .expect("a list")
        .iter()
        .map(|value| value["id"].clone())
        .collect();
    assert!(ids.contains(&json!("cpf_ceiling")), "{ids:?}");
    // Volunteer rights are none of hers.
    assert!(!ids.contains(&json!("volunteer_cap")), "{ids:?}");
    // It is not established that day, which says more.
    assert!(!ids.contains(&json!("participation")), "{ids:?}");
}

#[test]
fn hours_that_complete_a_leave_stand_behind_it_whatever_is_known_of_the_price() {
    let agent = "status=state_agent,leave=none,working_time=during,start_date=unknown,previous_bilan=none,priority_agent=no,provider=qualiopi,support_hours=24,total_hours=24";
    for price in ["1800", "unknown"] {
        let told = told("2026-11-22", &format!("{agent},price={price}"));
        let ranked = ["state_leave", "self_pay", "public_cpf"];
        assert_eq!(
            told["ranking"],
            Value::from(ranked.to_vec()),
            "price {price}"
        );
    }
}

#[test]
fn nobody_is_asked_about_a_leave_that_she_keeps_to_herself() {
    let employee = "status=permanent,absent=yes,leave=unknown,start_date=2027-01-11,plan=not_asked,small_firm=no";
    let silent = told("2026-11-22", &format!("{employee},{OFFER}"));
    assert_eq!(silent["next"], Value::Null);
    let craftswoman = "status=craft,benefit=unknown,start_date=2027-01-11,levy_paid=yes";
    let silent = told("2026-11-22", &format!("{craftswoman},{OFFER}"));
    assert_eq!(silent["next"], Value::Null);

    // Whoever names it is asked when it ends.
    let named = employee.replace("unknown", "maternity");
    let told = told("2026-11-22", &format!("{named},{OFFER}"));
    assert_eq!(told["next"], "leave_end");
}

#[test]
fn a_question_that_is_asked_too_early_for_what_it_spares_is_told() {
    let shipped = include_str!("../../content/rules/questions.yaml");
    let said = checked(&Project::empty(), 0);
    assert!(!said.contains("longer-order"), "{said}");
    let balance = shipped
        .split_inclusive('\n')
        .find(|line| line.starts_with("  balance: "))
        .expect("what is on the account is asked");
    let rest = shipped.replace(balance, "");
    let early = rest.replacen("  status:\n", &format!("{balance}\n  status:\n"), 1);
    // The national cases that do not answer what is asked earlier are a note.
    let said = checked(
        &Project::empty().anew("content/rules/questions.yaml", &early),
        0,
    );
    assert!(said.contains("note[case-fails]"), "{said}");
    let told = "warning[longer-order]: asking `balance` before";
    assert!(said.contains(told), "{said}");
}

/// What `bilan rules check` finds in the rules of a site, and ends with this code.
fn checked(project: &Project, code: i32) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args([
            "rules",
            "check",
            "--order",
            "--date",
            "2026-11-22",
            "--lang",
            "en",
        ])
        .current_dir(project.path())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(code));
    String::from_utf8(output.stderr).expect("the program writes text")
}

fn told(day: &str, answers: &str) -> Value {
    let project = Project::empty();
    let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args(["ask", "--date", day, "--format", "json", "--lang", "en"])
        .args(["--answers", answers])
        .current_dir(project.path())
        .output()
        .expect("the program runs");
    assert!(output.status.success(), "{answers}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}
