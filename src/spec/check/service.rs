//! Service, qualities, principles, integrations.

use super::{Check, Spelling};

impl Check<'_> {
    pub(super) fn service(&mut self) {
        let service = &self.spec.service;
        self.spelt(&service.name, "a service", Spelling::Kebab);
        let ids: Vec<_> = service.responsibilities.iter().filter_map(|r| r.id.as_ref()).collect();
        for id in &ids {
            self.spelt(id, "a responsibility", Spelling::Kebab);
        }
        self.distinct(ids, "the responsibility");
        self.realised();
        if let Some(version) = &service.version {
            self.version(version);
        }
    }

    /// What realises a responsibility is an element of this spec.
    fn realised(&mut self) {
        let spec = self.spec;
        if spec.service.responsibilities.iter().all(|responsibility| responsibility.realised_by.is_empty()) {
            return;
        }
        let known = spec.element_names();
        for element in spec.service.responsibilities.iter().flat_map(|responsibility| &responsibility.realised_by) {
            self.known(element, "an operation, event, entity or field of this spec", known.iter().map(String::as_str));
        }
    }

    pub(super) fn qualities(&mut self) {
        let spec = self.spec;
        for (id, quality) in spec.qualities.iter() {
            self.spelt(id, "a quality", Spelling::Kebab);
            let bounds = [&quality.below, &quality.above];
            match (&quality.metric, bounds.into_iter().flatten().next()) {
                (None, Some(bound)) => {
                    self.fault("quality-metric", bound.span, "a bound needs the `metric` that it bounds")
                }
                (Some(metric), None) => {
                    self.fault("quality-metric", metric.span, "a metric needs a bound: `below` or `above`");
                }
                _ => {}
            }
            if let Some(quantile) = &quality.quantile {
                let inside = quantile.value.0.parse::<f64>().is_ok_and(|value| value > 0.0 && value < 1.0);
                if !inside {
                    self.fault("quality-metric", quantile.span, "a quantile lies between 0 and 1, such as `0.99`");
                }
            }
            self.objective(quality);
        }
    }

    pub(super) fn principles(&mut self) {
        let spec = self.spec;
        for principle in &spec.principles {
            self.spelt(&principle.id, "a principle", Spelling::Kebab);
        }
        self.distinct(spec.principles.iter().map(|principle| &principle.id), "the principle");
    }

    pub(super) fn integrations(&mut self) {
        let spec = self.spec;
        for (id, integration) in spec.integrations.iter() {
            self.spelt(id, "an integration", Spelling::Kebab);
            self.call(integration);
        }
    }
}

pub(super) fn is_version(version: &str) -> bool {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    let number = |part: &str| !part.is_empty() && part.len() < 10 && part.bytes().all(|b| b.is_ascii_digit());
    core.split('.').count() == 3
        && core.split('.').all(number)
        && version.len() < 60
        && version.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'+'))
}
