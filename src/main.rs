//! The binary.

fn main() -> std::process::ExitCode {
    archplan::cli::run(std::env::args_os())
}
