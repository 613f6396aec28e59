//! The command line: a command reads, calls, shows, and returns an exit code. No logic lives here.
//!
//! Exit codes: 0 all well; 1 something disagrees or was refused; 2 wrong input; 3 the world refused.

mod adr;
mod args;
mod build;
mod catalogue;
mod catalogues;
mod check;
mod diff;
mod doctor;
mod explain;
mod export;
mod generate;
mod graph;
mod impact;
mod own;
mod plan;
mod project;
mod records;
mod render;
mod resolve;
mod review;
mod schema;
mod serve;
mod session;
mod show;
mod side;
mod styles;
mod targets;
mod trace;
mod traced;
mod why;

use args::{Arguments, Command};
use clap::Parser as _;
use session::{Session, Stop};
use std::ffi::OsString;
use std::process::ExitCode;

/// Nothing disagrees.
const AGREES: u8 = 0;
/// Something disagrees or was refused.
const DISAGREES: u8 = 1;

/// Runs one command; `arguments` begin with the name of the program.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // clap tells faults and help on the right stream, and its codes (0, 2) are ours.
            drop(error.print());
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    let mut session = Session::new(arguments.command.catalogues(), arguments.command.style());
    session.target = arguments.command.target();
    session.writes = arguments.command.writes();
    let done = match &arguments.command {
        Command::Plan(command) => plan::run(command, &mut session),
        Command::Generate(command) => generate::run(command, &mut session),
        Command::Review(command) => review::run(command, &mut session),
        Command::Check(command) => check::run(command, &mut session),
        Command::Build(command) => build::run(command, &mut session),
        Command::Serve(command) => serve::run(command, &mut session),
        Command::Resolve(command) => resolve::run(command, &mut session),
        Command::Eject(command) => own::eject(command, &mut session),
        Command::Adopt(command) => own::adopt(command, &mut session),
        Command::Doctor(command) => doctor::run(command, &mut session),
        Command::Adr(command) => adr::run(command, &mut session),
        Command::Why(command) => why::run(command, &mut session),
        Command::Graph(command) => graph::run(command, &mut session),
        Command::Export(command) => export::run(command, &mut session),
        Command::Trace(command) => trace::run(command, &mut session),
        Command::Impact(command) => impact::run(command, &mut session),
        Command::Render(command) => render::run(command, &mut session),
        Command::Diff(command) => diff::run(command, &mut session),
        Command::Explain(command) => explain::run(command, &mut session),
        Command::Schema(command) => schema::run(command, &mut session),
        Command::Targets(command) => targets::run(command, &mut session),
        Command::Catalogue(command) => catalogue::run(command, &mut session),
    };
    if !arguments.command.makes_plan() {
        session.report.leave_out(|found| found.code.room == "advice");
    }
    session.finish(done)
}
