//! The words of the questionnaire, from `content/<language>/questionnaire.yaml`.
//!
//! The rules hold ids, these files hold sentences. Every id has a text in each language and
//! every text an id; both languages name the same figures.

mod choice;
mod every;
mod example;
mod groups;
mod length;
mod letter;
mod plain;
mod text;
mod twins;

use std::collections::BTreeMap;

use oxc_index::{IndexSlice, IndexVec, index_vec};

use crate::language::{Bilingual, Language, SENTENCE_MOST, prose};
use crate::report::Report;
use crate::rules::{
    AmountId, ComparisonId, ContradictionId, DecisionId, Kind, OptionId, OutcomeId, Question,
    QuestionId, QuestionKind, RuleBook, SeveralId, StepId, TerminalId, Unit,
};
use crate::site::examples::Example;
use crate::site::keyed::{keyed, named, no_file};
use crate::site::page_id::PageId;
use crate::source::Sources;
use crate::yaml::{self, Fields, Node};

pub use choice::intervals;
pub use groups::{TitledGroup, told_questions};
pub use letter::LetterWords;
pub use text::{Segment, Text};

/// The words in one language, by the index of the thing in the rules.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// The words of each question.
    pub questions: IndexVec<QuestionId, QuestionWords>,
    /// The words of each question with several answers.
    pub several: IndexVec<SeveralId, QuestionWords>,
    /// The stages through which a person goes, by the places of [`told_questions`]; none where
    /// they have no names.
    pub stages: Vec<TitledGroup>,
    /// The question that each comparison of several answers is, where nothing can be typed;
    /// none where there is no such form.
    pub comparisons: IndexVec<ComparisonId, Text>,
    /// What is said where answers cannot be true together, for each contradiction.
    pub contradictions: IndexVec<ContradictionId, Text>,
    /// The words of each decision.
    pub decisions: IndexVec<DecisionId, DecisionWords>,
    /// The name of each outcome, by kind.
    pub outcomes: BTreeMap<Kind, IndexVec<OutcomeId, String>>,
    /// The letters, in the order of [`RuleBook::letters`].
    pub letters: Vec<LetterWords>,
    /// The documents to gather, in the order of [`RuleBook::documents`].
    pub documents: Vec<Text>,
    /// What stands for the short names of the questions that each example is given, where that is
    /// said otherwise.
    pub examples: Vec<Vec<Option<Text>>>,
}

/// The words of a question.
#[derive(Debug, Clone, Default)]
pub struct QuestionWords {
    /// The question.
    pub title: Text,
    /// Its name in a list of answers.
    pub short: Text,
    /// A sentence that helps to answer.
    pub hint: Option<Text>,
    /// Why it is asked.
    pub why: Option<Text>,
    /// What to do, when nothing was answered.
    pub error: Text,
    /// What stands for "I don't know", where it is said otherwise.
    pub unknown: Option<Text>,
    /// What says that none is meant, where several can be.
    pub none: Option<Text>,
    /// What is said where an amount is written in hours, where that is said otherwise.
    pub error_hours: Option<Text>,
    /// The options of a choice.
    pub options: IndexVec<OptionId, OptionWords>,
    /// The titles between the options, where there are some.
    pub groups: Vec<TitledGroup>,
}

/// The words of an option.
#[derive(Debug, Clone, Default)]
pub struct OptionWords {
    /// The option.
    pub text: Text,
    /// A sentence that helps to choose.
    pub hint: Option<Text>,
}

/// The words of a decision.
#[derive(Debug, Clone, Default)]
pub struct DecisionWords {
    /// What it is about.
    pub title: Text,
    /// Who decides in the end.
    pub who: Option<Text>,
    /// How long that takes.
    pub delay: Option<Text>,
    /// Whether the employer learns of it, where that is a question.
    pub employer: Option<Text>,
    /// The page to read.
    pub page: Option<PageId>,
    /// What is told, by terminal.
    pub outcomes: IndexVec<TerminalId, Text>,
    /// The names of its amounts.
    pub amounts: IndexVec<AmountId, Text>,
    /// How its amounts are computed, for who has no number to see.
    pub formulas: IndexVec<AmountId, Option<Text>>,
    /// Its steps.
    pub steps: IndexVec<StepId, Text>,
}

