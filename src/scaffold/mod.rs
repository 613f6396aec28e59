//! Code: a plan and a target in, files in memory out.
//!
//! The central type is [`Scaffold`]; the door is [`build`]. A target is a folder of data under `templates/`: it
//! says which template becomes which file, per what, and what each realises. This room does not know what is on
//! disk, and names no language outside the post-processors that a target chooses in its `formats`.
//! Start reading at [`target`], then [`context`] for what templates see.

mod check;
mod context;
mod names;
mod python;
mod quote;
mod render;
mod sample;
mod target;

pub use target::{Check, Mode, Target};

use crate::files::{Digest, File, RelPath};
use crate::plan::Plan;
use crate::source::Span;

/// All the files of a service, in the order of their paths.
#[derive(Debug)]
pub struct Scaffold {
    /// The files; no two share a path.
    pub files: Vec<Generated>,
}

/// A file, and where it comes from.
#[derive(Debug)]
pub struct Generated {
    /// Where it lies, from the top of the project.
    pub path: RelPath,
    /// Its bytes.
    pub file: File,
    /// Whose it is once written.
    pub mode: Mode,
    /// Template that it was rendered from, from the target's folder; several joined by `+`.
    pub template: String,
    /// Digest of the text of the template.
    pub template_digest: Digest,
    /// What it realises, as nodes of the trace such as `decision:database`, `entity:Order`,
    /// `operation:orders.create`; sorted, without repetition.
    pub realises: Vec<String>,
}

/// Why a plan cannot become code of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// One sentence without a full stop.
    pub message: String,
    /// Place in the spec, where there is one.
    pub place: Option<Span>,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// Renders every file of a target for a plan.
///
/// # Errors
/// All the reasons why the target cannot serve the plan; faults of a template are among them.
pub fn build(plan: &Plan, target: &Target) -> Result<Scaffold, Vec<Fault>> {
    check::plan(plan, target)?;
    let context = context::Context::new(plan, target);
    let mut files = render::files(target, &context, plan)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let twice = files.windows(2).filter(|pair| pair[0].path == pair[1].path);
    let faults: Vec<_> =
        twice.map(|pair| Fault { message: format!("two templates write `{}`", pair[0].path), place: None }).collect();
    if faults.is_empty() { Ok(Scaffold { files }) } else { Err(faults) }
}
