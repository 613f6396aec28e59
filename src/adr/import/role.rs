//! What a heading is for, by its words; each tool has its own.

use super::text::bare;

/// What a part of a record is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Status,
    Date,
    People,
    Context,
    Drivers,
    Options,
    /// Options beside the one that the record is about.
    Alternatives,
    Outcome,
    Reason,
    Confirmation,
    Consequences,
    Good,
    Bad,
    Weighing,
    Links,
    Other,
}

/// The headings of MADR 2 to 4, of Nygard's form as adr-tools writes it, of log4brains and of common variants.
const HEADINGS: &[(Role, &[&str])] = &[
    (Role::Status, &["status", "decision status", "state"]),
    (Role::Date, &["date", "date of decision"]),
    (Role::People, &["deciders", "decision makers", "authors", "author", "consulted", "informed", "participants"]),
    (
        Role::Context,
        &[
            "context and problem statement",
            "context",
            "problem statement",
            "problem",
            "issue",
            "background",
            "motivation",
            "summary",
            "introduction",
            "situation",
        ],
    ),
    (
        Role::Drivers,
        &["decision drivers", "drivers", "forces", "requirements", "constraints", "assumptions", "criteria"],
    ),
    (Role::Options, &["considered options", "options", "options considered", "positions", "candidates"]),
    (
        Role::Alternatives,
        &["alternatives", "considered alternatives", "alternatives considered", "other options", "rejected options"],
    ),
    (Role::Reason, &["rationale", "reason", "reasons", "reasoning", "justification", "argument", "arguments", "why"]),
    (Role::Confirmation, &["confirmation", "validation", "compliance", "verification"]),
    (
        Role::Outcome,
        &[
            "decision outcome",
            "decision",
            "outcome",
            "resolution",
            "the decision",
            "chosen option",
            "proposed decision",
        ],
    ),
    (Role::Consequences, &["consequences", "consequence", "implications", "impact", "results"]),
    (Role::Good, &["positive consequences", "benefits", "advantages", "pros", "positive", "good"]),
    (
        Role::Bad,
        &[
            "negative consequences",
            "drawbacks",
            "disadvantages",
            "cons",
            "negative",
            "risks",
            "bad",
            "tradeoffs",
            "trade offs",
        ],
    ),
    (Role::Weighing, &["pros and cons of the options", "pros and cons", "evaluation of the options", "option details"]),
    (
        Role::Links,
        &[
            "links",
            "more information",
            "references",
            "related decisions",
            "related",
            "see also",
            "notes",
            "related adrs",
        ],
    ),
];

/// What a heading is for. Numbers before it and marks around it do not matter.
pub(super) fn role(heading: &str) -> Role {
    let heading = bare(heading);
    let heading = heading.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    // MADR 2 marks what may be left out.
    let heading = heading.strip_suffix(" optional").unwrap_or(heading);
    let found = HEADINGS.iter().find(|(_, words)| words.contains(&heading));
    found.map_or(Role::Other, |(role, _)| *role)
}
