//! The rules as others read them: the browser, the form without a script, the table.

pub mod circuit;
pub mod encoding;
pub mod form;
pub mod matrix;
pub mod program;