/// Reads the words of both languages. Missing and superfluous ones are reported.
pub fn read(
    sources: &Sources,
    book: &RuleBook,
    examples: &[Example],
    paths: &IndexSlice<PageId, [String]>,
    report: &mut Report,
) -> Bilingual<Words> {
    let mut told: Bilingual<Vec<twins::PairedText>> = Bilingual::default();
    let words = Bilingual::new(|language| {
        let path = format!("content/{}/questionnaire.yaml", language.code());
        let Some(file) = sources.at(&path) else {
            report.add(no_file(&path));
            return blank(book, examples);
        };
        let Some(tree) = yaml::parse_laid_over(sources, file, report) else {
            return blank(book, examples);
        };
        let mut reader = Reader {
            book,
            examples,
            paths,
            language,
            told: Vec::new(),
            letter: false,
            most: SENTENCE_MOST,
        };
        let words = reader.read_words(&tree, report);
        told[language] = reader.told;
        words
    });
    twins::same_figures(&told, report);
    // A file that could not be read is reported as a whole.
    if told.fr.is_empty() == told.en.is_empty() {
        twins::same_extras(&told, report);
    }
    plain::same_comparisons(&words, report);
    groups::same_groups(&words, report);
    words
}

/// Words without a word, so that the rest of the site can still be looked at.
fn blank(book: &RuleBook, examples: &[Example]) -> Words {
    Words {
        questions: book
            .questions
            .iter()
            .map(|question| QuestionWords {
                options: index_vec![OptionWords::default(); question.kind.options().len()],
                ..QuestionWords::default()
            })
            .collect(),
        several: index_vec![QuestionWords::default(); book.several.len()],
        stages: Vec::new(),
        comparisons: IndexVec::new(),
        contradictions: index_vec![Text::default(); book.contradictions.len()],
        decisions: book
            .decisions
            .iter()
            .map(|decision| DecisionWords {
                outcomes: index_vec![Text::default(); decision.terminals.len()],
                amounts: index_vec![Text::default(); decision.amounts.len()],
                formulas: index_vec![None; decision.amounts.len()],
                steps: index_vec![Text::default(); decision.steps.len()],
                ..DecisionWords::default()
            })
            .collect(),
        outcomes: book
            .kinds
            .iter()
            .map(|(kind, outcomes)| {
                let names = outcomes.iter().map(|outcome| outcome.name.clone());
                (*kind, names.collect())
            })
            .collect(),
        letters: vec![LetterWords::default(); book.letters().len()],
        documents: vec![Text::default(); book.documents().len()],
        examples: examples
            .iter()
            .map(|example| vec![None; example.given.len()])
            .collect(),
    }
}

struct Reader<'b> {
    book: &'b RuleBook,
    examples: &'b [Example],
    paths: &'b IndexSlice<PageId, [String]>,
    language: Language,
    /// The texts found, to be compared with the other language's.
    told: Vec<twins::PairedText>,
    /// Whether a letter is read, in which answers may stand.
    letter: bool,
    /// How many words a sentence may have.
    most: usize,
}

