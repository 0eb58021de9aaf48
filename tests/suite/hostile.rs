//! Files written to make the program fall: each ends in an answer or in a placed fault.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use bilan::language::Language;
use bilan::pipeline::{self, Loaded, NATIONAL};
use bilan::preview::Preview;
use bilan::report::{Fault, Human, Report, Severity, json};
use bilan::rules::{Answer, Answers, conclude, matrix, path_lengths, reorderings};
use bilan::serve::PageSource;
use bilan::source::{Layer, Sources};

use crate::project::{Project, wanted};

#[test]
fn two_verdicts_or_none_are_told() {
    let verdict = "kind: verdict\nrows:\n  - { otherwise: not_now, source: [law-1] }\n";
    let twice = Project::new().file("content/rules/z.yaml", &format!("decision: z\n{verdict}"));
    assert_eq!(
        places(&twice.read(), "two-verdicts"),
        ["content/rules/z.yaml:1"]
    );
    let none = Project::new().without("content/rules/verdict.yaml");
    assert_eq!(
        places(&none.read(), "no-verdict"),
        ["content/rules/outcomes.yaml:1"]
    );
}

#[test]
fn circles_of_any_length_are_told_with_their_way() {
    const LENGTH: usize = 5_000;
    let facts: String = (0..LENGTH)
        .map(|place| format!("f{place}: \"f{}\"\n", (place + 1) % LENGTH))
        .collect();
    let loaded = with_facts(&facts).read();
    let faults = loaded.report.sorted();
    let circular: Vec<_> = faults
        .iter()
        .filter(|fault| fault.id == "circular-rule")
        .collect();
    assert_eq!(circular.len(), 1);
    assert!(
        circular[0].notes[0]
            .en
            .starts_with("the way: `f0` → `f1` → ")
    );
}

#[test]
fn chains_too_long_to_be_walked_are_refused_in_place() {
    // 490 is just below the limit: threads of two megabytes, as this one, have room for it.
    for (length, refused) in [(300, false), (490, false), (5_000, true), (50_000, true)] {
        let facts: String = (1..length)
            .map(|place| format!("f{place}: \"f{}\"\n", place - 1))
            .collect();
        let first = "f0: \"leave\"\n";
        let last = length - 1;
        let loaded = with_facts(&format!("{first}{facts}too_soon: \"f{last}\"\n")).read();
        let told = places(&loaded, "rules-too-large");
        assert_eq!(!told.is_empty(), refused, "{length}: {told:?}");
        let questions: String = (1..length)
            .map(|place| {
                let before = place - 1;
                format!("  x{place}: {{ type: yes_no, asked_if: \"x{before}\" }}\n")
            })
            .collect();
        let base = Project::new();
        let read = |path: &str| std::fs::read_to_string(base.path().join(path)).expect("a file");
        let (table, asked) = ("content/rules/account.yaml", "content/rules/questions.yaml");
        let table_text = read(table).replace("or leave", &format!("or leave or x{last}"));
        let asked_text = format!("{}  x0: {{ type: yes_no }}\n{questions}", read(asked));
        let loaded = base
            .file(table, &table_text)
            .file(asked, &asked_text)
            .read();
        let told = places(&loaded, "rules-too-large");
        assert!(!refused || !told.is_empty(), "{length}: {told:?}");
        assert_eq!(loaded.site.is_none(), refused, "{length}");
        if let Some(site) = &loaded.site {
            let rules = &site.rules;
            conclude(rules, &Answers::on(&rules.book, wanted().today));
        }
    }
}

#[test]
fn a_save_that_makes_the_program_fall_leaves_the_last_good_site() {
    static FALL: AtomicBool = AtomicBool::new(false);
    let project = Project::new();
    let layers = vec![
        NATIONAL[1].clone(),
        Layer::Folder(project.path().to_owned()),
    ];
    let tell = |_: &Report, _: &Sources| assert!(!FALL.load(Ordering::SeqCst), "a fall on purpose");
    let preview = Preview::new(layers, wanted(), Language::English, tell);
    let page = || {
        let answer = preview.answer("/en/").expect("the first page is there");
        (
            answer.status,
            String::from_utf8_lossy(&answer.body).into_owned(),
        )
    };
    assert!(!page().1.contains("program-mistake"));
    FALL.store(true, Ordering::SeqCst);
    assert!(preview.refresh(&[]), "tabs reload, or nobody would see it");
    let (status, html) = page();
    assert_eq!(status, 200);
    assert!(
        html.contains("program-mistake") && html.contains("a fall on purpose"),
        "{html}"
    );
    assert!(
        html.contains("tests/suite/hostile.rs:"),
        "the place is told"
    );
    assert!(html.contains("A first page"), "the last good page stays");
    FALL.store(false, Ordering::SeqCst);
    preview.refresh(&[]);
    assert!(!page().1.contains("program-mistake"));
}

