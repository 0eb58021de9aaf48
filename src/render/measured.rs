//! How much a page may take: steps, letters written, and the length of a text that is made.

use std::cell::Cell;
use std::fmt::{self, Write as _};
use std::io;

use minijinja::value::{Kwargs, StringInput, ValueKind};
use minijinja::{Environment, Error, ErrorKind, State, Template, Value, filters};

use crate::language::escape_html;

/// The steps of a page. The largest of the national site takes a twentieth.
const STEPS: u64 = 1_000_000;
/// How many macros, blocks and templates may call one another.
const DEEPEST: usize = 40;
/// How many bytes a page may write, macros included: what these write is written again by
/// whoever calls them.
const MOST_WRITTEN: usize = 16_000_000;
/// The longest text that is made, in bytes.
const LONGEST: usize = 1_000_000;

/// What the engine offers and our templates do without: each makes something much larger than
/// what it is given, or the same thing many times over.
const FILTERS: [&str; 12] = [
    "batch", "chain", "format", "indent", "list", "pprint", "slice", "split", "string", "sum",
    "tojson", "zip",
];
const FUNCTIONS: [&str; 3] = ["debug", "dict", "namespace"];

thread_local! {
    /// What the page that this thread renders has written so far.
    static WRITTEN: Cell<usize> = const { Cell::new(0) };
}

/// Sets the limits of a template engine.
pub(super) fn limit(environment: &mut Environment<'static>) {
    environment.set_fuel(Some(STEPS));
    environment.set_recursion_limit(DEEPEST);
    for name in FILTERS {
        environment.remove_filter(name);
    }
    for name in FUNCTIONS {
        environment.remove_global(name);
    }
    environment.add_filter("replace", replace);
    environment.add_filter("join", join);
    environment.add_filter("followed_by", followed_by);
    for name in ["escape", "e"] {
        environment.add_filter(name, escape);
    }
    // The built-in formatter writes `/` as an entity; in an attribute that is noise.
    environment.set_formatter(|out, _, value| {
        if value.is_undefined() {
            return Err(ErrorKind::UndefinedError.into());
        }
        if value.is_none() {
            return Ok(());
        }
        let mut text = value_text(value)?;
        if !value.is_safe() && !matches!(value.kind(), ValueKind::Number) {
            text = escape_html(&text);
        }
        let written = WRITTEN.get() + text.len();
        WRITTEN.set(written);
        if written > MOST_WRITTEN {
            return Err(too_long("the page"));
        }
        out.write_str(&text)?;
        Ok(())
    });
}

/// Renders a page within the limits.
pub(super) fn render(template: &Template<'_, '_>, context: Value) -> Result<String, Error> {
    WRITTEN.set(0);
    let mut page = Page(Vec::new());
    template.render_captured_to(context, &mut page)?;
    String::from_utf8(page.0).map_err(|_| Error::new(ErrorKind::WriteFailure, "no UTF-8"))
}

/// The bytes of a page, up to the limit.
struct Page(Vec<u8>);

impl io::Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > MOST_WRITTEN {
            return Err(io::Error::other("the page is too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A value as a text. A list may hold itself many times over: it is written up to the limit.
fn value_text(value: &Value) -> Result<String, Error> {
    if let Some(text) = value.as_str() {
        return Ok(text.to_owned());
    }
    let mut text = Text(String::new());
    write!(text, "{value}").map_err(|_| too_long("a text"))?;
    Ok(text.0)
}

struct Text(String);

impl fmt::Write for Text {
    fn write_str(&mut self, more: &str) -> fmt::Result {
        if self.0.len() + more.len() > LONGEST {
            return Err(fmt::Error);
        }
        self.0.push_str(more);
        Ok(())
    }
}

fn too_long(what: &str) -> Error {
    Error::new(ErrorKind::InvalidOperation, format!("{what} is too long"))
}

fn replace(
    state: &mut State,
    value: StringInput<'_>,
    from: StringInput<'_>,
    to: StringInput<'_>,
) -> Result<Value, Error> {
    let times = value.as_str().matches(from.as_str()).count();
    // What is not safe is escaped on the way.
    let most = 6 * (value.as_str().len() + times.saturating_mul(to.as_str().len()));
    if most > 6 * LONGEST {
        return Err(too_long("a text"));
    }
    filters::replace(state, value, from, to)
}

fn join(
    state: &mut State,
    value: &Value,
    joiner: Option<StringInput<'_>>,
    attribute: Option<&str>,
    options: Kwargs,
) -> Result<Value, Error> {
    let between = joiner.as_ref().map_or(0, |joiner| joiner.as_str().len());
    let mut length = 0;
    for item in value.try_iter()? {
        length += between + value_text(&item)?.len();
        if length > LONGEST {
            return Err(too_long("a text"));
        }
    }
    filters::join(state, value, joiner, attribute, options)
}

/// One text after another: `name|followed_by("-yes")`.
fn followed_by(value: StringInput<'_>, more: StringInput<'_>) -> Result<String, Error> {
    let (value, more) = (value.as_str(), more.as_str());
    if value.len() + more.len() > LONGEST {
        return Err(too_long("a text"));
    }
    Ok(format!("{value}{more}"))
}

fn escape(value: &Value) -> Result<Value, Error> {
    if value.is_safe() {
        return Ok(value.clone());
    }
    let escaped = escape_html(&value_text(value)?);
    if escaped.len() > LONGEST {
        return Err(too_long("a text"));
    }
    Ok(Value::from_safe_string(escaped))
}
