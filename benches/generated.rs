//! Sets of rules of any size that read like law: made up, and the same for the same seed.
//!
//! Each route is for some of the statuses and looks at a few questions of its own: options,
//! thresholds on amounts and hours, days, comparisons of two dates. Rows overlap in part, and
//! the first one that holds counts. Questions hang in chains on one another. The verdict
//! rests on the routes, as the shipped one does.

use std::borrow::Cow;

use bilan::source::{SourceFile, Sources};

use crate::dice::Dice;

/// How large a set is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Questions beside the reference date.
    pub questions: usize,
    /// Rows of all decisions together.
    pub rows: usize,
    /// Decisions, the verdict among them.
    pub decisions: usize,
}

/// As large as an author's set may become.
pub const LARGE: Size = Size {
    questions: 30,
    rows: 80,
    decisions: 10,
};

/// Twice the questions and four times the rows.
pub const HUGE: Size = Size {
    questions: 60,
    rows: 300,
    decisions: 24,
};

const STATUSES: [&str; 12] = [
    "permanent",
    "fixed_term",
    "agency",
    "apprentice",
    "jobseeker",
    "agent",
    "shopkeeper",
    "farmer",
    "doctor",
    "author",
    "student",
    "retired",
];

/// The files of a set as an author would write them.
pub fn rules(size: Size) -> Sources {
    let mut maker = Maker {
        dice: Dice(0x9e37_79b9_7f4a_7c15),
        questions: Vec::new(),
        facts: String::new(),
    };
    let questions = maker.questions(size.questions);
    let routes = maker.routes(size);
    let mut files = vec![
        ("sources.yaml".to_owned(), SOURCES.to_owned()),
        ("parameters.yaml".to_owned(), PARAMETERS.to_owned()),
        ("outcomes.yaml".to_owned(), OUTCOMES.to_owned()),
        ("questions.yaml".to_owned(), questions),
        ("verdict.yaml".to_owned(), verdict(size.decisions - 1)),
    ];
    for (index, route) in routes.into_iter().enumerate() {
        files.push((format!("routes/route_{index}.yaml"), route));
    }
    files.push(("facts.yaml".to_owned(), maker.facts));
    sources(files)
}

/// A set from files below `content/rules/`.
pub fn sources(files: impl IntoIterator<Item = (String, String)>) -> Sources {
    let mut sources = Sources::default();
    for (name, text) in files {
        let path = format!("content/rules/{name}");
        sources.add(SourceFile {
            shown: path.clone(),
            path,
            origin: None,
            bytes: Cow::Owned(text.into_bytes()),
        });
    }
    sources
}

/// What every set rests on.
pub const SOURCES: &str = "law: { kind: official, read: official, url: \"https://example.org/law\", checked: 2026-11-22 }\n";
/// What every set ends in.
pub const OUTCOMES: &str = "\
verdict: [eligible, conditional, not_now, self_pay_only]
route: [open, conditional, waiting, closed, not_applicable]
notice: [shown]
usable: [open, conditional]
";
const PARAMETERS: &str = "\
waiting:
  unit: years
  checked: 2026-11-22
  values:
    - { from: 2019-01-01, value: none, source: law }
    - { from: 2026-02-26, value: 5, source: law }
notice:
  unit: days
  checked: 2026-11-22
  values:
    - { from: 2019-01-01, value: 60, source: law }
ceiling:
  unit: EUR
  checked: 2026-11-22
  values:
    - { from: 2019-01-01, value: 1200, source: law }
    - { from: 2025-01-01, value: 1500, source: law }
    - { from: 2026-02-26, value: 1600, source: law }
";

/// How many rows the verdict has.
const VERDICT_ROWS: usize = 3;

/// The verdict takes the best that the routes offer.
fn verdict(routes: usize) -> String {
    let mut text = "decision: verdict\nkind: verdict\nrows:\n".to_owned();
    for (outcome, then) in [("open", "eligible"), ("conditional", "conditional")] {
        let routes: Vec<String> = (0..routes)
            .map(|route| format!("route_{route} = {outcome}"))
            .collect();
        let when = routes.join(" or ");
        text += &format!("  - {{ when: \"{when}\", then: {then}, why: {then}, source: [law] }}\n");
    }
    text += "  - { otherwise: self_pay_only, why: default, source: [law] }\n";
    text
}

struct Maker {
    dice: Dice,
    /// What was made: the id of each question and its kind.
    questions: Vec<(String, Kind)>,
    facts: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Choice,
    YesNo,
    Money,
    Hours,
    Date,
}