impl Reader<'_> {
    fn read_words(&mut self, tree: &Node, report: &mut Report) -> Words {
        let book = self.book;
        let mut words = blank(book, self.examples);
        let mut fields = Fields::of(tree, report);
        if let Some(node) = fields.required("questions", report) {
            let alone = book.questions.iter_enumerated();
            let alone = alone.filter(|(_, found)| found.several.is_none());
            let (questions, mut ids): (Vec<_>, Vec<&str>) = alone
                .map(|(index, found)| (index, found.id.as_str()))
                .unzip();
            ids.extend(book.several.iter().map(|several| several.id.as_str()));
            let mut nodes = keyed(node, &ids, report).into_iter();
            for (question, node) in questions.into_iter().zip(&mut nodes) {
                if let Some(node) = node {
                    let found = &book.questions[question];
                    words.questions[question] = self.question(&found.id, found, &[], node, report);
                }
            }
            for (several, node) in book.several.indices().zip(nodes) {
                if let Some(node) = node {
                    self.several(several, node, &mut words, report);
                }
            }
        }
        let stages = fields.optional("stages");
        let told = told_questions(book);
        words.stages = self.groups(stages, "questions", &told, "stages", report);
        self.comparisons(&mut fields, &mut words, report);
        self.contradictions(&mut fields, &mut words, report);
        if let Some(node) = fields.required("decisions", report) {
            let ids: Vec<&str> = book
                .decisions
                .iter()
                .map(|found| found.id.as_str())
                .collect();
            for (decision, node) in book.decisions.indices().zip(keyed(node, &ids, report)) {
                if let Some(node) = node {
                    words.decisions[decision] = self.decision(decision, node, report);
                }
            }
        }
        if let Some(node) = fields.required("outcomes", report) {
            let kinds: Vec<&str> = book.kinds.keys().map(|kind| kind.name()).collect();
            let nodes = keyed(node, &kinds, report);
            for ((kind, outcomes), node) in book.kinds.iter().zip(nodes) {
                let Some(node) = node else { continue };
                let ids = outcomes.iter().map(|outcome| outcome.name.as_str());
                let ids: Vec<&str> = ids.collect();
                let texts = keyed(node, &ids, report).into_iter().map(|node| {
                    let text = node.and_then(|node| node.text(report)).unwrap_or_default();
                    prose(text, self.language)
                });
                words.outcomes.insert(*kind, texts.collect());
            }
        }
        self.letters(&mut fields, &mut words, report);
        self.of_examples(&mut fields, &mut words, report);
        fields.finish(report);
        words
    }

    fn contradictions(&mut self, fields: &mut Fields<'_>, words: &mut Words, report: &mut Report) {
        let contradictions = &self.book.contradictions;
        let ids = contradictions.iter().map(|found| found.id.as_str());
        let ids: Vec<&str> = ids.collect();
        let nodes = named(fields, "contradictions", &ids, report);
        for (contradiction, node) in contradictions.indices().zip(nodes) {
            let Some(node) = node else { continue };
            let id = format!("contradictions.{}", contradictions[contradiction].id);
            words.contradictions[contradiction] = self.text(node, &id, report);
        }
    }

    /// The words of a question with several answers, and those of the question for each option.
    fn several(&mut self, several: SeveralId, node: &Node, words: &mut Words, report: &mut Report) {
        let found = &self.book.several[several];
        let first = &self.book.questions[found.first];
        let own = self.question(&found.id, first, &found.options, node, report);
        for (question, option) in found.questions().zip(&own.options) {
            let text = own.short.titled(&option.text, self.language);
            words.questions[question] = QuestionWords {
                title: text.clone(),
                short: text,
                hint: option.hint.clone(),
                why: own.why.clone(),
                error: own.error.clone(),
                unknown: own.unknown.clone(),
                ..QuestionWords::default()
            };
        }
        words.several[several] = own;
    }

    /// The words of a question; `several` are its options where it takes several answers.
    fn question(
        &mut self,
        id: &str,
        question: &Question,
        several: &[String],
        node: &Node,
        report: &mut Report,
    ) -> QuestionWords {
        let options: Vec<&str> = match &question.kind {
            QuestionKind::Choice(options) => options.iter().map(String::as_str).collect(),
            _ => several.iter().map(String::as_str).collect(),
        };
        let mut fields = Fields::of(node, report);
        self.most = length::QUESTION;
        let title = self.required(&mut fields, "title", id, report);
        self.most = SENTENCE_MOST;
        let mut words = QuestionWords {
            title,
            short: self.required(&mut fields, "short", id, report),
            hint: self.optional(&mut fields, "hint", id, report),
            why: self.optional(&mut fields, "why", id, report),
            error: self.required(&mut fields, "error", id, report),
            unknown: if question.may_not_know {
                self.optional(&mut fields, "unknown", id, report)
            } else {
                None
            },
            none: match several.is_empty() {
                true => None,
                false => Some(self.required(&mut fields, "none", id, report)),
            },
            error_hours: match &question.kind {
                QuestionKind::Number {
                    unit: Unit::Euro, ..
                } => self.optional(&mut fields, "error_hours", id, report),
                _ => None,
            },
            options: index_vec![
                OptionWords::default();
                options.len().max(question.kind.options().len())
            ],
            groups: Vec::new(),
        };
        if !options.is_empty()
            && let Some(node) = fields.required("options", report)
        {
            let nodes = keyed(node, &options, report).into_iter().zip(&options);
            for ((node, option), words) in nodes.zip(&mut words.options) {
                let Some(node) = node else { continue };
                let id = format!("{id}.{option}");
                *words = match node.scalar() {
                    Some(_) => OptionWords {
                        text: self.text(node, &id, report),
                        hint: None,
                    },
                    None => {
                        let mut fields = Fields::of(node, report);
                        let words = OptionWords {
                            text: self.required(&mut fields, "text", &id, report),
                            hint: self.optional(&mut fields, "hint", &id, report),
                        };
                        fields.finish(report);
                        words
                    }
                };
            }
        }
        if !options.is_empty() {
            let groups = fields.optional("groups");
            words.groups =
                self.groups(groups, "options", &options, &format!("{id}.groups"), report);
        }
        fields.finish(report);
        words
    }

    fn decision(
        &mut self,
        decision: DecisionId,
        node: &Node,
        report: &mut Report,
    ) -> DecisionWords {
        let book = self.book;
        let decision = &book.decisions[decision];
        let id = &decision.id;
        let all = &book.kinds[&decision.kind];
        let outcomes: Vec<String> = decision
            .terminals
            .iter()
            .map(|terminal| format!("{}.{}", all[terminal.outcome].name, terminal.why))
            .collect();
        let outcomes: Vec<&str> = outcomes.iter().map(String::as_str).collect();
        let amounts: Vec<&str> = decision
            .amounts
            .iter()
            .map(|found| found.id.as_str())
            .collect();
        let steps: Vec<&str> = decision
            .steps
            .iter()
            .map(|found| found.id.as_str())
            .collect();
        let mut fields = Fields::of(node, report);
        let title = self.required(&mut fields, "title", id, report);
        let (who, delay, employer) = if decision.kind == Kind::Route {
            (
                Some(self.required(&mut fields, "who", id, report)),
                Some(self.required(&mut fields, "delay", id, report)),
                self.optional(&mut fields, "employer", id, report),
            )
        } else {
            (None, None, None)
        };
        let page = fields
            .optional("page")
            .and_then(|node| self.page(node.text(report)?, node.text_span(), report));
        let formulas = self.formulas(&mut fields, decision, report);
        let mut texts = |name: &'static str, ids: &[&str], report: &mut Report| {
            let node = if ids.is_empty() {
                fields.optional(name)
            } else {
                fields.required(name, report)
            };
            let nodes = node.map_or(vec![None; ids.len()], |node| keyed(node, ids, report));
            ids.iter()
                .zip(nodes)
                .map(|(inner, node)| match node {
                    Some(node) => self.text(node, &format!("{id}.{inner}"), report),
                    None => Text::default(),
                })
                .collect::<Vec<Text>>()
        };
        let words = DecisionWords {
            title,
            who,
            delay,
            employer,
            page,
            outcomes: texts("outcomes", &outcomes, report).into(),
            amounts: texts("amounts", &amounts, report).into(),
            formulas,
            steps: texts("steps", &steps, report).into(),
        };
        fields.finish(report);
        words
    }

    fn required(
        &mut self,
        fields: &mut Fields<'_>,
        name: &'static str,
        id: &str,
        report: &mut Report,
    ) -> Text {
        match fields.required(name, report) {
            Some(node) => self.text(node, &format!("{id}.{name}"), report),
            None => Text::default(),
        }
    }

    fn optional(
        &mut self,
        fields: &mut Fields<'_>,
        name: &'static str,
        id: &str,
        report: &mut Report,
    ) -> Option<Text> {
        let node = fields.optional(name)?;
        Some(self.extra(node, &format!("{id}.{name}"), report))
    }

    /// A text that may be left out, in both languages.
    fn extra(&mut self, node: &Node, id: &str, report: &mut Report) -> Text {
        let text = self.text(node, id, report);
        if let Some(told) = self.told.last_mut().filter(|told| told.id == id) {
            told.extra = true;
        }
        text
    }
}
