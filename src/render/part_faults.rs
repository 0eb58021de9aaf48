//! What goes wrong with the parts of a page.

use std::cell::RefCell;

use crate::report::Fault;

/// The first fault of the parts of one page: a page with one is not made.
#[derive(Debug, Default)]
pub(super) struct PartFaults(RefCell<Option<Box<Fault>>>);

impl PartFaults {
    /// What was made of a page, unless a part of it has a fault.
    pub fn or<T>(self, made: T) -> Result<T, Box<Fault>> {
        match self.0.into_inner() {
            Some(fault) => Err(fault),
            None => Ok(made),
        }
    }

    /// A part, or nothing where it has a fault, which is kept.
    pub fn keep(&self, part: Result<String, Box<Fault>>) -> String {
        part.unwrap_or_else(|fault| {
            self.0.borrow_mut().get_or_insert(fault);
            String::new()
        })
    }
}
