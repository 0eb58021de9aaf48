//! Rules made by chance of all that the language offers beside amounts in euros and answers one
//! by one, with what they mean: a second reading, which shares nothing with the program's own.

use bilan::pipeline;
use bilan::report::Report;
use bilan::rules::{Answer, Answers, Compiled, OptionId, parse_day};

use crate::dice::Dice;
use crate::generated::sources;

/// How many rows a table has, and how many amounts.
const ROWS: usize = 5;
const AMOUNTS: usize = 6;

const QUESTIONS: &str = "\
questions:
  request_date: { type: date, role: reference, default: today }
  region: { type: choice, options: [north, south, isles] }
  employs: { type: yes_no }
  staff: { type: number, unit: employees, min: 1, max: 60, asked_if: \"employs\", may_not_know: true, suppose: 20 }
  children: { type: number, unit: count, min: 0, max: 9, may_not_know: true }
  price: { type: money, min: 0, max: 9000 }
  langs: { type: several, options: [one, two, three] }
  hired: { type: date }
";

const PARAMETERS: &str = "\
cap:
  unit: EUR
  per: region
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: { north: 1000, south: 1500.50, isles: none }, source: law-1 }
    - { from: 2026-03-01, value: { north: 1200, south: 900, isles: 4000 }, source: law-1 }
share:
  unit: percent
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: 4.6552, source: law-1 }
toll:
  unit: percent
  per: region
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: { north: 3, south: 4.6552, isles: 0.5 }, source: law-1 }
levy:
  unit: percent
  bands: employees
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: [{ up_to: 10, value: 5 }, { value: 1.125 }], source: law-1 }
scale:
  unit: percent
  bands: EUR
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: [{ up_to: 1000, value: 5 }, { value: 1.5 }], source: law-1 }
    - { from: 2026-03-01, value: [{ up_to: 1000, value: 5 }, { up_to: 3000, value: 3.255 }, { value: 1 }], source: law-1 }
per_head:
  unit: EUR
  bands: employees
  checked: 2026-11-22
  values:
    - { from: 2020-01-01, value: [{ up_to: 10, value: 600 }, { up_to: 49, value: 300.25 }, { value: 100 }], source: law-1 }
";

/// The days on which persons ask: before and after the values change.
const DAYS: [&str; 3] = ["2026-02-28", "2026-03-01", "2026-11-22"];

