//! What whole persons are asked, and in which order the routes are shown to them.

use std::process::Command;

use serde_json::Value;

use crate::project::Project;

/// A first bilan of 14 hours for 1800 euros, with 2000 on the account.
const OFFER: &str = "previous_bilan=none,provider=listed,support_hours=14,total_hours=14,price=1800,topup_by=none,balance=2000";

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
    let employee =
        "status=permanent,leave=unknown,start_date=2027-01-11,plan=not_asked,small_firm=no";
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
