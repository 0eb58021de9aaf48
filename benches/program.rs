//! Writes the program of a folder's rules, or of the shipped ones, as the browser is sent it.

use bilan::pipeline::{self, NATIONAL};
use bilan::report::Report;
use bilan::rules::program;
use bilan::source::{self, Layer};

fn main() {
    let folder = std::env::args()
        .nth(1)
        .map(|path| Layer::Folder(path.into()));
    let layers = folder.map_or_else(|| NATIONAL.to_vec(), |folder| vec![folder]);
    let (sources, _) = source::read(&layers);
    let mut report = Report::default();
    let compiled = pipeline::rules(&sources, &mut report);
    for fault in report.sorted() {
        eprintln!("{}: {}", fault.id, fault.message.en);
    }
    let compiled = compiled.expect("the rules compile");
    println!("export default {};", program(&compiled));
}
