//! Telephones and e-mail addresses: pages make links of them, which only work with one of each.

use crate::language::is_odd_space;
use crate::report::{Fault, Report};
use crate::say;
use crate::yaml::Node;

/// The fields that a browser is to call.
const PHONES: [&str; 2] = ["phone", "host_phone"];
/// The fields that a browser is to write to.
const EMAILS: [&str; 2] = ["email", "dpo_email"];

/// Reports a text that no link can be made of.
pub(super) fn check(key: &str, text: &str, node: &Node, report: &mut Report) {
    if PHONES.contains(&key) && !is_phone(text) {
        report.add(
            Fault::error(
                "bad-contact",
                say!(
                    "`{text}` n'est pas un numéro de téléphone qu'un navigateur puisse appeler",
                    "`{text}` is no telephone number that a browser can call"
                ),
            )
            .at(node.span)
            .help(say!(
                "écrivez un seul numéro entre guillemets droits, comme \"01 00 00 00 00\" ou \"+33 1 00 00 00 00\"",
                "write one number between straight double quotes, like \"01 00 00 00 00\" or \"+33 1 00 00 00 00\""
            )),
        );
    }
    if EMAILS.contains(&key) && !is_email(text) {
        report.add(
            Fault::error(
                "bad-contact",
                say!(
                    "`{text}` n'est pas une adresse électronique",
                    "`{text}` is no e-mail address"
                ),
            )
            .at(node.span)
            .help(say!(
                "écrivez une seule adresse, sans nom ni chevrons, comme \"contact@example.org\"",
                "write one address, without a name or brackets, like \"contact@example.org\""
            )),
        );
    }
}

/// One number, with the spaces and signs that people put between its digits.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let rest = text.strip_prefix('+').unwrap_or(text);
    let known = |c: char| c.is_ascii_digit() || " .-()".contains(c);
    // The zero between brackets is read by people, and dialled by browsers.
    (3..=15).contains(&digits) && rest.chars().all(known) && !text.contains("(0)")
}

/// One address, as it stands between `mailto:` and the end of an attribute.
fn is_email(text: &str) -> bool {
    let odd = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || is_odd_space(c)
            || "\"“”«»<>()[],;:\\?#%&".contains(c)
    };
    let Some((name, host)) = text.split_once('@') else {
        return false;
    };
    let labels = || host.split('.');
    !name.is_empty()
        && !text.contains(odd)
        && !host.contains('@')
        && labels().count() > 1
        && labels().all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{is_email, is_phone};

    #[test]
    fn one_of_each_is_a_link() {
        for good in [
            "01 00 00 00 00",
            "+33 1 00 00 00 00",
            "(01) 00 00 00 00",
            "3939",
            "01.00.00.00.00",
        ] {
            assert!(is_phone(good), "{good}");
        }
        for bad in [
            "“01 00 00 00 00”",
            "01 00 00 00 00 (standard) ou 01 00 00 00 09",
            "01 00 00 00 00 / 02",
            "01\u{a0}00\u{a0}00\u{a0}00\u{a0}00",
            "à venir",
            "+33 (0)1 00 00 00 00",
            "12",
        ] {
            assert!(!is_phone(bad), "{bad}");
        }
        for good in ["contact@example.org", "l'opco.x+y@mail.example.org"] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "Contact <c@example.org>",
            "a@example.org, b@example.org",
            "“a@example.org”",
            "a@b",
            "a",
            "@example.org",
            "a@example..org",
            "mailto:a@example.org",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