#[test]
fn many_faults_of_one_file_are_told_in_linear_time_and_shown_in_part() {
    let page = |count: usize| {
        let lines = "<p class=\"MsoNormal\">é</p>\n\n".repeat(count);
        let front = "---\ntitle: Home\ndescription: A first page that is long enough to have a description of it.\n---\n";
        Project::new().file("content/en/index.md", &format!("{front}{lines}"))
    };
    let loaded = page(4_000).read();
    let all = json(&loaded.report, &loaded.sources, Language::English);
    assert!(all.matches("\"raw-html\"").count() >= 4_000);
    let shown = Human::new(&loaded.sources, Language::English, false).report(&loaded.report);
    assert!(shown.matches("error[raw-html]").count() <= 30);
    assert!(shown.contains("more in content/en/index.md"), "{shown}");
}

/// What stands in a page, in one that repeats it, and what is told of it.
#[test]
fn pages_that_grow_end_in_a_page_or_in_placed_faults() {
    let front = "---\ntitle: Home\ndescription: A first page that is long enough to have a description of it.\n---\n";
    let lists: String = (0..400)
        .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
        .collect();
    let table = |columns: usize, rows: usize| {
        let row = "| a ".repeat(columns) + "|\n";
        format!(
            "{row}{}\n{}",
            "|---".repeat(columns) + "|",
            row.repeat(rows)
        )
    };
    let notes: String = (0..2_000)
        .map(|place| format!("a[^{place}]\n\n[^{place}]: b[^{0}]\n\n", place + 1))
        .collect();
    let headings: String = (0..5_000)
        .map(|place| format!("## Title {{#h{place}}}\n\n"))
        .collect();
    let bodies = [
        "> ".repeat(20_000),
        "- ".repeat(20_000),
        "1. ".repeat(20_000),
        lists,
        "[".repeat(60_000),
        "![".repeat(60_000),
        "[a](".repeat(20_000),
        "*a **b ".repeat(20_000),
        "_".repeat(100_000),
        "`a ``b ".repeat(20_000),
        "<".repeat(100_000),
        "<http://".repeat(10_000),
        "&#".repeat(50_000),
        "\\".repeat(100_000),
        "|".repeat(100_000),
        table(1_000, 20),
        table(2, 10_000),
        notes,
        headings,
        "## Title\n\n".repeat(5_000),
        "[a](nowhere.md)\n\n".repeat(5_000),
        "[a](#nowhere)\n\n".repeat(5_000),
        "![](nowhere.png)\n\n".repeat(5_000),
        "<p class=\"MsoNormal\">x</p>\n\n".repeat(5_000),
        "{{ param(\"nothing\") }}\n\n".repeat(5_000),
        "{{ param(\"ceiling\")\n\n".repeat(5_000),
        "{{".repeat(50_000),
        "{{ ".repeat(20_000) + &" }}".repeat(20_000),
        "`{{".repeat(20_000),
        "{{ param(\"".to_owned() + &"x".repeat(1_000_000) + "\") }}",
        "{{ param(on=on=on=\"\" ) }} {{ (((( }} {{ a.b.c }} {{ \"".repeat(2_000),
        "a".repeat(3_000_000),
        "é\u{301}".repeat(300_000),
        "\u{202e}\u{2066}\u{200b}\u{9b}31m\u{1b}[31m\0".repeat(20_000),
        "word ".repeat(300_000),
        "a.\n".repeat(100_000),
        ": a\n".repeat(20_000),
        "> [!NOTE]\n".repeat(10_000),
        "Table: a\n\n".repeat(5_000),
    ];
    for body in bodies {
        let project = Project::new().file("content/en/index.md", &format!("{front}{body}"));
        let mut loaded = project.read();
        for fault in loaded.report.sorted() {
            let elsewhere = fault
                .span
                .is_none_or(|span| loaded.sources.file(span.file).path != "content/en/index.md");
            assert!(
                !elsewhere || fault.severity < Severity::Error,
                "{body:.40}: {}",
                fault.message.en
            );
        }
        let shown = Human::new(&loaded.sources, Language::English, false).report(&loaded.report);
        assert!(
            !shown.contains(|letter: char| letter.is_control() && letter != '\n'),
            "{body:.40}"
        );
        pipeline::render(&mut loaded);
    }
}

