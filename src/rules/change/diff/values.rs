//! Dated values that are others than before, wherever they are read.

use super::Comparing;
use crate::rules::book::calendar::{Day, FIRST_DAY, LAST_DAY};
use crate::rules::book::unit::Unit;
use crate::rules::book::{Bounds, ParameterValue};
use crate::rules::change::merged::differing_days;

/// A parameter that is another between two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedValue {
    /// Its id.
    pub id: String,
    /// What it counts.
    pub unit: Unit,
    /// The first of these days; none where there was no day before.
    pub from: Option<Day>,
    /// The last of these days; none where no end is in sight.
    pub to: Option<Day>,
    /// The value before.
    pub old: ParameterValue,
    /// The value now.
    pub new: ParameterValue,
    /// Between what it lies where it is not established, before and now.
    pub bounds: [Option<Bounds>; 2],
}

impl Comparing<'_> {
    pub(super) fn values(&self) -> Vec<ChangedValue> {
        let parameters = &self.compiled.book.parameters;
        let mut found = Vec::new();
        for (twins, _) in &self.changed {
            let (old, new) = (&parameters[twins.old], &parameters[twins.new]);
            found.extend(
                differing_days(old, new)
                    .into_iter()
                    .map(|(from, to)| ChangedValue {
                        id: new.id.clone(),
                        unit: new.unit,
                        from: Some(from).filter(|day| *day != FIRST_DAY),
                        to: Some(to).filter(|day| *day != LAST_DAY),
                        old: old.at(from),
                        new: new.at(from),
                        bounds: [old.bounds, new.bounds],
                    }),
            );
        }
        found
    }
}
