//! What a build leaves on disk, and what the program says and returns.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::project::Project;

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the folder can be walked"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inner = entry.path().strip_prefix(folder).expect("inside");
            let bytes = fs::read(entry.path()).expect("the file can be read");
            (inner.display().to_string(), bytes)
        })
        .collect()
}

fn said(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(text).expect("the program speaks UTF-8")
}

#[test]
fn the_same_site_gives_the_same_bytes_and_nothing_is_written_twice() {
    let project = Project::empty();
    let date = ["--date", "2026-11-22", "--base-url", "https://example.org"];
    let build = |out: &str| project.bilan(&[&["build", "--out", out][..], &date].concat());
    assert!(build("one").status.success());
    assert!(build("two").status.success());
    let (one, two) = (
        files(&project.path().join("one")),
        files(&project.path().join("two")),
    );
    assert!(
        one.len() > 80,
        "the national pages stand below the site's own"
    );
    assert_eq!(one, two);
    assert!(said(&build("one")).contains("up to date"));
    assert!(
        !one.keys().any(|path| path.contains("/-/")),
        "no preview client"
    );
}

#[test]
fn a_fault_leaves_the_last_site_as_it_was() {
    let project = Project::empty();
    let build = ["build", "--date", "2026-11-22"];
    assert!(project.bilan(&build).status.success());
    let before = files(&project.path().join("public"));
    let project = project.file(
        "content/fr/prices.md",
        "---\ntitle: Prix\ndescription: Une page des prix qui est assez longue pour être décrite.\nslug: prix\n---\nVoir [les tarifs](nowhere.md).\n",
    );
    let output = project.bilan(&build);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("error[broken-link]"),
        "{}",
        said(&output)
    );
    assert_eq!(files(&project.path().join("public")), before);
}

#[test]
fn a_page_that_goes_takes_its_file_along() {
    let project = Project::empty();
    let build = ["build", "--date", "2026-11-22"];
    let extra = |language: &str| {
        format!(
            "---\ntitle: Extra {language}\ndescription: An extra page that is long enough to have a description.\nslug: extra\n---\nText.\n"
        )
    };
    let project = project
        .file("content/fr/extra.md", &extra("fr"))
        .file("content/en/extra.md", &extra("en"));
    assert!(project.bilan(&build).status.success());
    let page = project.path().join("public/en/extra/index.html");
    assert!(page.is_file());
    let project = project
        .without("content/fr/extra.md")
        .without("content/en/extra.md");
    assert!(project.bilan(&build).status.success());
    assert!(!page.exists());
}