impl Maker {
    fn questions(&mut self, count: usize) -> String {
        let statuses = STATUSES.join(", ");
        let mut text = format!(
            "questions:\n  request_date: {{ type: date, role: reference, default: today }}\n  \
             status: {{ type: choice, options: [{statuses}] }}\n"
        );
        for index in 1..count {
            let kind = [
                Kind::Choice,
                Kind::YesNo,
                Kind::Money,
                Kind::Choice,
                Kind::Date,
                Kind::Date,
                Kind::Hours,
            ][(index - 1) % 7];
            let (name, domain) = match kind {
                Kind::Choice => (
                    "choice",
                    "type: choice, options: [none, first, second, third]",
                ),
                Kind::YesNo => ("yes_no", "type: yes_no, may_not_know: true"),
                Kind::Money => (
                    "money",
                    "type: money, min: 0, max: 20000, may_not_know: true",
                ),
                Kind::Hours => ("hours", "type: hours, min: 0, max: 200"),
                Kind::Date => ("date", "type: date, may_not_know: true"),
            };
            let asked_if = match index % 3 {
                0 => String::new(),
                1 => format!(", asked_if: \"status in [{}]\"", self.statuses(6)),
                // A chain: it hangs on the question before, which hangs on others.
                _ => match self.questions.last() {
                    Some((id, Kind::Choice)) => format!(", asked_if: \"{id} in [first, second]\""),
                    Some((id, Kind::YesNo)) => format!(", asked_if: \"{id}\""),
                    _ => String::new(),
                },
            };
            let id = format!("{name}_{index}");
            text += &format!("  {id}: {{ {domain}{asked_if} }}\n");
            self.questions.push((id, kind));
        }
        text
    }

    fn routes(&mut self, size: Size) -> Vec<String> {
        let routes = size.decisions - 1;
        let before = |route: usize| (size.rows - VERDICT_ROWS) * route / routes;
        let each = (0..routes).map(|route| before(route + 1) - before(route));
        each.enumerate()
            .map(|(route, rows)| self.route(route, rows, routes))
            .collect()
    }

    /// A route looks at seven questions that stand beside one another.
    fn route(&mut self, route: usize, rows: usize, routes: usize) -> String {
        let first = route * self.questions.len().saturating_sub(7) / routes;
        let mut own: Vec<(String, Kind)> = self.questions[first..first + 7].to_vec();
        if let [one, other] = dates(&own)[..] {
            let (name, one, other) = (format!("late_{route}"), one.clone(), other.clone());
            self.facts += &match route % 3 {
                0 => format!("{name}: \"{one} < request_date + notice\"\n"),
                1 => format!("{name}: \"request_date <= {one} + waiting\"\n"),
                _ => format!("{name}: \"{one} > {other}\"\n"),
            };
            own.retain(|(_, kind)| *kind != Kind::Date);
            own.push((name, Kind::YesNo));
        }
        let mine: Vec<&str> = (0..3)
            .map(|nth| STATUSES[(route * 5 + nth * 2) % 12])
            .collect();
        let mine = mine.join(", ");
        let mut text = format!(
            "decision: route_{route}\nkind: route\nrows:\n  - {{ when: \"not (status in [{mine}])\", \
             then: not_applicable, why: status, source: [law] }}\n"
        );
        for row in 2..rows {
            let parts = 1 + self.dice.under(3);
            let parts: Vec<String> = (0..parts).map(|_| self.atom(&own)).collect();
            let when = match parts.as_slice() {
                [one, two, three] => format!("{one} and ({two} or {three})"),
                parts => parts.join(" and "),
            };
            let then = self.dice.pick(&["conditional", "waiting", "closed"]);
            text += &format!(
                "  - {{ when: \"{when}\", then: {then}, why: row_{row}, source: [law] }}\n"
            );
        }
        text + "  - { otherwise: open, why: default, source: [law] }\n"
    }

    fn atom(&mut self, own: &[(String, Kind)]) -> String {
        let (id, kind) = &own[self.dice.under(own.len())];
        match kind {
            Kind::Choice => match self.dice.under(3) {
                0 => format!("{id} = third"),
                1 => format!("{id} in [first, second]"),
                _ => format!("{id} != none"),
            },
            Kind::YesNo => match self.dice.under(2) {
                0 => id.clone(),
                _ => format!("not {id}"),
            },
            Kind::Money => match self.dice.under(3) {
                0 => format!("{id} > ceiling"),
                nth => format!("{id} >= {}", nth * 500),
            },
            Kind::Hours => format!("{id} > {}", self.dice.pick(&[13, 24])),
            Kind::Date => format!("{id} >= {}", self.dice.pick(&["2026-01-01", "2026-09-01"])),
        }
    }

    fn statuses(&mut self, count: usize) -> String {
        let first = self.dice.under(STATUSES.len());
        let chosen = (first..first + count).map(|index| STATUSES[index % STATUSES.len()]);
        chosen.collect::<Vec<_>>().join(", ")
    }
}

fn dates(own: &[(String, Kind)]) -> Vec<&String> {
    let dates = own.iter().filter(|(_, kind)| *kind == Kind::Date);
    dates.map(|(id, _)| id).collect()
}
