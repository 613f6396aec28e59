//! What the handover is told: files as they are on disk, what disagrees with the plan, what was measured.
//!
//! Plain data, filled by the caller: nothing here reads a disk, runs a command or knows the time.

use crate::files::{Digest, RelPath};

/// Everything that is known of a project besides its plan.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// Every file of the project, and every planned one that is missing, by path.
    pub files: Vec<HandedFile>,
    /// Where plan and code disagree; `None` where nobody compared them.
    pub findings: Option<Vec<Disagreement>>,
    /// What was measured, in the order of the runs.
    pub evidence: Vec<Evidence>,
}

/// A file of the project.
#[derive(Clone, Debug)]
pub struct HandedFile {
    /// Where it is.
    pub path: RelPath,
    /// What is in it; `None` where it is missing or is no UTF-8 text.
    pub text: Option<String>,
    /// Digest of its bytes; `None` where it is missing.
    pub digest: Option<Digest>,
    /// What the manifest says of it; `None` where it is not planned.
    pub planned: Option<Planned>,
}

/// What the manifest says of a file.
#[derive(Clone, Debug)]
pub struct Planned {
    /// Written once, then the team's own; else kept in step with the plan.
    pub once: bool,
    /// Why the team took it over, where it did: archplan leaves it alone since.
    pub taken_over: Option<String>,
    /// Ids of the decisions, and nodes such as `entity:Order`, that it realises.
    pub realises: Vec<String>,
    /// How it stands.
    pub state: FileState,
}

/// How a planned file stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileState {
    /// Byte for byte as it was generated.
    AsGenerated,
    /// Changed by somebody since.
    Edited,
    /// Not there.
    Missing,
}

/// A disagreement between plan and code.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// Stable id of the rule, such as `drift/missing-route`.
    pub rule: String,
    /// File and line, such as `src/app.py:12`; empty where it has none.
    pub place: String,
    /// What disagrees, as one sentence or clause.
    pub message: String,
    /// How to mend it, as one sentence; may be empty.
    pub mend: String,
}

/// A command that was run, and what came out.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// What it shows, such as `tests`, `style`, `types`.
    pub check: String,
    /// The command as it was run.
    pub command: String,
    /// Its exit code; `None` where it was killed.
    pub exit_code: Option<i32>,
    /// How long it took, in milliseconds.
    pub duration_ms: u64,
    /// How many cases passed, where the output says so.
    pub passed: Option<u32>,
    /// How many cases failed, where the output says so.
    pub failed: Option<u32>,
    /// How many cases were left out, where the output says so.
    pub skipped: Option<u32>,
    /// The last lines of its output.
    pub tail: String,
    /// When it was started, as RFC 3339.
    pub when: String,
}

impl HandedFile {
    /// Whether it is on disk.
    pub fn is_there(&self) -> bool {
        self.digest.is_some()
    }

    /// Its lines; none where it is missing or no text.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.as_deref().unwrap_or_default().lines()
    }

    /// Whether a person changed it or made it.
    pub fn is_touched(&self) -> bool {
        self.planned.as_ref().is_none_or(|planned| planned.state == FileState::Edited)
    }
}

impl Evidence {
    /// With the counts that the last lines of the output say, as test runners do: `48 passed, 1 failed in 3.2s`.
    #[must_use]
    pub fn counted(mut self) -> Self {
        let count = |what: &str| {
            let words = || {
                self.tail
                    .lines()
                    .rev()
                    .map(|line| line.split([' ', ',', '=']).filter(|word| !word.is_empty()).collect::<Vec<_>>())
            };
            words()
                .find_map(|words| words.windows(2).find(|pair| pair[1] == what).and_then(|pair| pair[0].parse().ok()))
        };
        (self.passed, self.failed, self.skipped) = (count("passed"), count("failed"), count("skipped"));
        self
    }

    /// Whether the command ended well.
    pub fn is_good(&self) -> bool {
        self.exit_code == Some(0) && self.failed.unwrap_or(0) == 0
    }
}
