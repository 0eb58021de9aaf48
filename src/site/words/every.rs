//! Every text of the questionnaire, field by field: a new field does not compile until it is here.

use crate::site::words::{
    DecisionWords, LetterWords, OptionWords, QuestionWords, Text, TitledGroup, Words,
};

impl Words {
    /// Every text: those of the questionnaire, of its letters, and of the documents to gather.
    pub fn every_text(&self) -> Vec<&Text> {
        let mut texts = self.texts();
        texts.extend(
            self.decisions
                .iter()
                .flat_map(|decision| &decision.employer),
        );
        texts.extend(self.letters.iter().flat_map(LetterWords::texts));
        texts.extend(&self.documents);
        texts.extend(self.examples.iter().flatten().flatten());
        texts
    }

    /// The texts that stand in the questionnaire, before its result.
    pub fn texts(&self) -> Vec<&Text> {
        let Words {
            questions,
            several,
            stages,
            comparisons,
            contradictions,
            decisions,
            // Names, and not texts.
            outcomes: _,
            // What stands beside the questionnaire: see `every_text`.
            letters: _,
            documents: _,
            examples: _,
        } = self;
        let mut texts: Vec<&Text> = comparisons.iter().chain(contradictions).collect();
        texts.extend(stages.iter().map(|TitledGroup { title, .. }| title));
        let questions = questions.iter().chain(several);
        texts.extend(questions.flat_map(QuestionWords::texts));
        texts.extend(decisions.iter().flat_map(DecisionWords::texts));
        texts
    }
}

impl QuestionWords {
    fn texts(&self) -> Vec<&Text> {
        let QuestionWords {
            title,
            short,
            hint,
            why,
            error,
            unknown,
            none,
            error_hours,
            options,
            groups,
        } = self;
        let mut texts = vec![title, short, error];
        texts.extend(hint.iter().chain(why).chain(unknown).chain(none));
        texts.extend(error_hours);
        texts.extend(groups.iter().map(|TitledGroup { title, .. }| title));
        for OptionWords { text, hint } in options {
            texts.push(text);
            texts.extend(hint);
        }
        texts
    }
}

impl DecisionWords {
    fn texts(&self) -> Vec<&Text> {
        let DecisionWords {
            title,
            who,
            delay,
            // It is told with the result: see `Words::every_text`.
            employer: _,
            page: _,
            outcomes,
            amounts,
            formulas,
            steps,
        } = self;
        let mut texts = vec![title];
        texts.extend(who.iter().chain(delay));
        texts.extend(outcomes.iter().chain(steps).chain(amounts));
        texts.extend(formulas.iter().flatten());
        texts
    }
}

impl LetterWords {
    fn texts(&self) -> Vec<&Text> {
        let LetterWords {
            title,
            about,
            to,
            subject,
            body,
        } = self;
        [title, about, to, subject]
            .into_iter()
            .chain(body)
            .collect()
    }
}
