//! Where a thing stands in its list: a type for each list, so that the index into one is never
//! taken for the index into another.

use oxc_index::define_index_type;

macro_rules! ids {
    ($($(#[$doc:meta])* $Id:ident)*) => {
        $(define_index_type! {
            $(#[$doc])*
            pub struct $Id = u32;
        })*
    };
}

ids! {
    /// A source of a book.
    SourceId
    /// A parameter of a book.
    ParameterId
    /// A question of a book, in the order of asking.
    QuestionId
    /// A question with several answers.
    SeveralId
    /// An option of a choice; `yes` is the first of a yes/no question.
    OptionId
    /// A named condition of a book.
    FactId
    /// Something that can be true of nobody.
    ContradictionId
    /// A comparison of several answers.
    ComparisonId
    /// A decision of a book, after those that it refers to.
    DecisionId
    /// A row of a decision.
    RowId
    /// What a decision can end in.
    TerminalId
    /// An outcome of a kind of decisions; the best stands first.
    OutcomeId
    /// Something that a decision computes.
    AmountId
    /// A step of a decision.
    StepId
}
