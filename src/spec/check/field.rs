//! Fields: which attributes fit which type, and whether values fit.

use super::{Check, clip, data, fault};
use crate::source::{Span, Spanned};
use crate::spec::{Field, FieldType, is_snake};
use crate::yaml::{Number, Scalar};

impl Check<'_> {
    pub(super) fn field(&mut self, entity: &str, name: &Spanned<String>, field: &Field) {
        if name.is_empty() {
            return;
        }
        self.misplaced(field);
        self.missing(name, field);
        self.ranges(field);
        if let Some(default) = &field.default {
            self.fits(field, default, "default");
        }
        if let Some(example) = &field.example {
            self.fits(field, example, "example");
        }
        self.class(field);
        self.refers_to(field);
        self.computed(entity, field);
    }

    /// Attributes that say nothing about a field of this type.
    fn misplaced(&mut self, field: &Field) {
        use FieldType as T;
        let kind = field.kind.value;
        let number = matches!(kind, T::Integer | T::Decimal);
        let sized = matches!(kind, T::String | T::Text | T::Email | T::Url | T::Secret | T::List);
        let rules: [(&str, Option<Span>, bool, &str); 13] = [
            ("values", field.values.first().map(|v| v.span), kind == T::Enum, "of type enum"),
            ("of", field.of.as_ref().map(|v| v.span), kind == T::List, "of type list"),
            ("min", field.min.as_ref().map(|v| v.span), number, "of type integer or decimal"),
            ("max", field.max.as_ref().map(|v| v.span), number, "of type integer or decimal"),
            ("above", field.above.as_ref().map(|v| v.span), number, "of type integer or decimal"),
            ("below", field.below.as_ref().map(|v| v.span), number, "of type integer or decimal"),
            (
                "min_length",
                field.min_length.as_ref().map(|v| v.span),
                sized,
                "of type string, text, email, url, secret or list",
            ),
            (
                "max_length",
                field.max_length.as_ref().map(|v| v.span),
                sized,
                "of type string, text, email, url, secret or list",
            ),
            ("precision", field.precision.as_ref().map(|v| v.span), kind == T::Decimal, "of type decimal"),
            ("scale", field.scale.as_ref().map(|v| v.span), kind == T::Decimal, "of type decimal"),
            ("stored_as", field.stored_as.as_ref().map(|v| v.span), kind == T::Secret, "of type secret"),
            (
                "unique",
                field.unique.value.then_some(field.unique.span),
                data::is_comparable(kind),
                "whose values can be compared",
            ),
            (
                "index",
                field.index.value.then_some(field.index.span),
                data::is_comparable(kind),
                "whose values can be compared",
            ),
        ];
        for (attribute, span, fits, kinds) in rules {
            if let (Some(span), false) = (span, fits) {
                let message = format!("`{attribute}` belongs to a field {kinds}");
                self.say(fault("field-attribute", span, message).label(field.kind.span, "the type of this field"));
            }
        }
    }

    fn missing(&mut self, name: &Spanned<String>, field: &Field) {
        let help = match field.kind.value {
            FieldType::Enum if field.values.is_empty() => "list its `values: [A, B]`",
            FieldType::Decimal if field.precision.is_none() => "say how many digits: `precision: 12, scale: 2`",
            FieldType::List if field.of.is_none() => "say of what: `of: string`",
            _ => return,
        };
        self.say(
            fault("field-incomplete", field.kind.span, format!("`{}` needs more to be said", clip(name))).help(help),
        );
    }

    fn ranges(&mut self, field: &Field) {
        self.distinct(&field.values, "the value");
        for value in field.values.iter().filter(|value| value.is_empty() || value.len() > 100) {
            self.fault("field-values", value.span, "a value of an enum has 1 to 100 characters");
        }
        if let Some(of) = field.of.as_ref().filter(|of| !is_scalar(of.value)) {
            self.fault("field-incomplete", of.span, "a list holds scalars: string, integer, uuid, decimal, date, …");
        }
        if let Some(precision) = field.precision.as_ref().filter(|precision| !(1..=38).contains(&precision.value)) {
            self.fault("field-range", precision.span, "a decimal has 1 to 38 digits");
        }
        if let (Some(scale), Some(precision)) = (&field.scale, &field.precision)
            && scale.value > precision.value
        {
            let message = "more digits after the point than digits at all";
            self.say(fault("field-range", scale.span, message).label(precision.span, "all digits"));
        }
        if let (Some(min), Some(max)) = (&field.min_length, &field.max_length)
            && min.value > max.value
        {
            let message = "the fewest are more than the most";
            self.say(fault("field-range", min.span, message).label(max.span, "the most"));
        }
        self.bounds(field.min.as_ref().or(field.above.as_ref()), field.max.as_ref().or(field.below.as_ref()));
        for bound in [&field.min, &field.max, &field.above, &field.below].into_iter().flatten() {
            if field.kind.value == FieldType::Integer && bound.value.0.contains('.') {
                self.fault("field-range", bound.span, "a bound of an integer is a whole number");
            }
        }
        if let Some(column) = field.stored_as.as_ref().filter(|column| !is_snake(column)) {
            self.fault("spelling", column.span, "a column takes lower-case words joined by `_`");
        }
    }

    fn bounds(&mut self, low: Option<&Spanned<Number>>, high: Option<&Spanned<Number>>) {
        let (Some(low), Some(high)) = (low, high) else { return };
        if let (Ok(lowest), Ok(highest)) = (low.value.0.parse::<f64>(), high.value.0.parse::<f64>())
            && lowest > highest
        {
            let message = "the lower bound is above the upper one, so no number fits";
            self.say(fault("field-range", low.span, message).label(high.span, "the upper bound"));
        }
    }

    /// Whether a default or an example is a value of the field.
    fn fits(&mut self, field: &Field, value: &Spanned<Scalar>, what: &str) {
        let text = value.text.as_str();
        if field.computed.is_some() {
            return self.fault("field-value", value.span, format!("a computed field takes no {what}"));
        }
        let problem = match field.kind.value {
            FieldType::Enum if !field.values.iter().any(|known| known.value == text) => {
                self.known(
                    &Spanned::new(text.to_owned(), value.span),
                    "a value of this enum",
                    field.values.iter().map(|v| v.as_str()),
                );
                return;
            }
            FieldType::Boolean if !matches!(text, "true" | "false") => "it is `true` or `false`",
            FieldType::Integer if text.parse::<i64>().is_err() => "it is a whole number",
            FieldType::Decimal if text.parse::<f64>().is_err() || text.contains(['e', 'E', 'n', 'i']) => {
                "it is a number"
            }
            FieldType::Uuid if !is_uuid(text) => "it is a UUID",
            FieldType::Date if !(is_date(text) || text == "now") => "it is a day such as `2026-01-31`, or `now`",
            FieldType::Datetime if !(is_moment(text) || text == "now") => {
                "it is a moment such as `2026-01-31T12:00:00Z`, or `now`"
            }
            FieldType::Secret if what == "default" => "a secret has no default",
            FieldType::Json | FieldType::List | FieldType::Duration if what == "default" => {
                "fields of this type take no default"
            }
            FieldType::String | FieldType::Text | FieldType::Email | FieldType::Url | FieldType::Secret => {
                return self.text_fits(field, value, what);
            }
            FieldType::Integer | FieldType::Decimal => return self.number_fits(field, value, what),
            _ => return,
        };
        let message = format!("`{}` is no {what} for a field of type {}", clip(text), word(field.kind.value));
        self.say(fault("field-value", value.span, message).help(problem));
    }

    fn text_fits(&mut self, field: &Field, value: &Spanned<Scalar>, what: &str) {
        let length = u32::try_from(value.text.chars().count()).unwrap_or(u32::MAX);
        let limit = field
            .max_length
            .as_ref()
            .map_or(if field.kind.value == FieldType::String { 255 } else { u32::MAX }, |m| m.value);
        let fewest = field.min_length.as_ref().map_or(0, |min| min.value);
        if length > limit || length < fewest {
            self.fault(
                "field-value",
                value.span,
                format!("the {what} has {length} characters, outside the bounds of the field"),
            );
        }
    }

    fn number_fits(&mut self, field: &Field, value: &Spanned<Scalar>, what: &str) {
        let Ok(number) = value.text.parse::<f64>() else { return };
        let of = |bound: &Option<Spanned<Number>>| bound.as_ref().and_then(|bound| bound.value.0.parse::<f64>().ok());
        let outside = of(&field.min).is_some_and(|min| number < min)
            || of(&field.max).is_some_and(|max| number > max)
            || of(&field.above).is_some_and(|above| number <= above)
            || of(&field.below).is_some_and(|below| number >= below);
        if outside {
            self.fault(
                "field-value",
                value.span,
                format!("the {what} `{}` lies outside the bounds of the field", value.text),
            );
        }
    }

    fn refers_to(&mut self, field: &Field) {
        let Some(target) = &field.refers_to else { return };
        let spec = self.spec;
        match target.split_once('/') {
            Some((integration, entity)) if super::names::is_camel(entity) => {
                let end = target.span.start + u32::try_from(integration.len()).unwrap_or(0);
                let span = Span { end: end.min(target.span.end), ..target.span };
                self.known(
                    &Spanned::new(integration.to_owned(), span),
                    "an integration of this spec",
                    spec.integrations.keys(),
                );
            }
            _ => {
                let message = format!("`{}` does not say whose entity it means", clip(target));
                self.say(
                    fault("refers-to", target.span, message)
                        .help("write `integration/Entity`, such as `customer-service/Customer`"),
                );
            }
        }
    }

    fn computed(&mut self, entity: &str, field: &Field) {
        let Some(computed) = &field.computed else { return };
        if !matches!(field.kind.value, FieldType::Integer | FieldType::Decimal) {
            self.fault("computed", field.kind.span, "a sum is of type integer or decimal");
        }
        if computed.sum.is_empty() {
            self.fault("computed", computed.at, "a sum needs the fields that it sums");
        }
        let parts: Vec<(String, String)> =
            self.parts(entity).into_iter().filter_map(|(name, r)| Some((name, r.to()?.value.clone()))).collect();
        if !self.known(
            &computed.over,
            "an owned relationship of this entity",
            parts.iter().map(|(name, _)| name.as_str()),
        ) {
            return;
        }
        let part = parts
            .iter()
            .find(|(name, _)| *name == computed.over.value)
            .and_then(|(_, to)| self.spec.data.entities.get(to));
        let Some(part) = part else { return };
        for factor in &computed.sum {
            if self.known(factor, "a field of the parts", part.fields.keys())
                && let Some(kind) = part.fields.get(factor).map(|field| field.kind.value)
                && !matches!(kind, FieldType::Integer | FieldType::Decimal)
            {
                self.fault("computed", factor.span, format!("`{}` is no number", clip(factor)));
            }
        }
    }
}

fn is_scalar(kind: FieldType) -> bool {
    !matches!(kind, FieldType::List | FieldType::Json | FieldType::Secret | FieldType::Enum)
}

fn word(kind: FieldType) -> &'static str {
    FieldType::WORDS.iter().find(|word| FieldType::of(word) == Some(kind)).copied().unwrap_or_default()
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<_> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

fn is_date(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(|part| (part.len(), part.parse::<u32>().ok())).collect();
    matches!(parts.as_slice(), [(4, Some(_)), (2, Some(1..=12)), (2, Some(1..=31))])
}

fn is_moment(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', ' ']) else { return false };
    let zoned = time.ends_with('Z') || time.get(8..).is_some_and(|rest| rest.contains(['+', '-']));
    is_date(date) && zoned && time.get(..8).is_some_and(|clock| clock.bytes().filter(u8::is_ascii_digit).count() == 6)
}
