//! Faults for programs: JSON, and the annotations of a continuous-integration service.

use serde_json::{Value, json as object};

use crate::language::{Language, visible};
use crate::report::{Fault, Report, Severity};
use crate::source::Sources;

/// The faults as JSON, one object a fault, places counted from 1.
///
/// Each object has `id`, `severity` (`error`, `warning` or `note`), `message`,
/// and where known `path`, `line`, `column`, `end_line`, `end_column`, `notes` and `help`.
pub fn json(report: &Report, sources: &Sources, language: Language) -> String {
    let all = json_value(report, sources, language);
    format!("{all:#}\n")
}

/// The same as a value, for a command that has more to say.
pub fn json_value(report: &Report, sources: &Sources, language: Language) -> Value {
    let faults: Vec<Value> = report
        .sorted()
        .into_iter()
        .map(|fault| {
            let mut value = object!({
                "id": fault.id,
                "severity": severity(fault),
                "message": fault.message[language],
            });
            if let Some(span) = fault.span {
                let (line, column) = sources.place(span.file, span.start);
                let (end_line, end_column) = sources.place(span.file, span.end);
                value["path"] = sources.file(span.file).shown.clone().into();
                value["line"] = line.into();
                value["column"] = column.into();
                value["end_line"] = end_line.into();
                value["end_column"] = end_column.into();
            }
            if !fault.notes.is_empty() {
                value["notes"] = fault
                    .notes
                    .iter()
                    .map(|note| note[language].clone())
                    .collect();
            }
            if let Some(help) = &fault.help {
                value["help"] = help[language].clone().into();
            }
            value
        })
        .collect();
    object!({
        "errors": report.count(Severity::Error),
        "warnings": report.count(Severity::Warning),
        "faults": faults,
    })
}

/// The faults as workflow commands, which GitHub shows beside the changed lines.
pub fn github(report: &Report, sources: &Sources, language: Language) -> String {
    let mut shown = String::new();
    for fault in report.sorted() {
        let command = match fault.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let place = fault.span.map_or(String::new(), |span| {
            let (line, column) = sources.place(span.file, span.start);
            let path = escaped(&sources.file(span.file).shown, true);
            format!("file={path},line={line},col={column},")
        });
        let mut message = fault.message[language].clone();
        if let Some(help) = &fault.help {
            message.push('\n');
            message.push_str(&help[language]);
        }
        let message = escaped(&message, false);
        shown.push_str(&format!(
            "::{command} {place}title={}::{message}\n",
            fault.id
        ));
    }
    shown
}

fn severity(fault: &Fault) -> &'static str {
    match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Workflow commands end at a line break; properties also at `:` and `,`. Logs are read in terminals.
fn escaped(text: &str, property: bool) -> String {
    let text = visible(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    if property {
        text.replace(':', "%3A").replace(',', "%2C")
    } else {
        text
    }
}
