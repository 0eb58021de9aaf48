//! What numbers of the rules count, and how units go together.

/// What a number counts. Every number is held in hundredths of its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Euros; hundredths are cents.
    Euro,
    /// Hours.
    Hour,
    /// Euros an hour.
    EuroPerHour,
    /// Calendar days.
    Day,
    /// Days that are neither Saturday, Sunday nor a public holiday.
    WorkingDay,
    /// Weeks.
    Week,
    /// Calendar months.
    Month,
    /// Calendar years.
    Year,
    /// Years of a person's age.
    Age,
    /// Employees of a firm.
    Employee,
    /// Hundredths of something.
    Percent,
    /// Things without a unit.
    Count,
}

impl Unit {
    /// Every unit with the name it has in files.
    pub const NAMES: [(&'static str, Unit); 12] = [
        ("EUR", Unit::Euro),
        ("h", Unit::Hour),
        ("EUR/h", Unit::EuroPerHour),
        ("days", Unit::Day),
        ("working_days", Unit::WorkingDay),
        ("weeks", Unit::Week),
        ("months", Unit::Month),
        ("years", Unit::Year),
        ("age", Unit::Age),
        ("employees", Unit::Employee),
        ("percent", Unit::Percent),
        ("count", Unit::Count),
    ];

    /// The unit of this name.
    pub fn from_name(name: &str) -> Option<Unit> {
        Unit::NAMES
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, unit)| unit)
    }

    /// The unit's name in files.
    pub fn name(self) -> &'static str {
        Unit::NAMES
            .into_iter()
            .find(|(_, unit)| *unit == self)
            .map(|(name, _)| name)
            .expect("every unit stands in the table of names")
    }

    /// Whether answers and lengths in it are whole numbers: there is nobody of 17.5 years.
    pub fn is_whole(self) -> bool {
        match self {
            Unit::Euro | Unit::Hour | Unit::EuroPerHour | Unit::Percent => false,
            Unit::Day | Unit::WorkingDay | Unit::Week | Unit::Month | Unit::Year => true,
            Unit::Age | Unit::Employee | Unit::Count => true,
        }
    }

    /// Whether its values may have more than two decimals: the law writes rates of 4.6552 %.
    pub fn is_fine(self) -> bool {
        matches!(self, Unit::Percent | Unit::Count)
    }

    /// Whether a date can be moved by so many of it.
    pub fn is_period(self) -> bool {
        matches!(self, Unit::Day | Unit::Week | Unit::Month | Unit::Year)
    }
}

/// A number in hundredths of its unit; of euros, these are cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hundredths(i64);

impl Hundredths {
    /// The number at a point of the line on which answers and amounts are compared and cut.
    pub const fn at(point: i64) -> Hundredths {
        Hundredths(point)
    }

    /// Its point on that line: how many hundredths it is.
    pub const fn point(self) -> i64 {
        self.0
    }
}

impl std::fmt::Display for Hundredths {
    /// As a decimal number: `1600`, `103.20`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match part {
            0 => write!(out, "{sign}{whole}"),
            _ => write!(out, "{sign}{whole}.{part:02}"),
        }
    }
}

/// Reads a decimal number with at most two places.
///
/// ```
/// use bilan::rules::{Hundredths, hundredths};
///
/// assert_eq!(hundredths("103.20"), Some(Hundredths::at(10_320)));
/// assert_eq!(hundredths("1.234"), None);
/// ```
pub fn hundredths(text: &str) -> Option<Hundredths> {
    decimal(text, 2)
}

/// The most decimals that a number may have, where its unit may have more than two.
pub const MOST_PLACES: u32 = 6;

/// How many decimals a number is written with.
pub fn places(text: &str) -> u32 {
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    u32::try_from(decimals).unwrap_or(u32::MAX)
}

/// Reads a decimal number as so many of its last places: of two, these are hundredths.
pub fn decimal(text: &str, places: u32) -> Option<Hundredths> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || part.len() > places as usize || digits.ends_with('.')
    {
        return None;
    }
    if !is_number(whole) || !is_number(part) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let part: i64 = format!("{part:0<width$}", width = places as usize)
        .parse()
        .ok()?;
    let whole = whole.checked_mul(10_i64.checked_pow(places)?)?;
    Some(Hundredths(sign * whole.checked_add(part)?))
}
