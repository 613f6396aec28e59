//! From the files of a catalogue to its records.

use super::record::{
    AdviceFile, AdviceRecord, AreasFile, AttributeRecord, DecisionRecord, DecisionsFile, PrincipleRecord,
    PrinciplesFile, QualitiesFile, RecoveryFile,
};
use crate::files::{Digest, File, RelPath, Tree};
use crate::report::{Code, Diagnostic, Report, Reported};
use crate::source::{Sources, Spanned};
use crate::yaml::{Read, Reader, parse};
use include_dir::{Dir, DirEntry};

/// The records of a catalogue, as read.
pub(super) struct Records {
    pub(super) areas: Vec<(String, String)>,
    /// With the id of the area, which is the name of the file.
    pub(super) decisions: Vec<(String, Spanned<String>, DecisionRecord)>,
    pub(super) principles: Vec<(Spanned<String>, PrincipleRecord)>,
    pub(super) qualities: Vec<(Spanned<String>, AttributeRecord)>,
    pub(super) advice: Vec<(Spanned<String>, AdviceRecord)>,
    pub(super) figures: Vec<(String, u32)>,
    pub(super) digest: Digest,
}

/// The YAML files of an embedded folder that belong to a catalogue.
pub(super) fn embedded(dir: &Dir<'static>) -> Tree {
    let mut tree = Tree::default();
    let mut open = vec![dir];
    while let Some(dir) = open.pop() {
        for entry in dir.entries() {
            match entry {
                DirEntry::Dir(dir) if dir.path() == std::path::Path::new("decisions") => open.push(dir),
                DirEntry::File(file) if file.path().extension().is_some_and(|extension| extension == "yaml") => {
                    let path = file.path().to_str().and_then(|path| RelPath::new(path.replace('\\', "/")).ok());
                    tree.insert(path.expect("our own files have plain names"), File::plain(file.contents()));
                }
                _ => {}
            }
        }
    }
    tree
}

/// Reads all files of a catalogue.
pub(super) fn read(tree: &Tree, sources: &mut Sources, report: &mut Report) -> Result<Records, Reported> {
    let areas: Option<AreasFile> = document(tree, "areas.yaml", sources, report);
    let principles: Option<PrinciplesFile> = document(tree, "principles.yaml", sources, report);
    let areas: Vec<(String, String)> = areas
        .iter()
        .flat_map(|file| file.areas.iter().map(|(id, title)| (id.value.clone(), title.value.clone())))
        .collect();
    let mut decisions = Vec::new();
    for (area, _) in &areas {
        let file: Option<DecisionsFile> = document(tree, &format!("decisions/{area}.yaml"), sources, report);
        let found = file.iter().flat_map(|file| file.decisions.iter());
        decisions.extend(found.map(|(id, decision)| (area.clone(), id.clone(), decision.clone())));
    }
    let principles =
        principles.iter().flat_map(|file| file.principles.iter().map(|(id, p)| (id.clone(), p.clone()))).collect();
    let qualities: Option<QualitiesFile> = optional(tree, "qualities.yaml", sources, report);
    let qualities =
        qualities.iter().flat_map(|file| file.qualities.iter().map(|(id, q)| (id.clone(), q.clone()))).collect();
    let advice: Option<AdviceFile> = optional(tree, "advice.yaml", sources, report);
    let advice = advice.iter().flat_map(|file| file.advice.iter().map(|(id, a)| (id.clone(), a.clone()))).collect();
    let recovery: Option<RecoveryFile> = optional(tree, "recovery.yaml", sources, report);
    let figures =
        recovery.iter().flat_map(|file| file.figures.iter().map(|(id, n)| (id.value.clone(), n.value))).collect();
    report.check().map(|()| Records { areas, decisions, principles, qualities, advice, figures, digest: digest(tree) })
}

/// One file that a catalogue may do without.
fn optional<T: Read>(tree: &Tree, name: &str, sources: &mut Sources, report: &mut Report) -> Option<T> {
    let is_there = RelPath::new(name).is_ok_and(|path| tree.get(&path).is_some());
    if is_there { document(tree, name, sources, report) } else { None }
}

/// One file, read; `None` where it is not there or faulty, which was reported.
fn document<T: Read>(tree: &Tree, name: &str, sources: &mut Sources, report: &mut Report) -> Option<T> {
    let file = RelPath::new(name).ok().and_then(|path| tree.get(&path));
    let Some(text) = file.and_then(File::text) else {
        report.error(Diagnostic::placeless(
            Code::new("catalogue", "file"),
            format!("the catalogue has no readable file `{name}`"),
        ));
        return None;
    };
    let id = sources.add(format!("plans/{name}"), text);
    let node = parse(sources, id, report).ok()?;
    Some(T::read(&node, &mut Reader::new(report, "catalogue")))
}

fn digest(tree: &Tree) -> Digest {
    let all: Vec<String> = tree.iter().map(|(path, file)| format!("{path} {}\n", file.digest())).collect();
    Digest::of(all.concat().as_bytes())
}