#[test]
fn a_folder_of_somebody_else_is_left_alone() {
    let project = Project::empty().file("mine/letter.txt", "dear");
    let output = project.bilan(&["build", "--out", "mine"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("error[foreign-folder]"),
        "{}",
        said(&output)
    );
    assert_eq!(files(&project.path().join("mine")).len(), 1);
}

#[test]
fn three_builds_at_once_leave_one_of_three_sites() {
    let titled = |title: &str| {
        let site = format!("title: {{ fr: {title}, en: {title} }}\nedition: model\n");
        Project::empty().file("content/site.yaml", &site)
    };
    let projects = ["Un", "Deux", "Trois"].map(titled);
    let build = |project: &Project, out: &Path| {
        let out = out.to_str().expect("the path is Unicode");
        project.bilan(&["build", "--date", "2026-11-22", "--out", out])
    };
    let wanted = projects.each_ref().map(|project| {
        let out = project.path().join("alone");
        assert!(build(project, &out).status.success());
        files(&out)
    });
    let shared = tempfile::tempdir().expect("a temporary folder can be made");
    let out = shared.path().join("public");
    for _ in 0..3 {
        std::thread::scope(|scope| {
            for project in &projects {
                scope.spawn(|| {
                    let output = build(project, &out);
                    assert!(output.status.success(), "{}", said(&output));
                });
            }
        });
        assert!(wanted.contains(&files(&out)), "a mixture");
        let beside = fs::read_dir(shared.path()).expect("a folder").count();
        assert_eq!(beside, 1, "nothing is left over");
    }
}

#[test]
fn files_of_others_stay_and_are_named_where_they_stand_in_the_way() {
    let site = |address: &str| format!("title: {{ fr: Un, en: One }}\nedition: model\n{address}");
    let build = ["build", "--date", "2026-11-22"];
    let project = Project::empty().file("content/site.yaml", &site(""));
    assert!(project.bilan(&build).status.success());
    // Without an address there is no site map, so somebody wrote one.
    let project = project
        .file("public/sitemap.xml", "<urlset/>")
        .file("public/CNAME", "bilan.example.org")
        .file(
            "content/site.yaml",
            &site("base_url: https://example.org\n"),
        );
    let before = files(&project.path().join("public"));
    let output = project.bilan(&build);
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    for part in [
        "error[foreign-file]",
        "public/sitemap.xml",
        "help: move or delete",
    ] {
        assert!(words.contains(part), "{part}\nis not in\n{words}");
    }
    assert_eq!(files(&project.path().join("public")), before);
    let project = project.without("public/sitemap.xml");
    assert!(project.bilan(&build).status.success());
    let after = files(&project.path().join("public"));
    assert_eq!(after["CNAME"], b"bilan.example.org");
    assert_ne!(after["sitemap.xml"], b"<urlset/>");
}

#[test]
fn a_site_is_not_built_into_what_it_is_read_from() {
    let project = Project::empty().file("content/site.yaml", "title: T\nedition: model\n");
    for out in ["content", "content/out", "."] {
        let output = project.bilan(&["build", "--out", out]);
        assert_eq!(output.status.code(), Some(1));
        let words = said(&output);
        assert!(words.contains("error[output-in-site]"), "{words}");
        assert!(words.contains("--out public"), "{words}");
    }
    assert_eq!(files(project.path()).len(), 1);
}

#[test]
fn messages_show_the_place_and_speak_the_wanted_language() {
    let project = Project::empty().file(
        "content/rules/local.yaml",
        "decision: local\nkind: notice\nrows:\n  - { when: \"previous_ends > 2020-01-01\", then: shown, source: [l6313-4] }\n  - { otherwise: silent, source: [l6313-4] }\n",
    );
    let english = said(&project.bilan(&["check"]));
    for part in [
        "error[unknown-name]: nothing is named `previous_ends` in the rules",
        "content/rules/local.yaml:4:14",
        "^^^^^^^^^^^^^",
        "help: did you mean `previous_end`?",
        "1 error, 0 warnings. Mend content/rules/local.yaml first.",
    ] {
        assert!(english.contains(part), "{part}\nis not in\n{english}");
    }
    let french = Command::new(env!("CARGO_BIN_EXE_bilan"))
        .args(["check", "--lang", "fr"])
        .current_dir(project.path())
        .output()
        .expect("the program runs");
    assert_eq!(french.status.code(), Some(1));
    let french = said(&french);
    for part in [
        "erreur[unknown-name]: rien ne s'appelle `previous_ends` dans les règles",
        "à faire: vouliez-vous écrire `previous_end` ?",
        "1 erreur, 0 avertissement.",
    ] {
        assert!(french.contains(part), "{part}\nis not in\n{french}");
    }
}

#[test]
fn ask_answers_in_json_and_refuses_what_it_cannot_read() {
    let project = Project::empty();
    let ask = |answers: &str| {
        Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args([
                "ask",
                "--date",
                "2026-11-22",
                "--format",
                "json",
                "--lang",
                "en",
            ])
            .args(["--answers", answers])
            .current_dir(project.path())
            .output()
            .expect("the program runs")
    };
    let output = ask(
        "status=permanent,absent=no,start_date=unknown,working_time=outside,plan=not_asked,previous_bilan=none,offer=yes,provider=listed,support_hours=14,total_hours=14,price=1800,topup_by=none,balance=3200,small_firm=unknown",
    );
    assert!(output.status.success(), "{}", said(&output));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["verdict"], "eligible");
    assert_eq!(json["routes"]["cpf"]["state"], "open");
    assert_eq!(json["routes"]["cpf"]["covered"], 160_000);
    assert_eq!(json["routes"]["cpf"]["share"], 15_000);
    assert_eq!(json["routes"]["cpf"]["remaining"], 20_000);
    assert_eq!(json["ranking"][0], "cpf");
    assert_eq!(json["next"], serde_json::Value::Null);

    let output = ask("statut=permanent,price=cheap,status=boss");
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    for part in [
        "did you mean `status`?",
        "`cheap` is not a possible answer to `price`",
        "`boss` is not a possible answer to `status`",
    ] {
        assert!(words.contains(part), "{part}\nis not in\n{words}");
    }
}