/// What an organisation writes beside its pages.
#[test]
fn files_of_a_site_that_grow_end_in_an_answer_or_a_placed_fault() {
    let nested = |open: &str, close: &str, depth: usize| {
        format!("{}{}", open.repeat(depth), close.repeat(depth))
    };
    let many =
        |count: usize, line: &dyn Fn(usize) -> String| (0..count).map(line).collect::<String>();
    let word = "x".repeat(1_000_000);
    let tried = [
        (
            "content/site.yaml",
            format!("title: {word}\nedition: model\n"),
        ),
        (
            "content/site.yaml",
            format!("title: {}\n", nested("[", "]", 100_000)),
        ),
        (
            "content/site.yaml",
            format!("title: t\nmenu: [{}]\n", "nowhere.md, ".repeat(20_000)),
        ),
        (
            "content/site.yaml",
            format!(
                "title: t\nembed: {{ hosts: [{}] }}\n",
                "\"*\", ".repeat(20_000)
            ),
        ),
        (
            "content/site.yaml",
            many(20_000, &|place| format!("x{place}: 1\n")),
        ),
        ("content/site.yaml", "title: t\n".repeat(20_000)),
        ("content/site.yaml", "title: &a [*a]\n".to_owned()),
        (
            "content/site.yaml",
            format!("title: t\nbase_url: https://{word}\n"),
        ),
        (
            "content/en/questionnaire.yaml",
            nested("{ a: ", "}", 50_000),
        ),
        (
            "content/en/questionnaire.yaml",
            many(20_000, &|place| format!("x{place}: {{ title: a }}\n")),
        ),
        (
            "content/en/questionnaire.yaml",
            format!(
                "questions:\n  price: {{ title: \"{}\" }}\n",
                "{{ ".repeat(50_000)
            ),
        ),
        (
            "content/en/law.yaml",
            many(20_000, &|place| format!("parameters: {{ x{place}: y }}\n")),
        ),
        (
            "themes/default/texts/en.yaml",
            many(20_000, &|place| format!("x{place}: y\n")),
        ),
        ("themes/default/assets/site.css", "{".repeat(200_000)),
        (
            "themes/default/assets/site.css",
            "@media print {".repeat(50_000),
        ),
        (
            "themes/default/assets/site.css",
            format!(
                ":root {{ {} }}",
                many(5_000, &|place| format!(
                    "--a{place}: var(--a{});",
                    (place + 1) % 5_000
                ))
            ),
        ),
        (
            "themes/default/assets/site.css",
            format!(":root {{ --ink: {} }}", nested("calc(", ")", 50_000)),
        ),
        ("themes/default/assets/site.css", "/*".repeat(100_000)),
        (
            "themes/default/assets/site.css",
            "a { color: url(".repeat(50_000),
        ),
        (
            "themes/default/assets/site.css",
            format!("a {{ color: #{word} }}"),
        ),
        ("content/media/a.svg", nested("<g>", "</g>", 100_000)),
        (
            "content/media/a.svg",
            format!(
                "<!DOCTYPE svg [{}]><svg>&a;</svg>",
                many(60, &|place| format!(
                    "<!ENTITY a{place} \"&a{0};&a{0};\">",
                    place + 1
                ))
            ),
        ),
        ("content/media/a.svg", "<svg onload=x>".repeat(50_000)),
    ];
    for (path, text) in tried {
        let mut loaded = Project::new().file(path, &text).read();
        let shown = Human::new(&loaded.sources, Language::English, false).report(&loaded.report);
        assert!(!shown.is_empty());
        pipeline::render(&mut loaded);
    }
}

