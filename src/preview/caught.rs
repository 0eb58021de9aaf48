//! A mistake of the program, turned into a fault like those of the author: the preview stays up,
//! and says what happened.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::{Mutex, Once, PoisonError};

use crate::report::Fault;
use crate::say;

/// Where the program last fell. The thread that makes a part of a page is seldom the one that
/// waits for it, so this is kept for all of them together.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

/// What `work` gives, or the fault that the program made a mistake there.
///
/// A stack that overflows, or memory that is not given, ends the process and cannot be caught:
/// nothing that an author writes may lead there.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Box<Fault>> {
    remember_places();
    catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
        let words = payload
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| payload.downcast_ref::<&str>().copied())
            .unwrap_or("?");
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
        let place = place.unwrap_or_default();
        Box::new(
            Fault::error(
                "program-mistake",
                say!(
                    "le programme a commis une erreur : {words} ({place})",
                    "the program made a mistake: {words} ({place})"
                ),
            )
            .note(say!(
                "le site n'y est pour rien ; la dernière version sans erreur reste affichée",
                "the site is not to blame; the last version without a fault stays shown"
            ))
            .help(say!(
                "reprenez votre dernière modification, et signalez-la à ceux qui font le programme",
                "take your last change back, and tell those who make the program"
            )),
        )
    })
}

/// The reason of a panic comes with it, its place is only told to the hook.
fn remember_places() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = take_hook();
        set_hook(Box::new(move |panic| {
            if let Some(place) = panic.location() {
                let mut last = PLACE.lock().unwrap_or_else(PoisonError::into_inner);
                *last = Some(format!("{}:{}", place.file(), place.line()));
            }
            before(panic);
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistake_is_told_with_its_place() {
        assert_eq!(caught(|| 1), Ok(1));
        let fault = caught(|| panic!("of {}", "ours")).expect_err("it panicked");
        assert!(fault.message.en.contains("of ours (src"), "{fault:?}");
    }
}
