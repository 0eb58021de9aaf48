//! Names that not every system can give to a file or a folder.

/// Names that Windows keeps for devices, whatever ending follows.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Letters that Windows does not allow in a name.
const REFUSED: [char; 8] = ['<', '>', ':', '"', '|', '?', '*', '\\'];

/// Whether Windows keeps a name for a device: `con`, `nul.md`, `com1`.
pub fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_ascii_lowercase();
    let numbered = ["com", "lpt"].iter().any(|device| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|number| {
            matches!(number, "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9")
        })
    });
    numbered || DEVICES.contains(&stem.as_str())
}

/// The letter for which Windows refuses a name, or its last one where that is a point or a space.
pub fn refused_letter(name: &str) -> Option<char> {
    let inside = name.chars().find(|letter| REFUSED.contains(letter));
    let last = name
        .chars()
        .next_back()
        .filter(|last| matches!(last, '.' | ' '));
    inside.or(last)
}

#[cfg(test)]
mod tests {
    use super::{is_reserved, refused_letter};

    #[test]
    fn names_of_devices_are_known_with_any_ending_and_case() {
        for name in [
            "con",
            "CON",
            "nul.md",
            "aux.tar.gz",
            "com1",
            "LPT9.png",
            "con .md",
        ] {
            assert!(is_reserved(name), "{name}");
        }
        for name in [
            "cons", "contact", "com", "com0", "com10", "null", "lpt.md", "a.con",
        ] {
            assert!(!is_reserved(name), "{name}");
        }
    }

    #[test]
    fn the_letter_at_fault_is_told() {
        let cases = [
            ("a?b.png", Some('?')),
            ("plan.", Some('.')),
            ("plan ", Some(' ')),
            ("plan 2.png", None),
            ("l’offre.md", None),
        ];
        for (name, wanted) in cases {
            assert_eq!(refused_letter(name), wanted, "{name}");
        }
    }
}
