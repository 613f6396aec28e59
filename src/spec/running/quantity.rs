//! Figures with their units, as people write them: `15 min`, `20 GB`, `200/s`, `99.9 %`, `1.2 million`.

use crate::report::nearest;
use crate::source::Span;
use crate::yaml::{Node, Read, Reader, Schemas};
use std::marker::PhantomData;

/// A figure that is not negative, with its unit.
#[derive(Clone, Debug)]
pub struct Quantity<D> {
    /// The figure in the base unit of the dimension: seconds, bytes, each second, of a hundred, one.
    pub value: f64,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
    dimension: PhantomData<D>,
}

/// What a figure measures.
pub trait Dimension {
    /// What it is, in words with an article.
    const WHAT: &'static str;
    /// Examples, each in backticks.
    const EXAMPLES: &'static str;
    /// Unit and how many of the base unit it is; the first is the one that messages show. An empty one stands for none.
    const UNITS: &'static [(&'static str, f64)];
}

/// A length of time, in seconds. A month has 30 days, a year 365.
#[derive(Clone, Copy, Debug)]
pub enum Time {}

/// An amount of data, in bytes. `KB` is a thousand bytes, `KiB` 1024 (IEC 80000-13).
#[derive(Clone, Copy, Debug)]
pub enum Bytes {}

/// How often something happens, each second.
#[derive(Clone, Copy, Debug)]
pub enum Rate {}

/// A share, of a hundred.
#[derive(Clone, Copy, Debug)]
pub enum Share {}

/// How many.
#[derive(Clone, Copy, Debug)]
pub enum Count {}

const MINUTE: f64 = 60.0;
const HOUR: f64 = 3600.0;
const DAY: f64 = 86_400.0;

impl Dimension for Time {
    const WHAT: &'static str = "a length of time";
    const EXAMPLES: &'static str = "`30 s`, `15 min`, `4 h`, `30 days`";
    const UNITS: &'static [(&'static str, f64)] = &[
        ("s", 1.0),
        ("min", MINUTE),
        ("h", HOUR),
        ("days", DAY),
        ("weeks", 7.0 * DAY),
        ("months", 30.0 * DAY),
        ("years", 365.0 * DAY),
        ("ms", 0.001),
        ("sec", 1.0),
        ("second", 1.0),
        ("seconds", 1.0),
        ("m", MINUTE),
        ("minute", MINUTE),
        ("minutes", MINUTE),
        ("hour", HOUR),
        ("hours", HOUR),
        ("d", DAY),
        ("day", DAY),
        ("w", 7.0 * DAY),
        ("week", 7.0 * DAY),
        ("month", 30.0 * DAY),
        ("y", 365.0 * DAY),
        ("year", 365.0 * DAY),
    ];
}

impl Dimension for Bytes {
    const WHAT: &'static str = "an amount of data";
    const EXAMPLES: &'static str = "`300 B`, `4 KB`, `20 GB`";
    const UNITS: &'static [(&'static str, f64)] = &[
        ("B", 1.0),
        ("KB", 1e3),
        ("MB", 1e6),
        ("GB", 1e9),
        ("TB", 1e12),
        ("PB", 1e15),
        ("kB", 1e3),
        ("KiB", 1024.0),
        ("MiB", 1_048_576.0),
        ("GiB", 1_073_741_824.0),
        ("TiB", 1_099_511_627_776.0),
        ("byte", 1.0),
        ("bytes", 1.0),
    ];
}

impl Dimension for Rate {
    const WHAT: &'static str = "a rate";
    const EXAMPLES: &'static str = "`200/s`, `5000/day`, `30 per minute`";
    const UNITS: &'static [(&'static str, f64)] = &[
        ("/s", 1.0),
        ("/min", 1.0 / MINUTE),
        ("/h", 1.0 / HOUR),
        ("/day", 1.0 / DAY),
        ("/week", 1.0 / (7.0 * DAY)),
        ("/month", 1.0 / (30.0 * DAY)),
        ("/year", 1.0 / (365.0 * DAY)),
        ("/sec", 1.0),
        ("/second", 1.0),
        ("/m", 1.0 / MINUTE),
        ("/minute", 1.0 / MINUTE),
        ("/hour", 1.0 / HOUR),
        ("/d", 1.0 / DAY),
    ];
}

impl Dimension for Share {
    const WHAT: &'static str = "a share";
    const EXAMPLES: &'static str = "`99.9 %`";
    const UNITS: &'static [(&'static str, f64)] = &[("%", 1.0), ("percent", 1.0), ("per cent", 1.0)];
}

impl Dimension for Count {
    const WHAT: &'static str = "a number of things";
    const EXAMPLES: &'static str = "`1200000`, `1.2 million`";
    const UNITS: &'static [(&'static str, f64)] = &[("", 1.0), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9)];
}

