//! Writes a picture: boxes with text inside, arrows, colours for light and for dark.

use crate::draw::layout::{Point, Size};
use crate::language::{Language, escape_html};

/// The height of a line of text.
const LINE: f64 = 17.0;
/// The room between a box and its text.
const PAD: f64 = 10.0;
/// The size of letters.
const LETTER: f64 = 13.0;

/// What a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// A question or a condition.
    Test,
    /// The end of the way, where the route can pay or the answer is good.
    Good,
    /// Another end.
    End,
}

/// A box with its text, broken into lines that fit.
#[derive(Debug, Clone)]
pub struct Card {
    look: Look,
    /// The lines; the first ones are the head.
    lines: Vec<String>,
    head: usize,
    /// The room that it takes.
    pub size: Size,
}

impl Card {
    /// A box of at most this width.
    pub fn new(look: Look, head: &str, body: &str, most: f64) -> Card {
        let mut lines = wrapped(head, most - 2.0 * PAD);
        let head = lines.len();
        lines.extend(wrapped(body, most - 2.0 * PAD));
        let widest = lines.iter().map(|line| width(line)).fold(40.0, f64::max);
        let height = lines.len() as f64 * LINE + 2.0 * PAD - 4.0;
        Card {
            look,
            lines,
            head,
            size: Size {
                width: widest + 2.0 * PAD,
                height,
            },
        }
    }

    /// The box around a point.
    pub fn at(&self, Point { x, y }: Point) -> String {
        let Size { width, height } = self.size;
        let (left, top) = (x - width / 2.0, y - height / 2.0);
        let (class, radius) = match self.look {
            Look::Test => ("test", 4),
            Look::Good => ("good", 14),
            Look::End => ("end", 14),
        };
        let mut svg = format!(
            "<rect class=\"{class}\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" rx=\"{radius}\"/>\n<text>"
        );
        for (index, line) in self.lines.iter().enumerate() {
            let weight = if index < self.head {
                " class=\"head\""
            } else {
                ""
            };
            let y = top + PAD + 9.5 + index as f64 * LINE;
            let x = left + PAD;
            svg.push_str(&format!(
                "<tspan{weight} x=\"{x:.1}\" y=\"{y:.1}\">{}</tspan>",
                escape_html(line)
            ));
        }
        svg.push_str("</text>\n");
        svg
    }
}

/// Words beside an arrow, broken into lines.
#[derive(Debug, Clone)]
pub struct Label {
    lines: Vec<String>,
    /// The room that it takes.
    pub size: Size,
}

impl Label {
    /// A label of at most this width.
    pub fn new(text: &str, most: f64) -> Label {
        let lines = wrapped(text, most);
        let widest = lines.iter().map(|line| width(line)).fold(0.0, f64::max);
        Label {
            size: Size {
                width: widest + 8.0,
                height: lines.len() as f64 * LINE,
            },
            lines,
        }
    }

    /// The label around a point, on a ground of its own so that the line does not cross it.
    pub fn at(&self, Point { x, y }: Point) -> String {
        let Size { width, height } = self.size;
        let (left, top) = (x - width / 2.0, y - height / 2.0);
        let mut svg = format!(
            "<rect class=\"paper\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{width:.1}\" height=\"{height:.1}\"/>\n<text class=\"label\">"
        );
        for (index, line) in self.lines.iter().enumerate() {
            let y = top + 12.5 + index as f64 * LINE;
            svg.push_str(&format!(
                "<tspan x=\"{x:.1}\" y=\"{y:.1}\">{}</tspan>",
                escape_html(line)
            ));
        }
        svg.push_str("</text>\n");
        svg
    }
}

/// A line of text that begins at a point.
pub fn line_at(text: &str, Point { x, y }: Point, class: &str) -> String {
    format!(
        "<text class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\">{}</text>\n",
        escape_html(text)
    )
}

/// An arrow that runs straight down inside a layer and bends between two.
pub fn arrow(points: &[Point]) -> String {
    let Some((Point { x, y }, rest)) = points.split_first() else {
        return String::new();
    };
    let mut path = format!("M{x:.1} {y:.1}");
    let (mut x, mut y) = (*x, *y);
    for Point { x: to_x, y: to_y } in rest {
        if (to_x - x).abs() < 0.05 {
            path.push_str(&format!("V{to_y:.1}"));
        } else {
            let middle = (y + to_y) / 2.0;
            path.push_str(&format!(
                "C{x:.1} {middle:.1} {to_x:.1} {middle:.1} {to_x:.1} {to_y:.1}"
            ));
        }
        (x, y) = (*to_x, *to_y);
    }
    format!("<path class=\"arrow\" d=\"{path}\"/>\n")
}

