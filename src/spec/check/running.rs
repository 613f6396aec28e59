//! What is said of running the service: figures that cannot be true together, names that lead nowhere.

use super::{Check, Spelling, clip, fault};
use crate::source::Span;
use crate::spec::{Capacity, Class, Direction, Field, FieldType, Integration, Money, Quality, Quantity, Rate};

/// The shortest and the longest time over which an objective can be held, in seconds: an hour, and a year and a day.
const WINDOW: std::ops::RangeInclusive<f64> = 3600.0..=31_622_400.0;
/// More repetitions of a call than this only add to an outage.
const RETRIES: u32 = 10;

impl Check<'_> {
    pub(super) fn running(&mut self) {
        let spec = self.spec;
        if let Some(capacity) = &spec.capacity {
            self.capacity(capacity);
        }
        self.cost();
        for (name, _) in spec.environments.iter() {
            self.spelt(name, "an environment", Spelling::Kebab);
        }
    }

    fn capacity(&mut self, capacity: &Capacity) {
        let spec = self.spec;
        for (entity, _) in capacity.entities.iter() {
            self.known(entity, "an entity of this spec", spec.data.entities.keys());
        }
        for (event, _) in capacity.events.iter() {
            self.known(event, "an event of this spec", spec.events.publishes.keys().chain(spec.events.consumes.keys()));
        }
        if let Some(requests) = &capacity.requests {
            self.peak(requests.now.as_ref(), requests.peak.as_ref());
            self.peak(requests.in_a_year.as_ref(), requests.peak_in_a_year.as_ref());
        }
        if let Some(instances) = &capacity.instances
            && let (Some(fewest), Some(most)) = (&instances.fewest, &instances.most)
            && fewest.value > most.value
        {
            let message = "the fewest instances are more than the most";
            self.say(fault("capacity", fewest.span, message).label(most.span, "the most"));
        }
        let instances = capacity.instances.iter().flat_map(|instances| [&instances.fewest, &instances.most]);
        let connections = capacity.connections.iter().flat_map(|all| [&all.per_instance, &all.allowed]);
        for none in instances.chain(connections).flatten().filter(|number| number.value == 0) {
            self.fault("capacity", none.span, "with none of them the service does nothing; say at least 1");
        }
    }

    /// The busiest time is at least as busy as the average.
    fn peak(&mut self, average: Option<&Quantity<Rate>>, peak: Option<&Quantity<Rate>>) {
        if let (Some(average), Some(peak)) = (average, peak)
            && average.value > peak.value
            && !peak.text.is_empty()
        {
            let message = "the peak is below the average";
            self.say(fault("capacity", peak.span, message).label(average.span, "the average"));
        }
    }

    /// Amounts are summed, so they are in one currency.
    fn cost(&mut self) {
        let Some(cost) = &self.spec.cost else { return };
        for (name, _) in cost.items.iter() {
            self.spelt(name, "an item of cost", Spelling::Kebab);
        }
        let amounts = cost.budget.iter().chain(cost.items.iter().map(|(_, item)| &item.cost));
        let mut first: Option<&Money> = None;
        for amount in amounts.filter(|amount| !amount.currency.is_empty()) {
            let first = *first.get_or_insert(amount);
            if first.currency != amount.currency {
                let message = format!("{} cannot be added to {}", amount.currency, first.currency);
                let fault = fault("cost", amount.span, message).label(first.span, "the other currency");
                self.say(fault.help("write every amount in one currency"));
            }
        }
    }

    /// A goal that is held over a time: the share that must be good, and what its alerts do.
    pub(super) fn objective(&mut self, quality: &Quality) {
        let objective = quality.objective.as_ref().filter(|objective| !objective.text.is_empty());
        let places = [
            quality.objective.as_ref().map(|it| it.span),
            quality.window.as_ref().map(|it| it.span),
            quality.severity.as_ref().map(|it| it.span),
            quality.on_alert.as_ref().map(|it| it.span),
        ];
        if let (None, Some(place)) = (&quality.metric, places.into_iter().flatten().next()) {
            return self.fault("objective", place, "an objective needs the `metric` that shows whether it is met");
        }
        let number = |text: &str| text.parse::<f64>().ok();
        let above = quality.above.as_ref().and_then(|above| Some((number(&above.value.0)?, above.span)));
        let quantile = quality.quantile.as_ref().and_then(|quantile| Some((number(&quantile.value.0)?, quantile.span)));
        let told = quantile.or(above.filter(|(value, _)| *value > 0.0 && *value < 1.0));
        if let Some(objective) = objective {
            if objective.value <= 0.0 || objective.value >= 100.0 {
                let message = "an objective lies between 0 % and 100 %, so that something may fail";
                self.say(fault("objective", objective.span, message).help("write a share such as `99.9 %`"));
            } else if let Some((share, place)) =
                told.filter(|(share, _)| (share * 100.0 - objective.value).abs() > 1e-6)
            {
                let message = format!(
                    "the objective is not the share of {} % that the metric has to keep",
                    (share * 1e8).round() / 1e6
                );
                let fault = fault("objective", objective.span, message).label(place, "this says the other share");
                self.say(fault.help("leave `objective` out, or make both the same"));
            }
        }
        let Some(window) = quality.window.as_ref().filter(|window| !window.text.is_empty()) else { return };
        if !WINDOW.contains(&window.value) {
            self.fault("objective", window.span, "an objective is held over an hour at least and a year at most");
        } else if quality.metric.is_some() && quality.objective.is_none() && told.is_none() {
            let message = "a window needs the share that must be good over it";
            self.say(fault("objective", window.span, message).help("say `objective: 99.9 %`, or a `quantile`"));
        }
    }

    /// Calls of the service to another system.
    pub(super) fn call(&mut self, integration: &Integration) {
        let timeout = integration.timeout.as_ref().filter(|timeout| !timeout.text.is_empty());
        let called: [(&str, Option<Span>); 2] = [
            ("timeout", integration.timeout.as_ref().map(|it| it.span)),
            ("retries", integration.retries.as_ref().map(|it| it.span)),
        ];
        if integration.direction.value == Direction::In {
            if let Some((key, place)) = called.into_iter().find_map(|(key, place)| Some((key, place?))) {
                let message = format!("`{key}` is about calls of this service, and it makes none here");
                let direction = integration.direction.span;
                self.say(fault("integration", place, message).label(direction, "only the other side calls"));
            }
            return;
        }
        if let Some(timeout) = timeout.filter(|timeout| timeout.value <= 0.0) {
            self.fault("integration", timeout.span, "nothing answers within no time");
        }
        match &integration.retries {
            Some(retries) if retries.value > RETRIES => {
                let message = format!("a call is repeated at most {RETRIES} times");
                self.say(
                    fault("integration", retries.span, message).help("say 1 or 2, and what happens then: `fallback`"),
                );
            }
            Some(retries) if retries.value > 0 && integration.timeout.is_none() => {
                let message = "repeated calls need a `timeout`, or nobody knows how long a caller waits";
                self.say(
                    fault("integration", retries.span, message).help("say how long one call may take: `timeout: 2 s`"),
                );
            }
            _ => {}
        }
    }

    /// A secret is never for everybody.
    pub(super) fn class(&mut self, field: &Field) {
        let Some(class) = &field.class else { return };
        if field.kind.value == FieldType::Secret && class.value != Class::Sensitive {
            let message = format!("a secret is not {}", clip(class_word(class.value)));
            self.say(fault("field-class", class.span, message).label(field.kind.span, "the type of this field"));
        }
    }
}

fn class_word(class: Class) -> &'static str {
    Class::WORDS.iter().find(|word| Class::of(word) == Some(class)).copied().unwrap_or_default()
}
