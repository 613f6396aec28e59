//! What a command works with: the files read, the faults found, the terminal; and how it ends.

use super::args::{Catalogues, Style};
use super::show;
use crate::disk;
use crate::report::{Report, Reported};
use crate::source::Sources;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// One run of the program.
pub(super) struct Session {
    /// All files read.
    pub(super) sources: Sources,
    /// All faults found.
    pub(super) report: Report,
    /// Decisions of the lock that are decided anew; all where none is named.
    pub(super) update: Option<Vec<String>>,
    /// The own catalogues of the command line.
    pub(super) catalogues: Catalogues,
    /// The folders that the input was looked for in, for those who watch them.
    pub(super) folders: Vec<PathBuf>,
    /// How the command line wants documents.
    pub(super) style: Style,
    /// The target that the command line names: one of archplan's by its id, or a folder.
    pub(super) target: Option<String>,
    /// Whether the command writes into the project.
    pub(super) writes: bool,
}

/// Why a command stopped.
pub(super) enum Stop {
    /// The input is wrong, and the report says how.
    Reported(Reported),
    /// The command line asks for something that is not there.
    Usage(String),
    /// The world refused.
    World(disk::Error),
}

impl From<Reported> for Stop {
    fn from(reported: Reported) -> Self {
        Self::Reported(reported)
    }
}

impl From<disk::Error> for Stop {
    fn from(error: disk::Error) -> Self {
        Self::World(error)
    }
}

impl Stop {
    /// What stopped a command, where no report says it.
    pub(super) fn message(&self) -> Option<String> {
        match self {
            Self::Reported(_) => None,
            Self::Usage(message) => Some(message.clone()),
            Self::World(error) => Some(show::text::causes(error)),
        }
    }
}

impl Session {
    pub(super) fn new(catalogues: Catalogues, style: Style) -> Self {
        let (sources, report) = (Sources::default(), Report::default());
        Self { sources, report, update: None, catalogues, style, target: None, writes: false, folders: Vec::new() }
    }

    /// Says a line on the standard output. A reader who has gone away is no fault of ours.
    pub(super) fn say(&self, line: &str) {
        drop(writeln!(std::io::stdout().lock(), "{line}"));
    }

    /// Says a line on the standard error.
    pub(super) fn warn(&self, line: &str) {
        drop(writeln!(std::io::stderr().lock(), "{line}"));
    }

    /// Whether somebody reads the standard output on a terminal that shows colours.
    pub(super) fn is_coloured(&self) -> bool {
        std::io::stdout().is_terminal() && !disk::is_set("NO_COLOR")
    }

    /// Whether somebody watches.
    pub(super) fn is_watched(&self) -> bool {
        std::io::stderr().is_terminal() && !disk::is_set("CI")
    }

    /// Tells what was found and turns the end into an exit code.
    pub(super) fn finish(self, done: Result<u8, Stop>) -> ExitCode {
        let styled = std::io::stderr().is_terminal() && !disk::is_set("NO_COLOR");
        let told = show::text::report(&self.report, &self.sources, styled);
        if !told.is_empty() {
            self.warn(told.trim_end());
        }
        if let Some(message) = done.as_ref().err().and_then(Stop::message) {
            self.warn(&format!("error: {message}"));
        }
        ExitCode::from(match done {
            Ok(code) => code,
            Err(Stop::Reported(_) | Stop::Usage(_)) => 2,
            Err(Stop::World(_)) => 3,
        })
    }
}
