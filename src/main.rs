//! The program.
use bilan::{report::*, rules, source::*, language::Language};
fn main() {
    let mut report = Report::default();
    let sources = read(&[Layer::Folder(".".into())], &mut report);
    let book = rules::read(&sources, &mut report);
    println!("{}", Human::new(&sources, Language::English, false).report(&report));
    if let Some(book) = book {
        let start = std::time::Instant::now();
        let c = rules::compile(book).unwrap();
        println!("{} nodes total, {} reachable, {:?}", c.diagrams.len(), c.diagrams.reachable(c.roots.iter().copied()).len(), start.elapsed());
        let start = std::time::Instant::now();
        let mut report = Report::default();
        rules::analyse(&c, &mut report);
        println!("{:?} {}", start.elapsed(), Human::new(&sources, Language::English, false).report(&report));
        let cases = rules::read_cases(&sources, &c.book, &mut report);
        println!("{} cases", cases.len());
        rules::hold(&c, &cases, &mut report);
        println!("{}", Human::new(&sources, Language::English, false).report(&report));
        std::fs::write("/tmp/program.json", rules::program(&c).to_string()).unwrap();
        for (d, r) in c.book.decisions.iter().zip(&c.roots) { println!("{} {} gap={}", d.id, c.diagrams.reachable([*r]).len(), c.diagrams.reachable([*r]).contains(&rules::GAP)); }
    }
}