#[test]
fn rules_that_grow_end_in_an_answer_or_a_placed_refusal() {
    let yes_no = |count: usize| -> String {
        (0..count)
            .map(|place| format!("  x{place}: {{ type: yes_no }}\n"))
            .collect()
    };
    let parity = |count: usize| -> String {
        let rest = (1..count).map(|place| {
            let before = place - 1;
            format!("f{place}: \"f{before} and not x{place} or not f{before} and x{place}\"\n")
        });
        format!("f0: \"x0\"\n{}", rest.collect::<String>())
    };
    let chained = |rests_on: &dyn Fn(usize) -> String| -> String {
        let rest = (2..300).map(|place| {
            format!(
                "  x{place}: {{ type: yes_no, asked_if: \"{}\" }}\n",
                rests_on(place)
            )
        });
        format!("{}{}", yes_no(2), rest.collect::<String>())
    };
    let rows = |row: &dyn Fn(usize) -> String| -> String {
        let rows = (0..5_000).map(|place| {
            let row = row(place);
            format!("  - {{ when: \"{row}\", then: closed, source: [law-1] }}\n")
        });
        rows.collect()
    };
    let doubled: String = (1..40)
        .map(|place| format!("  a{place}: \"a{0} + a{0}\"\n", place - 1))
        .collect();
    let one_row =
        |when: &str| format!("  - {{ when: \"{when}\", then: closed, source: [law-1] }}\n");
    let prices: Vec<String> = (0..2_000).map(|price| format!("price = {price}")).collect();
    // The questions, the facts, the rows and the amounts that join those of the base.
    let tried = [
        (yes_no(32), parity(32), one_row("f31"), String::new()),
        (yes_no(60), parity(60), one_row("f59"), String::new()),
        (
            String::new(),
            String::new(),
            one_row(&["leave"; 2_000].join(" or ")),
            String::new(),
        ),
        (
            String::new(),
            String::new(),
            one_row(&prices.join(" or ")),
            String::new(),
        ),
        (
            yes_no(13),
            String::new(),
            rows(&|place| format!("x{} and x{}", place % 13, place % 7)),
            String::new(),
        ),
        (
            String::new(),
            String::new(),
            rows(&|place| format!("price = {place}")),
            String::new(),
        ),
        (
            chained(&|place| format!("x{}", place - 1)),
            String::new(),
            one_row("x299"),
            String::new(),
        ),
        (
            chained(&|place| format!("x{} or x{}", place - 1, place - 2)),
            String::new(),
            one_row("x299"),
            String::new(),
        ),
        (
            String::new(),
            String::new(),
            String::new(),
            format!("  a0: \"price\"\n{doubled}"),
        ),
        (
            String::new(),
            String::new(),
            String::new(),
            format!("  a0: \"{}\"\n", ["price"; 9_000].join(" + ")),
        ),
    ];
    let base = Project::new();
    let read = |path: &str| std::fs::read_to_string(base.path().join(path)).expect("a base file");
    for (number, (questions, facts, rows, amounts)) in tried.iter().enumerate() {
        let table = read("content/rules/account.yaml")
            .replace("rows:\n", &format!("rows:\n{rows}"))
            .replace("amounts:\n", &format!("amounts:\n{amounts}"));
        let project = Project::new()
            .file(
                "content/rules/questions.yaml",
                &(read("content/rules/questions.yaml") + questions),
            )
            .file(
                "content/rules/facts.yaml",
                &(read("content/rules/facts.yaml") + facts),
            )
            .file("content/rules/account.yaml", &table);
        let loaded = project.read();
        for place in places(&loaded, "rules-too-large") {
            assert!(!place.is_empty(), "{number}: the refusal has no place");
        }
        // Rules too large to be compiled are read for their names alone.
        let Some(site) = &loaded.site else {
            assert!(loaded.report.has_errors(), "{number}: nothing is told");
            continue;
        };
        let rules = &site.rules;
        // Room: nodes and what is remembered of them, in some hundred bytes each.
        assert!(rules.diagrams.work() < 2_000_000, "{number}");
        // Time: children of nodes, of which some ten million are visited in a second.
        assert!(rules.diagrams.visited() < 30_000_000, "{number}");
        let answers = Answers::on(&rules.book, wanted().today);
        let mut unknown = answers.clone();
        for question in rules.book.questions.indices() {
            if question != rules.book.reference {
                unknown.set(question, Answer::Unknown);
            }
        }
        for answers in [answers, unknown] {
            conclude(rules, &answers);
        }
        if let Ok(found) = path_lengths(rules, wanted().today) {
            let _ = reorderings(rules, &found, wanted().today);
        }
        let _ = matrix(&rules.book, wanted().today);
    }
}

