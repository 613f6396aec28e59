//! Figures in words: numbers that people can read, with the unit that fits.

/// A number with commas between thousands, and as many digits behind the point as say something.
pub(super) fn number(value: f64) -> String {
    let digits = match value.abs() {
        v if v >= 100.0 => 0,
        v if v >= 10.0 => 1,
        v if v >= 1.0 => 2,
        _ => 6,
    };
    let text = format!("{value:.digits$}");
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) => (whole, rest.trim_end_matches('0')),
        None => (text.as_str(), ""),
    };
    let mut grouped = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) && whole.as_bytes()[i - 1] != b'-' {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if rest.is_empty() { grouped } else { format!("{grouped}.{rest}") }
}

/// An amount of data, such as `1.4 GB`.
pub(super) fn bytes(value: f64) -> String {
    const UNITS: [(&str, f64); 6] = [("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6), ("KB", 1e3), ("B", 1.0)];
    let (unit, factor) = UNITS.into_iter().find(|(_, factor)| value >= *factor).unwrap_or(("B", 1.0));
    format!("{} {unit}", number(value / factor))
}

/// A length of time in its two largest units, such as `43 min 12 s`.
pub(super) fn time(seconds: f64) -> String {
    if seconds < 1.0 && seconds > 0.0 {
        return format!("{} ms", number(seconds * 1000.0));
    }
    const UNITS: [(&str, &str, u64); 4] =
        [("day", "days", 86_400), ("h", "h", 3600), ("min", "min", 60), ("s", "s", 1)];
    let mut left = seconds.round() as u64;
    let mut parts = Vec::new();
    for (one, several, size) in UNITS {
        let count = left / size;
        if count > 0 {
            parts.push(format!("{count} {}", if count == 1 { one } else { several }));
            left %= size;
        }
        // What is behind a gap, as the seconds of a day, says nothing.
        if parts.len() == 2 || (!parts.is_empty() && count == 0) {
            break;
        }
    }
    if parts.is_empty() { "0 s".to_owned() } else { parts.join(" ") }
}

/// A rate that is given for each second, in the unit in which it is one or more.
pub(super) fn rate(each_second: f64) -> String {
    const UNITS: [(&str, f64); 3] = [("s", 1.0), ("min", 60.0), ("h", 3600.0)];
    let (unit, factor) = UNITS.into_iter().find(|(_, f)| each_second * f >= 1.0).unwrap_or(("day", 86_400.0));
    format!("{}/{unit}", number(each_second * factor))
}

/// A share of one, such as `99.9 %`.
pub(super) fn share(of_one: f64) -> String {
    let text = format!("{:.4}", of_one * 100.0);
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}

/// Money, with cents where there are some.
pub(super) fn money(amount: f64, currency: &str) -> String {
    let cents = (amount * 100.0).round() as i64;
    let whole = number((cents / 100) as f64);
    let whole = if (cents / 100).abs() < 100 { format!("{}", cents / 100) } else { whole };
    let rest = (cents % 100).abs();
    if rest == 0 { format!("{whole} {currency}") } else { format!("{whole}.{rest:02} {currency}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!(
            [0.0, 1.0, 1.5, 12.34, 123.4, 1_234_567.0].map(number),
            ["0", "1", "1.5", "12.3", "123", "1,234,567"]
        );
        assert_eq!(number(-1234.0), "-1,234");
        assert_eq!([300.0, 4000.0, 1.4e9, 0.0].map(bytes), ["300 B", "4 KB", "1.4 GB", "0 B"]);
        assert_eq!(
            [2592.0, 3600.0, 2_592_000.0, 0.0, 0.1].map(time),
            ["43 min 12 s", "1 h", "30 days", "0 s", "100 ms"]
        );
        assert_eq!([200.0, 5000.0 / 86_400.0, 2.0 / 86_400.0].map(rate), ["200/s", "3.47/min", "2/day"]);
        assert_eq!([0.999, 0.0144, 0.0006, 0.07].map(share), ["99.9 %", "1.44 %", "0.06 %", "7 %"]);
        assert_eq!([310.0, 0.5, 1234.5].map(|amount| money(amount, "EUR")), ["310 EUR", "0.50 EUR", "1,234.50 EUR"]);
    }
}
