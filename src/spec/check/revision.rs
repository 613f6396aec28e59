//! The versions of the plan.

use super::{Check, clip, fault};
use crate::source::Spanned;
use crate::spec::Revision;

impl Check<'_> {
    pub(super) fn changelog(&mut self) {
        let spec = self.spec;
        let mut good: Vec<&Revision> = Vec::new();
        for revision in &spec.changelog {
            let is_version = !revision.version.is_empty() && self.version(&revision.version);
            let is_day = revision.date.as_ref().is_none_or(|day| self.day(day));
            if revision.changed.0.is_empty() {
                self.fault("changelog", revision.at, "this version says nothing that changed");
            }
            if is_version && is_day {
                good.push(revision);
            }
        }
        self.distinct(spec.changelog.iter().map(|revision| &revision.version).filter(|v| !v.is_empty()), "the version");
        if let Some(now) = spec.service.version.as_ref().filter(|version| super::service::is_version(version)) {
            for revision in good.iter().filter(|revision| core(&revision.version) > core(now)) {
                let message = format!("`{}` is newer than the plan, which is `{}`", revision.version.value, now.value);
                let diagnostic =
                    fault("changelog", revision.version.span, message).label(now.span, "the version of the plan");
                self.say(diagnostic.help("raise `service.version`, or tell of this version when it is there"));
            }
        }
        self.days_in_order(good);
    }

    /// A version is not older than the one before it.
    fn days_in_order(&mut self, mut revisions: Vec<&Revision>) {
        revisions.retain(|revision| revision.date.is_some());
        revisions.sort_by_key(|revision| core(&revision.version));
        for pair in revisions.windows(2) {
            let [before, after] = pair else { continue };
            let (Some(first), Some(second)) = (&before.date, &after.date) else { continue };
            if second.value < first.value && core(&before.version) < core(&after.version) {
                let message = format!(
                    "`{}` was taken before `{}`, the version that it follows",
                    after.version.value, before.version.value
                );
                self.say(fault("changelog", second.span, message).label(first.span, "the day of that one"));
            }
        }
    }

    pub(super) fn version(&mut self, version: &Spanned<String>) -> bool {
        let is_version = super::service::is_version(version);
        if !is_version {
            let message = format!("`{}` is not a version of the form `1.2.3`", clip(version));
            let help = "write three numbers joined by dots, such as `0.1.0`";
            self.say(fault("version-form", version.span, message).help(help));
        }
        is_version
    }
}

/// The three numbers of a version.
fn core(version: &str) -> Vec<u32> {
    let core = version.split(['-', '+']).next().unwrap_or_default();
    core.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}
