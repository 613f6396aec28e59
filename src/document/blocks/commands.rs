//! How to work with the project, from the targets and scripts that are really on disk.

use super::handover::Review;
use super::table::{code, table};
use crate::document::evidence::HandedFile;
use crate::document::{glob, outline, words};
use renderers::document::{Block, Cell, text};
use serde::Deserialize;
use std::collections::BTreeSet;

/// `plans/documents/handover/tasks.yaml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tasks: Vec<Task>,
    /// Commands that a file stands for, where it is there.
    stands_for: Vec<StandsFor>,
    /// Patterns of scripts that people run.
    scripts: Vec<String>,
}

/// Something that one does with a project, with the commands that may do it, the best first.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Task {
    title: String,
    commands: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StandsFor {
    path: String,
    command: String,
}

/// A command that is there.
struct Command {
    line: String,
    says: String,
    place: String,
}

/// `table tasks`: what one does, by which command; tasks without one are said to have none.
pub(super) fn tasks(review: &Review<'_>, _: &str) -> Vec<Block> {
    let file: File = outline::data("handover/tasks.yaml");
    let there = commands(review, &file);
    let rows = file.tasks.iter().map(|task| {
        let command = task.commands.iter().find_map(|name| there.iter().find(|command| command.line == *name));
        match command {
            Some(command) => [text(task.title.as_str()), code(&command.line), code(&command.place)],
            None => [text(task.title.as_str()), text("no command for it on disk"), Vec::new()],
        }
    });
    table("What one does, and how", ["To", "Run", "Found in"], rows.collect())
}

/// `table commands`: the other targets and scripts, with what they say of themselves.
pub(super) fn table_of(review: &Review<'_>, _: &str) -> Vec<Block> {
    let file: File = outline::data("handover/tasks.yaml");
    let there = commands(review, &file);
    let known: BTreeSet<&str> = there.iter().map(|command| command.line.as_str()).collect();
    let best = |task: &'_ Task| task.commands.iter().find(|name| known.contains(name.as_str())).cloned();
    let told: BTreeSet<String> = file.tasks.iter().filter_map(best).collect();
    let rows: Vec<[Cell; 3]> = there
        .iter()
        .filter(|command| !told.contains(&command.line))
        .map(|command| [code(&command.line), text(words::sentence(&command.says)), code(&command.place)])
        .collect();
    table("Commands besides these", ["Command", "Says of itself", "Found in"], rows)
}

fn commands(review: &Review<'_>, file: &File) -> Vec<Command> {
    let mut commands = Vec::new();
    for handed in review.handed.files.iter().filter(|handed| handed.is_there()) {
        let stands_for = file.stands_for.iter().filter(|known| known.path == handed.path.as_str());
        commands.extend(stands_for.map(|known| Command {
            line: known.command.clone(),
            says: String::new(),
            place: handed.path.to_string(),
        }));
        if handed.path.as_str() == "Makefile" {
            commands.extend(targets(handed));
        } else if file.scripts.iter().any(|pattern| glob::fits(pattern, handed.path.as_str())) {
            commands.push(script(handed));
        }
    }
    commands
}

/// Targets of a Makefile that say what they do: `name: needs ## what it does`.
fn targets(makefile: &HandedFile) -> Vec<Command> {
    let described = makefile.lines().enumerate().filter_map(|(i, line)| {
        let (head, says) = line.split_once("##")?;
        let (name, _) = head.split_once(':')?;
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        (!name.is_empty() && name.chars().all(plain)).then(|| Command {
            line: format!("make {name}"),
            says: says.trim().to_owned(),
            place: format!("{}:{}", makefile.path, i + 1),
        })
    });
    described.collect()
}

/// A script, with its first comment.
fn script(file: &HandedFile) -> Command {
    let comment = file.lines().enumerate().find_map(|(i, line)| Some((i, line.strip_prefix("# ")?)));
    let (line, says) = comment.map_or((0, String::new()), |(i, says)| (i, says.trim().to_owned()));
    Command { line: file.path.to_string(), says, place: format!("{}:{}", file.path, line + 1) }
}
