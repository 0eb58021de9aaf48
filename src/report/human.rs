//! Faults for a person at a terminal: the line, a caret, the reason, a way out.

use std::borrow::Cow;
use std::cmp::Reverse;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::language::{Bilingual, Language, visible, visible_line};
use crate::report::{Fault, Report, Severity};
use crate::say;
use crate::source::{FileId, Sources, Span};

/// How many faults of a file are shown. Whoever mends these has seen what is wrong with the rest.
const MOST_OF_A_FILE: usize = 30;

/// Shows the faults of a report in one language.
pub struct Human<'a> {
    sources: &'a Sources,
    language: Language,
    renderer: Renderer,
    least: Severity,
}

impl<'a> Human<'a> {
    /// Shows faults in `language`, with colours where `coloured`.
    pub fn new(sources: &'a Sources, language: Language, coloured: bool) -> Human<'a> {
        let renderer = if coloured {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        Human {
            sources,
            language,
            renderer: renderer.decor_style(DecorStyle::Ascii),
            least: Severity::Note,
        }
    }

    /// Leaves out what matters less than `severity`.
    pub fn at_least(mut self, severity: Severity) -> Human<'a> {
        self.least = severity;
        self
    }

    /// The faults of each file, but for those that are too many to be read; then how many there
    /// are, and where to begin.
    pub fn report(&self, report: &Report) -> String {
        let mut shown = String::new();
        let faults: Vec<&Fault> = report
            .sorted()
            .into_iter()
            .filter(|fault| fault.severity >= self.least)
            .collect();
        for of_file in faults.chunk_by(|one, other| file(one) == file(other)) {
            let mut worst = of_file.to_vec();
            worst.sort_by_key(|fault| Reverse(fault.severity));
            // Those of the same severity keep their order; the last one shown is the limit.
            worst.truncate(MOST_OF_A_FILE);
            worst.sort_by_key(|fault| fault.span);
            for fault in worst {
                shown.push_str(&self.fault(fault));
                shown.push_str("\n\n");
            }
            if of_file.len() > MOST_OF_A_FILE {
                shown.push_str(&self.more(of_file[0], of_file.len() - MOST_OF_A_FILE));
                shown.push_str("\n\n");
            }
        }
        shown.push_str(&self.summary(report));
        shown
    }

    /// How many faults more a file has.
    fn more(&self, fault: &Fault, count: usize) -> String {
        let path = fault.span.map(|span| self.path(span.file));
        let words = match path {
            Some(path) => say!(
                "… et {count} de plus dans {path} ; `bilan check --format json` les dit tous.",
                "… and {count} more in {path}; `bilan check --format json` tells them all."
            ),
            None => say!(
                "… et {count} de plus ; `bilan check --format json` les dit tous.",
                "… and {count} more; `bilan check --format json` tells them all."
            ),
        };
        words[self.language].clone()
    }

    /// One fault.
    pub fn fault(&self, fault: &Fault) -> String {
        let mut group = Group::with_title(
            self.level(fault.severity)
                .primary_title(self.line(&fault.message))
                .id(fault.id),
        );
        if let Some(span) = fault.span {
            let mut annotation = AnnotationKind::Primary.span(self.range(span));
            if let Some(label) = &fault.label {
                annotation = annotation.label(self.line(label));
            }
            let mut snippet = self.snippet(span).annotation(annotation);
            for (related, label) in &fault.related {
                if related.file == span.file {
                    let context = AnnotationKind::Context.span(self.range(*related));
                    snippet = snippet.annotation(context.label(self.line(label)));
                }
            }
            group = group.element(snippet);
            for (related, label) in &fault.related {
                if related.file != span.file {
                    let context = AnnotationKind::Context.span(self.range(*related));
                    group = group.element(
                        self.snippet(*related)
                            .annotation(context.label(self.line(label))),
                    );
                }
            }
        }
        for note in &fault.notes {
            group = group.element(
                self.named(Level::NOTE, "note")
                    .message(self.visible_lines(note)),
            );
        }
        if let Some(help) = &fault.help {
            group = group.element(
                self.named(Level::HELP, "à faire")
                    .message(self.visible_lines(help)),
            );
        }
        self.renderer.render(&[group])
    }

    /// How many faults there are, and which file to mend first.
    fn summary(&self, report: &Report) -> String {
        let (errors, warnings) = (
            report.count(Severity::Error),
            report.count(Severity::Warning),
        );
        let first = report
            .sorted()
            .into_iter()
            .filter(|fault| fault.severity >= Severity::Warning)
            .max_by_key(|fault| (fault.severity, Reverse(fault.span)))
            .and_then(|fault| fault.span)
            .map(|span| self.path(span.file));
        let counted = match self.language {
            Language::French => format!(
                "{}, {}.",
                counted(errors, "erreur", "erreurs", true),
                counted(warnings, "avertissement", "avertissements", true)
            ),
            Language::English => format!(
                "{}, {}.",
                counted(errors, "error", "errors", false),
                counted(warnings, "warning", "warnings", false)
            ),
        };
        match (first, self.language) {
            (None, _) => counted,
            (Some(path), Language::French) => format!("{counted} Corrigez d'abord {path}."),
            (Some(path), Language::English) => format!("{counted} Mend {path} first."),
        }
    }

    /// Words of one line or more. A tabulator in a name shows.
    fn visible_lines(&self, text: &Bilingual<String>) -> String {
        let lines: Vec<Cow<'_, str>> = text[self.language].lines().map(visible_line).collect();
        lines.join("\n")
    }

    /// Words that stand on one line: a line break in a name must not begin another.
    fn line<'b>(&self, text: &'b Bilingual<String>) -> Cow<'b, str> {
        visible_line(&text[self.language])
    }

    /// The path of a file, as its author knows it.
    fn path(&self, file: FileId) -> Cow<'a, str> {
        visible_line(&self.sources.file(file).shown)
    }

    fn level(&self, severity: Severity) -> Level<'static> {
        match severity {
            Severity::Error => self.named(Level::ERROR, "erreur"),
            Severity::Warning => self.named(Level::WARNING, "avertissement"),
            Severity::Note => self.named(Level::NOTE, "note"),
        }
    }

    fn named(&self, level: Level<'static>, french: &'static str) -> Level<'static> {
        match self.language {
            Language::French => level.with_name(french),
            Language::English => level,
        }
    }

    fn snippet<T: Clone>(&self, span: Span) -> Snippet<'a, T> {
        Snippet::source(visible(self.sources.text(span.file))).path(self.path(span.file))
    }

    /// The span as the renderer takes it: inside the text that is shown, on character boundaries.
    fn range(&self, span: Span) -> std::ops::Range<usize> {
        let text = self.sources.text(span.file);
        let shown = |byte: usize| visible(&text[..text.floor_char_boundary(byte)]).len();
        shown(span.start)..shown(span.end).max(shown(span.start))
    }
}

fn file(fault: &Fault) -> Option<FileId> {
    fault.span.map(|span| span.file)
}

/// `number` with its noun; French counts 0 and 1 as one, English only 1.
fn counted(number: usize, one: &str, many: &str, zero_is_one: bool) -> String {
    let singular = number == 1 || (number == 0 && zero_is_one);
    format!("{number} {}", if singular { one } else { many })
}