/// What a condition says.
#[derive(Debug, Clone)]
enum Test {
    Children(&'static str, i64),
    Staff(&'static str, i64),
    PriceAgainstCap(&'static str),
    Speaks(usize),
    Served(i64),
    Lives(usize),
    Not(Box<Test>),
    And(Box<Test>, Box<Test>),
    Or(Box<Test>, Box<Test>),
}

/// What an amount is.
#[derive(Debug, Clone)]
enum Sum {
    Price,
    Cap,
    Flat,
    Progressive,
    Share(Box<Sum>),
    Toll(Box<Sum>),
    Levy(Box<Sum>),
    PerChild(i64),
    PerMonth(i64),
    Third(Box<Sum>),
    Rounded(&'static str, Box<Sum>, i64),
    Add(Box<Sum>, Box<Sum>),
    Less(Box<Sum>, Box<Sum>),
    Least(Box<Sum>, Box<Sum>),
    Most(Box<Sum>, Box<Sum>),
    Where(Box<Test>, Box<Sum>, Box<Sum>),
}

/// A person, with nothing where she does not know.
#[derive(Debug, Clone)]
pub struct Made {
    day: usize,
    region: usize,
    employs: bool,
    staff: Option<i64>,
    children: Option<i64>,
    price: i64,
    langs: [bool; 3],
    hired: (i64, i64, i64),
}

/// Rules, as the program reads them and as they are meant.
pub struct MadeRules {
    pub compiled: Compiled,
    rows: Vec<Test>,
    amounts: Vec<Sum>,
}

impl MadeRules {
    /// A set made by chance.
    pub fn throw(dice: &mut Dice) -> MadeRules {
        let rows: Vec<Test> = (0..ROWS).map(|_| test(dice, 2)).collect();
        let amounts: Vec<Sum> = (0..AMOUNTS).map(|_| sum(dice, 3)).collect();
        let table: String = rows
            .iter()
            .enumerate()
            .map(|(row, test)| {
                let test = test.text();
                format!("  - {{ when: \"{test}\", then: open, why: r{row}, source: [law-1] }}\n")
            })
            .collect();
        let told: String = amounts
            .iter()
            .enumerate()
            .map(|(amount, sum)| format!("  a{amount}: \"{}\"\n", sum.text()))
            .collect();
        let served = "facts:\n  served_0: \"months(hired, request_date) >= 0\"\n  served_1: \"months(hired, request_date) >= 1\"\n  served_12: \"years(hired, request_date) >= 1\"\n";
        let route = format!(
            "decision: account\nkind: route\n{served}rows:\n{table}  - {{ otherwise: open, why: left, source: [law-1] }}\namounts:\n{told}"
        );
        let verdict =
            "decision: verdict\nkind: verdict\nrows:\n  - { otherwise: yes, source: [law-1] }\n";
        let law = "law-1: { kind: official, url: \"https://example.org/1\", read: official, checked: 2026-11-22 }\n";
        let outcomes = "verdict: [yes]\nroute: [open]\nnotice: [shown]\nusable: [open]\n";
        let files = [
            ("sources.yaml", law),
            ("outcomes.yaml", outcomes),
            ("questions.yaml", QUESTIONS),
            ("parameters.yaml", PARAMETERS),
            ("account.yaml", &route),
            ("verdict.yaml", verdict),
        ];
        let sources = sources(files.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let mut report = Report::default();
        let compiled = pipeline::rules(&sources, &mut report);
        let compiled = compiled.unwrap_or_else(|| panic!("{route}\n{:?}", report.sorted()));
        MadeRules {
            compiled,
            rows,
            amounts,
        }
    }

    /// The answers of a person.
    pub fn answers(&self, made: &Made) -> Answers {
        let book = &self.compiled.book;
        let place = |id: &str| book.question(id).expect("a question");
        let mut answers = Answers::on(book, parse_day(DAYS[made.day]).expect("a day"));
        let option = |yes: bool| Answer::Option(if yes { OptionId::YES } else { OptionId::NO });
        let count = |number: Option<i64>| number.map_or(Answer::Unknown, Answer::Count);
        answers.set(place("region"), Answer::Option(OptionId::new(made.region)));
        answers.set(place("employs"), option(made.employs));
        if made.employs {
            answers.set(place("staff"), count(made.staff));
        }
        answers.set(place("children"), count(made.children));
        answers.set(place("price"), book.answer_at(place("price"), made.price));
        for (lang, id) in made
            .langs
            .iter()
            .zip(["langs_one", "langs_two", "langs_three"])
        {
            answers.set(place(id), option(*lang));
        }
        let (year, month, day) = made.hired;
        let hired = parse_day(&format!("{year}-{month:02}-{day:02}")).expect("a day");
        answers.set(place("hired"), Answer::Day(hired));
        answers
    }

    /// The row that holds of a person; the last is what is left.
    pub fn row(&self, made: &Made) -> usize {
        let found = self.rows.iter().position(|row| row.holds(made));
        found.unwrap_or(self.rows.len())
    }

    /// How an amount is written.
    pub fn written(&self, amount: usize) -> String {
        self.amounts[amount].text()
    }

    /// What each amount is, in cents; nothing where the law sets none.
    pub fn amounts(&self, made: &Made) -> Vec<Option<i128>> {
        self.amounts.iter().map(|sum| sum.of(made)).collect()
    }
}

impl Made {
    /// A person made by chance, who knows what `knows` says.
    pub fn throw(dice: &mut Dice, knows_children: bool) -> Made {
        let prices = [
            0, 1, 99_999, 100_000, 100_001, 120_000, 150_050, 150_051, 300_000, 300_001,
        ];
        Made {
            day: dice.under(3),
            region: dice.under(3),
            employs: dice.under(3) > 0,
            staff: (dice.under(4) > 0).then(|| 1 + dice.under(60) as i64),
            children: knows_children.then(|| dice.under(10) as i64),
            price: match dice.under(2) {
                0 => dice.pick(&prices),
                _ => dice.under(900_001) as i64,
            },
            langs: [dice.under(2) == 0, dice.under(2) == 0, dice.under(2) == 0],
            hired: (
                2024 + dice.under(3) as i64,
                1 + dice.under(12) as i64,
                dice.pick(&[1, 22, 28]),
            ),
        }
    }

    /// Everybody whom a person may be who does not know how many children she has.
    pub fn completions(&self) -> Vec<Made> {
        let known = self.children.map(|children| vec![children]);
        let all = known.unwrap_or_else(|| (0..=9).collect());
        all.into_iter()
            .map(|children| Made {
                children: Some(children),
                ..self.clone()
            })
            .collect()
    }

    /// Those who are not asked, or do not know, count as twenty.
    fn staff(&self) -> i64 {
        self.staff.filter(|_| self.employs).unwrap_or(20)
    }

    fn late(&self) -> bool {
        self.day > 0
    }

    fn cap(&self) -> Option<i128> {
        match (self.late(), self.region) {
            (false, 0) => Some(100_000),
            (false, 1) => Some(150_050),
            (false, _) => None,
            (true, 0) => Some(120_000),
            (true, 1) => Some(90_000),
            (true, _) => Some(400_000),
        }
    }

    /// Whole months since she was hired, counted on the fingers.
    fn months(&self) -> i64 {
        let (year, month, day) = [(2026, 2, 28), (2026, 3, 1), (2026, 11, 22)][self.day];
        let (y, m, d) = self.hired;
        (year - y) * 12 + (month - m) - i64::from(day < d)
    }
}

fn test(dice: &mut Dice, depth: usize) -> Test {
    let sign = |dice: &mut Dice| dice.pick(&["=", "!=", "<", "<=", ">", ">="]);
    if depth == 0 || dice.under(3) == 0 {
        return match dice.under(6) {
            0 => Test::Children(sign(dice), dice.under(11) as i64),
            1 => Test::Staff(sign(dice), dice.pick(&[1, 10, 19, 20, 21, 49, 50])),
            2 => Test::PriceAgainstCap(sign(dice)),
            3 => Test::Speaks(dice.under(3)),
            4 => Test::Served(dice.pick(&[0, 1, 12])),
            _ => Test::Lives(dice.under(3)),
        };
    }
    let depth = depth - 1;
    match dice.under(3) {
        0 => Test::Not(test(dice, depth).into()),
        1 => Test::And(test(dice, depth).into(), test(dice, depth).into()),
        _ => Test::Or(test(dice, depth).into(), test(dice, depth).into()),
    }
}

const LANGS: [&str; 3] = ["one", "two", "three"];
const REGIONS: [&str; 3] = ["north", "south", "isles"];

impl Test {
    fn text(&self) -> String {
        match self {
            Test::Children(sign, number) => format!("children {sign} {number}"),
            Test::Staff(sign, number) => format!("{number} {} staff", mirrored(sign)),
            Test::PriceAgainstCap(sign) => format!("price {sign} cap[region]"),
            Test::Speaks(lang) => format!("{} in langs", LANGS[*lang]),
            Test::Served(months) => format!("served_{months}"),
            Test::Lives(region) => format!("region = {}", REGIONS[*region]),
            Test::Not(inner) => format!("not ({})", inner.text()),
            Test::And(left, right) => format!("({}) and ({})", left.text(), right.text()),
            Test::Or(left, right) => format!("({}) or ({})", left.text(), right.text()),
        }
    }

    fn holds(&self, made: &Made) -> bool {
        match self {
            Test::Children(sign, number) => {
                compares(made.children.expect("known").into(), sign, (*number).into())
            }
            Test::Staff(sign, number) => compares(made.staff().into(), sign, (*number).into()),
            Test::PriceAgainstCap(sign) => {
                let cap = made.cap();
                cap.is_some_and(|cap| compares(made.price.into(), sign, cap))
            }
            Test::Speaks(lang) => made.langs[*lang],
            Test::Served(months) => made.months() >= *months,
            Test::Lives(region) => made.region == *region,
            Test::Not(inner) => !inner.holds(made),
            Test::And(left, right) => left.holds(made) && right.holds(made),
            Test::Or(left, right) => left.holds(made) || right.holds(made),
        }
    }
}

fn mirrored(sign: &str) -> &str {
    match sign {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        same => same,
    }
}

fn compares(left: i128, sign: &str, right: i128) -> bool {
    match sign {
        "=" => left == right,
        "!=" => left != right,
        "<" => left < right,
        "<=" => left <= right,
        ">" => left > right,
        _ => left >= right,
    }
}

fn sum(dice: &mut Dice, depth: usize) -> Sum {
    if depth == 0 || dice.under(4) == 0 {
        return match dice.under(6) {
            0 => Sum::Price,
            1 => Sum::Cap,
            2 => Sum::Flat,
            3 => Sum::Progressive,
            4 => Sum::PerChild(dice.pick(&[1, 1_234, 50_000])),
            _ => Sum::PerMonth(dice.pick(&[1, 333])),
        };
    }
    let depth = depth - 1;
    let mut of = || Box::new(sum(dice, depth));
    let (one, other) = (of(), of());
    match dice.under(10) {
        0 => Sum::Share(one),
        8 => Sum::Toll(one),
        9 => Sum::Levy(one),
        1 => Sum::Third(one),
        2 => {
            let way = dice.pick(&["round", "round_down", "round_up"]);
            Sum::Rounded(way, one, dice.pick(&[1, 100, 1_050]))
        }
        3 => Sum::Add(one, other),
        4 => Sum::Less(one, other),
        5 => Sum::Least(one, other),
        6 => Sum::Most(one, other),
        _ => Sum::Where(test(dice, 1).into(), one, other),
    }
}

fn euros(cents: i64) -> String {
    format!("{}.{:02} EUR", cents / 100, cents % 100)
}

impl Sum {
    fn text(&self) -> String {
        match self {
            Sum::Price => "price".to_owned(),
            Sum::Cap => "cap[region]".to_owned(),
            Sum::Flat => "flat(per_head, staff)".to_owned(),
            Sum::Progressive => "progressive(scale, price)".to_owned(),
            Sum::Share(inner) => format!("({}) * share", inner.text()),
            Sum::Toll(inner) => format!("({}) * toll[region]", inner.text()),
            Sum::Levy(inner) => format!("({}) * flat(levy, staff)", inner.text()),
            Sum::PerChild(cents) => format!("children * {}", euros(*cents)),
            Sum::PerMonth(cents) => format!("months(hired, request_date) * {}", euros(*cents)),
            Sum::Third(inner) => format!("({}) / 3", inner.text()),
            Sum::Rounded(way, inner, step) => {
                format!("{way}({}, {})", inner.text(), euros(*step))
            }
            Sum::Add(left, right) => format!("({} + {})", left.text(), right.text()),
            Sum::Less(left, right) => format!("({} - {})", left.text(), right.text()),
            Sum::Least(left, right) => format!("min({}, {})", left.text(), right.text()),
            Sum::Most(left, right) => format!("max({}, {})", left.text(), right.text()),
            Sum::Where(test, left, right) => format!(
                "(if {} then {} else {})",
                test.text(),
                left.text(),
                right.text()
            ),
        }
    }

    fn of(&self, made: &Made) -> Option<i128> {
        let price = i128::from(made.price);
        match self {
            Sum::Price => Some(price),
            Sum::Cap => made.cap(),
            Sum::Flat => Some(match made.staff() {
                ..=10 => 60_000,
                11..=49 => 30_025,
                _ => 10_000,
            }),
            Sum::Progressive => Some(match made.late() {
                false => {
                    let low = price.min(100_000);
                    nearest(low * 500, 10_000) + nearest((price - low) * 150, 10_000)
                }
                true => {
                    let (low, middle) = (price.min(100_000), price.min(300_000));
                    // The rates of that day have three decimals.
                    nearest(low * 5_000, 100_000)
                        + nearest((middle - low) * 3_255, 100_000)
                        + nearest((price - middle) * 1_000, 100_000)
                }
            }),
            Sum::Share(inner) => Some(nearest(inner.of(made)? * 46_552, 1_000_000)),
            Sum::Toll(inner) => {
                let tenthousandths = [30_000, 46_552, 5_000][made.region];
                Some(nearest(inner.of(made)? * tenthousandths, 1_000_000))
            }
            Sum::Levy(inner) => {
                let thousandths = if made.staff() <= 10 { 5_000 } else { 1_125 };
                Some(nearest(inner.of(made)? * thousandths, 100_000))
            }
            Sum::PerChild(cents) => Some(i128::from(made.children.expect("known") * cents)),
            Sum::PerMonth(cents) => Some(i128::from(made.months() * cents)),
            Sum::Third(inner) => Some(nearest(inner.of(made)?, 3)),
            Sum::Rounded(way, inner, step) => {
                let (inner, step) = (inner.of(made)?, i128::from(*step));
                let steps = match *way {
                    "round" => nearest(inner, step),
                    "round_down" => inner.div_euclid(step),
                    _ => -(-inner).div_euclid(step),
                };
                Some(steps * step)
            }
            Sum::Add(left, right) => Some(left.of(made)? + right.of(made)?),
            Sum::Less(left, right) => Some(left.of(made)? - right.of(made)?),
            Sum::Least(left, right) => extreme(left.of(made), right.of(made), i128::min),
            Sum::Most(left, right) => extreme(left.of(made), right.of(made), i128::max),
            Sum::Where(test, left, right) => match test.holds(made) {
                true => left.of(made),
                false => right.of(made),
            },
        }
    }
}

fn extreme(left: Option<i128>, right: Option<i128>, pick: fn(i128, i128) -> i128) -> Option<i128> {
    match (left, right) {
        (Some(left), Some(right)) => Some(pick(left, right)),
        (one, other) => one.or(other),
    }
}

/// The nearest whole number; halves go upwards.
fn nearest(number: i128, by: i128) -> i128 {
    (2 * number + by).div_euclid(2 * by)
}
