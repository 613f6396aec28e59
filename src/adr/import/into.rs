//! Decisions put into a spec that a person wrote: lines are added, and none is touched.

use super::{Imported, yaml};
use crate::source::Span;
use crate::yaml::{Entry, Node, Value};

/// The text of a spec with these decisions in it.
///
/// # Errors
/// What is in the way, as a sentence.
pub fn into(spec: &str, root: &Node, decisions: &[Imported]) -> Result<String, String> {
    let Value::Map(entries) = &root.value else { return Err("the spec is no map of keys".to_owned()) };
    let block = yaml(decisions);
    let Some(at) = entries.iter().position(|entry| entry.key.value == "decisions") else {
        let gap = if spec.is_empty() || spec.ends_with('\n') { "" } else { "\n" };
        return Ok(format!("{spec}{gap}{block}"));
    };
    let here = match &entries[at].node.value {
        Value::Map(here) if !here.is_empty() => here,
        _ => return Err("its `decisions` is empty; take the key out, and run this again".to_owned()),
    };
    if let Some(entry) = here.iter().find(|entry| decisions.iter().any(|decision| decision.id == entry.key.value)) {
        return Err(format!("it has a decision `{}` already; take it out, or rename the record", entry.key.value));
    }
    let indent = indent(spec, here, entries[at].key.span)
        .ok_or("its `decisions` stand in braces; put each on a line of its own")?;
    let lines: String = block
        .lines()
        .skip(1)
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("{indent}{}\n", line.strip_prefix("  ").unwrap_or(line))
            }
        })
        .collect();
    let end = entries.get(at + 1).map_or(spec.len(), |next| next.key.span.start as usize);
    let end = content_end(spec, end);
    let gap = if spec[..end].ends_with('\n') { "" } else { "\n" };
    Ok(format!("{}{gap}{lines}{}", &spec[..end], &spec[end..]))
}

/// What stands before the key of the first entry in its line, where that is white space alone.
fn indent<'s>(spec: &'s str, entries: &[Entry], block: Span) -> Option<&'s str> {
    let key = entries.first()?.key.span.start as usize;
    let line = spec[..key].rfind('\n')? + 1;
    let indent = &spec[line..key];
    (line > block.start as usize && !indent.is_empty() && indent.chars().all(|c| c == ' ')).then_some(indent)
}

/// The end of the last line before `end` that is neither empty nor a comment at the start of a line.
fn content_end(spec: &str, end: usize) -> usize {
    let mut kept = spec[..end].len();
    for line in spec[..end].split_inclusive('\n').rev() {
        let is_content = !line.trim().is_empty() && !line.starts_with('#') && !line.starts_with("...");
        if is_content {
            break;
        }
        kept -= line.len();
    }
    kept
}