#[test]
fn ask_says_why_and_what_would_open_a_route() {
    let offer = "status=permanent,absent=no,start_date=2027-02-01,working_time=outside,plan=refused,small_firm=no,previous_bilan=none,offer=yes,provider=qualiopi,support_hours=14,total_hours=24,price=1800,topup_by=none,balance=3200";
    let retired = "status=retired,activity=none,pension=full";
    for (person, language, parts) in [
        (
            offer,
            "en",
            [
                "rule: content/rules/routes/cpf.yaml:33 (mcf, as told by a secondary source on",
                "would open with Provider: Its offer is listed",
            ],
        ),
        (
            offer,
            "fr",
            [
                "règle : content/rules/routes/cpf.yaml:33 (mcf, d'après une source secondaire du",
                "s'ouvrirait avec Prestataire\u{a0}: Son offre figure",
            ],
        ),
        (
            retired,
            "en",
            [
                "rule: content/rules/routes/cpf.yaml:21 (",
                "personal training account",
            ],
        ),
        (
            retired,
            "fr",
            [
                "règle : content/rules/routes/cpf.yaml:21 (",
                "Compte personnel de formation",
            ],
        ),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_bilan"))
            .args(["ask", "--date", "2026-11-22", "--answers", person])
            .args(["--lang", language])
            .current_dir(Project::empty().path())
            .output()
            .expect("the program runs");
        assert!(output.status.success(), "{}", said(&output));
        let words = said(&output);
        for part in parts {
            assert!(words.contains(part), "{part}\nis not in\n{words}");
        }
    }
}

#[test]
fn the_person_of_a_fault_can_be_asked_for() {
    let project = Project::empty().file(
        "content/rules/notices/confidential.yaml",
        "decision: confidential\nkind: notice\nrows:\n  - { when: \"employer_plan = open\", then: shown, why: default, source: [l6313-4] }\n  - { when: \"status in employees\", then: silent, why: default, source: [l6313-4] }\n",
    );
    let words = said(&project.bilan(&["check", "--date", "2026-11-22"]));
    let gap = words.split("error[rule-gap]").nth(1);
    let gap = gap.unwrap_or_else(|| panic!("no gap is found\n{words}"));
    let command = gap.split("to try it: bilan ask --answers ").nth(1);
    let given = command.and_then(|rest| rest.split_whitespace().next());
    let given = given.expect("the fault names a command");
    let output = project.bilan(&["ask", "--date", "2026-11-22", "--answers", given]);
    assert_eq!(output.status.code(), Some(1));
    let words = said(&output);
    let empty = "The decision `confidential` says nothing here: no row holds.";
    assert!(words.contains(empty), "{words}");
}

#[test]
fn an_answer_of_older_rules_is_read_as_what_stands_for_it() {
    let project = Project::empty().file(
        "content/rules/successors.yaml",
        "- { was: { status: unemployed }, now: { status: jobseeker, previous_bilan: none } }\n\
         - { was: cost, now: price }\n\
         - { was: { provider: listed }, now: { delivery: remote } }\n",
    );
    let file = "older.yaml";
    let project = project.file(
        file,
        "status: unemployed\ncost: 1600.50\nprovider: listed\n",
    );
    let path = project.path().join(file).display().to_string();
    let inline = "status=unemployed,cost=1600.50,provider=listed";
    for given in [inline, &path] {
        let ask = ["ask", "--date", "2026-11-22", "--answers", given];
        let output = project.bilan(&[&ask[..], &["--format", "json"]].concat());
        assert!(output.status.success(), "{}", said(&output));
        let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        let answers = &told["answers"];
        assert_eq!(answers["status"], "jobseeker");
        assert_eq!(answers["previous_bilan"], "none");
        assert_eq!(answers["price"], "1600.50");
        assert_eq!(answers["provider"], "listed");
        assert_eq!(answers["delivery"], "remote");
        let read_as = told["read_as"].as_array().expect("it is told");
        assert_eq!(read_as.len(), 3);
        assert_eq!(read_as[0]["given"]["status"], "unemployed");
        assert_eq!(read_as[0]["read"]["status"], "jobseeker");
        let words = said(&project.bilan(&ask));
        let line = "`provider=listed` is read as `delivery=remote` today.";
        assert!(words.contains(line), "{words}");
    }
    // What the person has answered herself is hers.
    let both = "status=unemployed,previous_bilan=self,provider=qualiopi";
    let ask = ["ask", "--date", "2026-11-22", "--answers", both];
    let output = project.bilan(&[&ask[..], &["--format", "json"]].concat());
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(told["answers"]["previous_bilan"], "self");
    assert!(told["answers"]["delivery"].is_null());
}

#[test]
fn differences_show_persons_in_words() {
    let days = ["--from-date", "2026-02-25", "--to-date", "2026-02-26"];
    let words = said(&Project::empty().bilan(&[&["rules", "diff", "--all"], &days[..]].concat()));
    assert!(words.contains(": Situation: "), "{words}");
    assert!(words.contains("answers: status="), "{words}");
}

#[test]
fn unknown_commands_end_with_the_code_of_usage() {
    let project = Project::empty();
    for arguments in [
        &["biuld"][..],
        &["build", "--date", "tomorrow"],
        &["check", "--explain", "x"],
    ] {
        let output = project.bilan(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(!said(&output).contains("panicked"));
    }
}
