//! What running the service costs.

use crate::source::Span;
use crate::yaml::{Map, Markdown, Node, Read, Reader, Schemas, Text, record};

record! {
    /// What running the service costs.
    pub struct Cost("the cost") {
        /// Where the figures come from, as Markdown.
        summary: Option<Markdown>,
        /// What may be spent, such as `900 EUR per month`.
        budget: Option<Money>,
        /// What is spent, by a name in lower-case words joined by `-`.
        items: Map<Item>,
    }
}

record! {
    /// Something that costs money.
    pub struct Item("an item of cost") {
        /// What it costs, such as `310 EUR per month`.
        cost: Money,
        /// The decision that it pays for, such as `managed-database`.
        decision as "for": Option<Text>,
        /// What is paid, as Markdown.
        summary: Option<Markdown>,
    }
}

/// An amount of money each month, such as `900 EUR per month` or `10800 EUR/year`.
#[derive(Clone, Debug)]
pub struct Money {
    /// Each month.
    pub amount: f64,
    /// Code of three letters, as in ISO 4217.
    pub currency: String,
    /// As written.
    pub text: String,
    /// Its place.
    pub span: Span,
}

impl Money {
    /// The amount of a text; `None` where it is none.
    pub fn parse(text: &str, span: Span) -> Option<Self> {
        let (amount, rest) = text.trim().split_once(' ')?;
        let digits = amount.bytes().filter(u8::is_ascii_digit).count();
        let plain = amount.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !plain || !(1..=15).contains(&digits) || amount.starts_with('.') || amount.ends_with('.') {
            return None;
        }
        let (currency, time) = rest.trim().split_at_checked(3)?;
        let time = time.trim();
        let unit = ["/", "per ", "a "].iter().find_map(|sign| time.strip_prefix(sign))?.trim();
        let months = match unit {
            "month" => 1.0,
            "year" => 12.0,
            _ => return None,
        };
        let amount: f64 = amount.parse().ok()?;
        currency.bytes().all(|b| b.is_ascii_uppercase()).then(|| Self {
            amount: amount / months,
            currency: currency.to_owned(),
            text: text.trim().to_owned(),
            span,
        })
    }
}

impl Read for Money {
    fn read(node: &Node, reader: &mut Reader<'_>) -> Self {
        let Some(text) = node.text() else {
            reader.expected("an amount of money such as `900 EUR per month`", node);
            return Self::absent(node.span);
        };
        Self::parse(text, node.span).unwrap_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            let fault = reader.fault("quantity", node.span, format!("`{shown}` is not an amount of money for a time"));
            let help = "write number, currency and time, such as `900 EUR per month` or `10800 EUR per year`";
            reader.report.error(fault.help(help));
            Self::absent(node.span)
        })
    }

    fn absent(at: Span) -> Self {
        Self { amount: 0.0, currency: String::new(), text: String::new(), span: at }
    }

    fn schema(_: &mut Schemas) -> serde_json::Value {
        serde_json::json!({ "type": "string", "description": "money for a time, such as `900 EUR per month`" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    #[test]
    fn money_is_read_for_a_month() {
        let span = Span::start_of(Sources::default().add("spec.yaml", "a"));
        let read = |text: &str| Money::parse(text, span).map(|money| (money.amount, money.currency));
        assert_eq!(read("900 EUR per month"), Some((900.0, "EUR".to_owned())));
        assert_eq!(read("1200.60 USD/year"), Some((100.05, "USD".to_owned())));
        for text in ["900", "900 EUR", "900 eur per month", "EUR 900 per month", "900 EURO per month", "9 €/month"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