/// The whole picture: a title that is shown, a description for those who hear it, the parts.
pub fn picture(language: Language, title: &str, about: &str, size: Size, parts: &str) -> String {
    let notes = wrapped(about, size.width.max(560.0));
    let top = 68.0 + notes.len() as f64 * LINE;
    let width = size.width.max(560.0).max(self::width(title) * 1.5) + 48.0;
    let height = size.height + top + 32.0;
    let mut head = line_at(title, Point { x: 24.0, y: 36.0 }, "title");
    for (index, note) in notes.iter().enumerate() {
        let y = 60.0 + index as f64 * LINE;
        head.push_str(&line_at(note, Point { x: 24.0, y }, "note"));
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{}\" lang=\"{0}\" role=\"img\" aria-labelledby=\"title about\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\">\n<title id=\"title\">{}</title>\n<desc id=\"about\">{}</desc>\n{STYLE}<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n{head}<g transform=\"translate(24 {top:.0})\">\n{parts}</g>\n</svg>\n",
        language.code(),
        escape_html(title),
        escape_html(about),
    )
}

const STYLE: &str = "<style>
svg { --paper: #fff; --ink: #16211c; --soft: #3c4942; --wash: #f0f5f2; --edge: #64736b; --good: #dcebe4; --accent: #0a5747 }
@media (prefers-color-scheme: dark) { svg { --paper: #111816; --ink: #e6eeea; --soft: #bdccc5; --wash: #1a2421; --edge: #82958c; --good: #1f3a32; --accent: #86d5bc } }
text { font: 13px/1.3 system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", Arial, sans-serif; fill: var(--ink) }
.head { font-weight: 600 }
.label { text-anchor: middle; fill: var(--soft) }
.title { font-size: 20px; font-weight: 700 }
.note { fill: var(--soft) }
.paper { fill: var(--paper) }
.test { fill: var(--paper); stroke: var(--accent); stroke-width: 1.5 }
.good { fill: var(--good); stroke: var(--accent) }
.end { fill: var(--wash); stroke: var(--edge) }
.arrow { fill: none; stroke: var(--edge); stroke-width: 1.3; marker-end: url(#tip) }
.lane { fill: none; stroke: var(--edge); stroke-width: 1.3 }
.tip { fill: var(--edge) }
</style>
<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>
";

/// How wide a text surely is not wider than: system fonts differ, and the widest usual one counts.
fn width(text: &str) -> f64 {
    let ems = text.chars().map(|letter| match letter {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '!' | '|' | '\u{202f}' => {
            0.36
        }
        'f' | 't' | 'r' | ' ' | '\u{a0}' | '(' | ')' | '-' | '“' | '”' => 0.44,
        'm' | 'w' | 'M' | 'W' | 'Œ' | 'œ' | '—' | '%' => 1.04,
        '<' | '>' | '=' | '≤' | '≥' | '≠' | '+' => 0.86,
        letter if letter.is_uppercase() => 0.8,
        _ => 0.66,
    });
    ems.sum::<f64>() * LETTER
}

/// A text in lines of at most this width. A word that is wider is cut.
fn wrapped(text: &str, most: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let longer = if line.is_empty() {
            word.to_owned()
        } else {
            format!("{line} {word}")
        };
        if width(&longer) <= most {
            line = longer;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for letter in word.chars() {
            line.push(letter);
            if width(&line) > most && line.chars().count() > 1 {
                line.pop();
                lines.push(std::mem::take(&mut line));
                line.push(letter);
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_never_wider_than_they_may_be() {
        let text =
            "Un congé pour bilan de compétences anticonstitutionnellementinterminable, 1 600 €";
        for most in [30.0, 60.0, 120.0, 400.0] {
            let lines = wrapped(text, most);
            assert!(lines.iter().all(|line| width(line) <= most), "{lines:?}");
            let bare = |text: &str| text.replace(' ', "");
            assert_eq!(bare(&lines.concat()), bare(text));
        }
    }

    #[test]
    fn what_an_author_writes_is_escaped() {
        let card = Card::new(Look::Test, "a < b", "\"<script>\" & more", 300.0);
        let svg = card.at(Point { x: 0.0, y: 0.0 });
        assert!(svg.contains("a &lt; b") && !svg.contains("<script>"));
    }
}