#[test]
fn the_program_itself_ends_within_a_gigabyte() {
    let rows: String = (0..5_000)
        .map(|place| {
            format!(
                "  - {{ when: \"price = {place}\", then: closed, why: a, source: [l6313-4] }}\n"
            )
        })
        .collect();
    let bombs = [
        (
            "content/rules/z.yaml",
            format!("decision: z\nkind: route\nrows:\n{rows}"),
        ),
        (
            "content/rules/z.yaml",
            format!(
                "decision: z\nkind: route\nrows:\n  - {{ when: \"{}\", then: closed, source: [l6313-4] }}\n",
                "(".repeat(100_000)
            ),
        ),
        ("content/rules/z.yaml", "- ".repeat(100_000)),
        (
            "content/fr/index.md",
            format!("---\ntitle: A\n---\n{}", "> ".repeat(100_000)),
        ),
        (
            "themes/default/templates/page.html",
            format!("{{{{ {} 1 }}}}", "not ".repeat(200_000)),
        ),
    ];
    for (path, text) in bombs {
        let project = Project::empty().file(path, &text);
        let ended = Command::new("sh")
            .args(["-c", "ulimit -v 1000000 && exec \"$0\" build --site \"$1\" --out \"$1/out\" --date 2026-11-22"])
            .arg(env!("CARGO_BIN_EXE_bilan"))
            .arg(project.path())
            .output()
            .expect("a shell can be run");
        let words = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(1), "{path}: {words:.2000}");
        assert!(!words.contains("panicked"), "{path}: {words:.2000}");
    }
}

#[test]
fn templates_are_held_in_memory_as_in_steps() {
    let doubling: String = (0..60)
        .map(|_| "{% set a %}{{ a }}{{ a }}{% endset %}")
        .collect();
    let bombs = [
        "{% set ns = namespace(s='x') %}".to_owned(),
        "{{ 'x' ~ 'y' }}".to_owned(),
        "{{ '%1000000000s'|format('x') }}".to_owned(),
        "{{ 'x'|indent(1000000000) }}".to_owned(),
        format!("{{% set a = 'xxxxxxxx' %}}{doubling}{{{{ a }}}}"),
        format!("{{% set a = 'xxxxxxxx' %}}{}{{{{ a }}}}", "{% set a = a|replace('x', 'xxxxxxxxxx') %}".repeat(30)),
        format!("{{% set a = 'x' %}}{}{{{{ a }}}}", "{% set a = a|followed_by(a) %}".repeat(60)),
        "{% for a in range(10000) %}{% for b in range(10000) %}{% for c in range(10000) %}x{% endfor %}{% endfor %}{% endfor %}".to_owned(),
        format!("{{% macro f() %}}{{% for a in range(10000) %}}{{% for b in range(10000) %}}{}{{% endfor %}}{{% endfor %}}{{% endmacro %}}{{{{ f() }}}}", "x".repeat(900)),
        format!("{{% for a in range(10000) %}}{}{{% endfor %}}", "x".repeat(100_000)),
        "{% macro f(a) %}{{ f(a) }}{% endmacro %}{{ f(1) }}".to_owned(),
        "{% include 'article.html' %}".to_owned(),
        format!("{{{{ {}1 }}}}", "not ".repeat(100_000)),
        format!("{{{{ {}1{} }}}}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("{{{{ a{} }}}}", ".b".repeat(100_000)),
        format!("{{{{ a{} }}}}", "|e".repeat(100_000)),
        format!("{}x{}", "{% if true %}".repeat(4_000), "{% endif %}".repeat(900)),
        format!("{{% if false %}}{}{{% endif %}}", "{% elif false %}".repeat(4_900)),
    ];
    for bomb in bombs {
        let project = Project::new().file("themes/default/templates/article.html", &bomb);
        let mut loaded = project.read();
        let rendered = pipeline::render(&mut loaded);
        let told = places(&loaded, "template");
        assert!(
            rendered.is_none() && !told.is_empty(),
            "{bomb:.80}: {told:?}"
        );
        assert!(
            told.iter().all(|place| !place.is_empty()),
            "{bomb:.80}: {told:?}"
        );
    }
}

/// The base site with more facts.
fn with_facts(facts: &str) -> Project {
    let facts = if facts.contains("too_soon:") {
        facts.to_owned()
    } else {
        format!("{facts}too_soon: \"request_date <= previous_end + 5 years\"\n")
    };
    Project::new().file("content/rules/facts.yaml", &facts)
}

/// Where the faults of an id stand, as `path:line`.
fn places(loaded: &Loaded, id: &str) -> Vec<String> {
    let faults = loaded.report.sorted().into_iter();
    faults
        .filter(|fault| fault.id == id)
        .map(|fault| place(fault, &loaded.sources))
        .collect()
}

fn place(fault: &Fault, sources: &Sources) -> String {
    fault.span.map_or(String::new(), |span| {
        let (line, _) = sources.place(span.file, span.start);
        format!("{}:{line}", sources.file(span.file).shown)
    })
}