impl<D: Dimension> Quantity<D> {
    /// The figure of a text; `None` where it is none.
    pub fn parse(text: &str, span: Span) -> Option<Self> {
        let (number, unit) = split(text)?;
        let (_, factor) = D::UNITS.iter().find(|(known, _)| *known == unit)?;
        let value = number * factor;
        Some(Self { value, text: text.trim().to_owned(), span, dimension: PhantomData })
    }

    /// What a text that is no figure was probably meant to be.
    fn meant(text: &str) -> Option<String> {
        let (value, unit) = split(text)?;
        let known = D::UNITS.iter().map(|(known, _)| *known).filter(|known| !known.is_empty());
        let near = known.clone().find(|known| known.eq_ignore_ascii_case(&unit));
        let near = near.or_else(|| nearest(&unit, known.clone()));
        let several = |near: &'static str| known.clone().find(|known| value != 1.0 && *known == format!("{near}s"));
        let near = near.map(|near| several(near).unwrap_or(near));
        near.map(|near| {
            let number = text.trim().split(|c: char| !(c.is_ascii_digit() || c == '.')).next().unwrap_or_default();
            if near.starts_with('/') { format!("{number}{near}") } else { format!("{number} {near}") }
        })
    }
}

/// The number and the unit behind it; the words `per`, `a` and `an` before a unit are the sign `/`.
fn split(text: &str) -> Option<(f64, String)> {
    let text = text.trim();
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    if !(1..=18).contains(&digits) || number.starts_with('.') || number.ends_with('.') {
        return None;
    }
    let unit = unit.trim();
    let rate = ["/", "per ", "a ", "an "].iter().find_map(|sign| unit.strip_prefix(sign));
    let unit = match rate {
        Some(rest) if unit != "per cent" => format!("/{}", rest.trim_start()),
        _ => unit.to_owned(),
    };
    Some((number.parse().ok()?, unit))
}

impl<D: Dimension> Read for Quantity<D> {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let Some(text) = node.text() else {
            reader.expected(&format!("{} such as {}", D::WHAT, D::EXAMPLES), node);
            return Self::absent(node.span);
        };
        Self::parse(text, node.span).unwrap_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            let fault = reader.fault("quantity", node.span, format!("`{shown}` is not {}", D::WHAT));
            reader.report.error(match Self::meant(text) {
                Some(meant) => fault.help(format!("did you mean `{meant}`?")),
                None => fault.help(format!("write a number with its unit, such as {}", D::EXAMPLES)),
            });
            Self::absent(node.span)
        })
    }

    fn absent(at: Span) -> Self {
        Self { value: 0.0, text: String::new(), span: at, dimension: PhantomData }
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        let description = format!("{}, such as {}", D::WHAT, D::EXAMPLES);
        serde_json::json!({ "type": ["string", "number"], "description": description })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn value<D: Dimension>(text: &str) -> Option<f64> {
        let span = Span::start_of(Sources::default().add("spec.yaml", "a"));
        Quantity::<D>::parse(text, span).map(|quantity| quantity.value)
    }

    #[test]
    fn figures_are_read_in_their_base_unit() {
        assert_eq!(value::<Time>("15 min"), Some(900.0));
        assert_eq!(value::<Time>("4h"), Some(14_400.0));
        assert_eq!(value::<Time>("1.5 days"), Some(129_600.0));
        assert_eq!(value::<Time>("0 s"), Some(0.0));
        assert_eq!(value::<Bytes>("20 GB"), Some(2e10));
        assert_eq!(value::<Bytes>("1 KiB"), Some(1024.0));
        assert_eq!(value::<Rate>("86400 per day"), Some(1.0));
        assert_eq!(value::<Rate>("200/s"), Some(200.0));
        assert_eq!(value::<Rate>("60 a minute"), Some(1.0));
        assert_eq!(value::<Share>("99.9 %"), Some(99.9));
        assert_eq!(value::<Share>("99.9 per cent"), Some(99.9));
        assert_eq!(value::<Count>("1.2 million"), Some(1_200_000.0));
        assert_eq!(value::<Count>("12"), Some(12.0));
    }

    #[test]
    fn what_has_no_unit_or_a_wrong_one_is_no_figure() {
        for text in ["15", "min", "15 minits", "-3 h", "1e9 s", "1..2 h", ".5 h", "5. h", "", "1234567890123456789 s"] {
            assert_eq!(value::<Time>(text), None, "{text}");
        }
        assert_eq!(value::<Rate>("200"), None);
        assert_eq!(value::<Bytes>("3 gb"), None);
    }

    #[test]
    fn a_slip_is_told_with_what_was_meant() {
        assert_eq!(Quantity::<Time>::meant("15 minits").as_deref(), Some("15 minutes"));
        assert_eq!(Quantity::<Bytes>::meant("3 gb").as_deref(), Some("3 GB"));
        assert_eq!(Quantity::<Rate>::meant("5 per dya").as_deref(), Some("5/day"));
    }
}
