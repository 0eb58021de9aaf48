//! Paths with `*` in them.

/// A path in which `*` stands for any letters of one step. It also names whatever is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathPattern(Vec<String>);

impl PathPattern {
    /// Reads a pattern.
    pub fn new(text: &str) -> PathPattern {
        PathPattern(text.split('/').map(str::to_owned).collect())
    }

    /// Whether it names a path.
    ///
    /// ```
    /// use bilan::source::PathPattern;
    ///
    /// let pattern = PathPattern::new("content/*/funding");
    /// assert!(pattern.names("content/fr/funding/cpf.md"));
    /// assert!(!pattern.names("content/fr/faq.md"));
    /// ```
    pub fn names(&self, path: &str) -> bool {
        let mut steps = path.split('/');
        let mut patterns = self.0.iter();
        patterns.all(|pattern| steps.next().is_some_and(|step| fits(pattern, step)))
    }
}

/// Whether a step fits a pattern: its parts stand in it one after the other, the first at its
/// beginning and the last at its end.
fn fits(pattern: &str, step: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == step;
    };
    let (between, last) = rest.rsplit_once('*').unwrap_or(("", rest));
    let Some(mut left) = step.strip_prefix(first) else {
        return false;
    };
    for part in between.split('*') {
        let Some(at) = left.find(part) else {
            return false;
        };
        left = &left[at + part.len()..];
    }
    left.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::PathPattern;

    #[test]
    fn a_star_stands_for_letters_of_one_step() {
        for (pattern, path, named) in [
            ("content", "content/fr/faq.md", true),
            ("content/*/faq.md", "content/fr/faq.md", true),
            ("content/*", "content/fr/faq.md", true),
            ("*/faq.md", "content/fr/faq.md", false),
            ("content/f*r/faq.md", "content/fr/faq.md", true),
            ("content/fr/*a*q*.md", "content/fr/faq.md", true),
            ("content/fr/a*aq.md", "content/fr/aq.md", false),
            ("content/fr/faq.md/x", "content/fr/faq.md", false),
            ("content/fr/fa", "content/fr/faq.md", false),
            ("", "content/fr/faq.md", false),
        ] {
            assert_eq!(PathPattern::new(pattern).names(path), named, "{pattern}");
        }
    }
}
