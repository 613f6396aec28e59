//! A project on the disk: its folder, spec, lock and manifest.

use super::styles::{self, Style};
use super::{AGREES, DISAGREES, Session, Stop, catalogues, targets};
use crate::adr;
use crate::catalogue::{self, Catalogue};
use crate::disk;
use crate::files::{Digest, RelPath, Tree};
use crate::plan::{Lock, Plan, Record};
use crate::report::{Code, Diagnostic, Report, Reported, nearest as nearest_name};
use crate::scaffold::Target;
use crate::scaffold::{self, Generated};
use crate::spec::Spec;
use crate::update::{CatalogueFolder, Changes, Manifest, Mode, Planned, SpecFile, Stage};
use crate::yaml::Node;
use std::collections::BTreeSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Name of the lock in a project.
pub(super) const LOCK: &str = "archplan.lock";
/// Name of the spec in a project.
const SPEC: &str = "spec.yaml";
/// Largest spec or lock that is taken from the disk, in bytes.
const LARGEST: u64 = 8 << 20;

/// A project whose plan is resolved.
pub(super) struct Project {
    /// Its folder.
    pub(super) root: PathBuf,
    /// Its manifest as it lies there.
    pub(super) manifest: Manifest,
    /// The spec as it is read.
    pub(super) spec: SpecSource,
    /// The plan.
    pub(super) plan: Plan,
    /// Digest of the catalogue it was resolved with.
    pub(super) catalogue: Digest,
    /// The folder that the spec was read from, which its links are relative to.
    pub(super) beside: PathBuf,
    /// The files in the folder of the decision records.
    pub(super) folder: Tree,
    /// How its documents are.
    pub(super) style: Style,
    /// What writes its code.
    pub(super) target: Target,
    /// What the manifest keeps of the target: the id of one of archplan's, or the path of its folder.
    pub(super) target_name: String,
    /// What the manifest is to keep of its own catalogues.
    own_catalogues: Vec<CatalogueFolder>,
    /// What the plan was resolved from.
    pub(super) inputs: Inputs,
    /// It is only looked at: no PDF is set for it.
    pub(super) is_preview: bool,
    /// The code of the plan, once somebody asked for it; or why the target does not write such a plan.
    pub(super) generated: OnceLock<Result<Vec<Generated>, Vec<scaffold::Fault>>>,
}

/// What a plan is resolved from.
pub(super) struct Inputs {
    /// The tree of the spec.
    pub(super) node: Node,
    /// The spec.
    pub(super) spec: Spec,
    pub(super) lock: Lock,
    catalogue: Catalogue,
}

/// A spec with its bytes.
pub(super) struct SpecSource {
    /// Where it lies in the project, or will.
    pub(super) path: RelPath,
    /// What it says.
    pub(super) bytes: Vec<u8>,
    /// It comes from outside of the project and is taken in.
    pub(super) from_outside: bool,
}

fn lock_path() -> RelPath {
    RelPath::new(LOCK).expect("our own path is a plain one")
}

/// Path of the manifest in a project.
pub(super) fn manifest_path() -> RelPath {
    RelPath::new(".archplan/manifest.json").expect("our own path is a plain one")
}

impl Project {
    /// Resolves a spec for a project: its own, or one from outside.
    pub(super) fn of_spec(spec: &Path, out: Option<&Path>, session: &mut Session) -> Result<Self, Stop> {
        let folder = spec.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = out.unwrap_or(folder).to_owned();
        let name = spec.file_name().and_then(|name| name.to_str());
        let is_inside = same_folder(folder, &root);
        let path = RelPath::new(name.filter(|_| is_inside).unwrap_or(SPEC));
        let path = path.map_err(|fault| Stop::Usage(format!("`{}`: {fault}", spec.display())))?;
        let Some(bytes) = disk::read_file(spec, LARGEST).map_err(unfit)? else {
            return Err(Stop::Usage(format!("there is no spec at `{}`", spec.display())));
        };
        let manifest = read_manifest(&root, session)?;
        let source = SpecSource { path, bytes, from_outside: !is_inside };
        Self::resolve(root, folder, manifest, source, &spec.display().to_string(), session)
    }

    /// Resolves the project in a folder, or in the nearest one above that is one.
    pub(super) fn find(out: Option<&Path>, session: &mut Session) -> Result<Self, Stop> {
        let root = match out {
            Some(folder) => folder.to_owned(),
            None => nearest(&disk::current_folder()?)?,
        };
        let manifest = read_manifest(&root, session)?;
        let path = match &manifest.spec {
            Some(spec) => spec.path.clone(),
            None => RelPath::new(SPEC).expect("our own path is a plain one"),
        };
        let full = root.join(path.as_str());
        let Some(bytes) = disk::read_file(&full, LARGEST).map_err(unfit)? else {
            let help = "begin with `archplan plan spec.yaml`, or name the folder of the project with `--out`";
            return Err(Stop::Usage(format!("`{}` is no project: there is no `{path}`; {help}", root.display())));
        };
        if disk::read_file(&root.join(LOCK), LARGEST)?.is_none() {
            return Err(Stop::Usage(format!(
                "`{}` has no `{LOCK}` yet; run `archplan plan {path}` first",
                root.display()
            )));
        }
        let name = if out.is_some() { full.display().to_string() } else { path.to_string() };
        let base = full.parent().unwrap_or(&root).to_owned();
        Self::resolve(root, &base, manifest, SpecSource { path, bytes, from_outside: false }, &name, session)
    }

    /// Resolves a spec; `base` is the folder that it lies in.
    fn resolve(
        root: PathBuf,
        base: &Path,
        mut manifest: Manifest,
        spec: SpecSource,
        name: &str,
        session: &mut Session,
    ) -> Result<Self, Stop> {
        let Session { sources, report, .. } = session;
        let text = text_of(&spec.bytes, name, report)?;
        let file = sources.add(name, text);
        let lock = match disk::read_file(&root.join(LOCK), LARGEST)? {
            Some(bytes) => {
                // What somebody wrote into the lock is read, so that it may be written anew.
                manifest.take_in(&lock_path(), Digest::of(&bytes));
                let file = sources.add(shown(&root.join(LOCK)), text_of(&bytes, LOCK, report)?);
                Lock::read(sources, file, report)
            }
            None => Ok(Lock::default()),
        };
        let node = crate::yaml::parse(sources, file, report)?;
        let draft = crate::spec::read_node(&node, report)?;
        let own = catalogues::find(draft.partial(), base, &root, &manifest, session)?;
        let (target, target_name) = targets::find(&root, &manifest, session)?;
        let Session { sources, report, update, .. } = session;
        let mut catalogue: Catalogue = catalogue::extended(&catalogue::built_in(), &own.overlays, sources, report)?;
        targets::aim(&mut catalogue, &target, report)?;
        crate::plan::check_names(draft.partial(), &catalogue, report);
        let stated = draft.finish(report)?;
        let mut lock = lock?;
        if let Some(decisions) = update {
            refuse_unknown(decisions, &catalogue)?;
            lock.update(decisions);
        }
        let plan = resolved(&stated, &lock, &catalogue, report)?;
        let style = styles::find(&stated, base, &root, &manifest, &plan, session)?;
        let folder = decision_records(&root, &lock.records, &mut manifest)?;
        let plan = recorded(plan, &lock, &folder);
        let digest = catalogue.digest;
        let inputs = Inputs { node, spec: stated, lock, catalogue };
        Ok(Self {
            root,
            manifest,
            spec,
            plan,
            catalogue: digest,
            inputs,
            beside: base.to_owned(),
            folder,
            is_preview: false,
            style,
            target,
            target_name,
            own_catalogues: own.kept,
            generated: OnceLock::new(),
        })
    }

    /// Whether the documents are of another spec than the one that lies there.
    pub(super) fn is_of_older_spec(&self) -> bool {
        self.manifest.spec.as_ref().is_some_and(|planned| planned.digest != Digest::of(&self.spec.bytes))
    }

    /// Takes another spec, as the next run would resolve it, to look at what that would make; gives the plan back that
    /// was there.
    pub(super) fn suppose(&mut self, node: &Node, session: &mut Session) -> Result<Plan, Stop> {
        let Inputs { catalogue, lock, .. } = &self.inputs;
        let spec = stated(node, catalogue, &mut session.report)?;
        let plan = resolved(&spec, lock, catalogue, &mut session.report)?;
        let plan = recorded(plan, lock, &self.folder);
        self.generated = OnceLock::new();
        Ok(std::mem::replace(&mut self.plan, plan))
    }

    /// The tree of another spec and what it says, if nothing is wrong with it.
    pub(super) fn read_other(&self, path: &Path, session: &mut Session) -> Result<(Node, Spec), Stop> {
        let Session { sources, report, .. } = session;
        let name = path.display().to_string();
        let Some(bytes) = disk::read_file(path, LARGEST).map_err(unfit)? else {
            return Err(Stop::Usage(format!("there is no spec at `{name}`")));
        };
        let text = text_of(&bytes, &name, report)?;
        let file = sources.add(name, text);
        let node = crate::yaml::parse(sources, file, report)?;
        let spec = stated(&node, &self.inputs.catalogue, report)?;
        Ok((node, spec))
    }

    /// What a run of one stage would do.
    pub(super) fn changes(&self, planned: Vec<Planned>, stage: Stage, restore: bool) -> Result<Changes, Stop> {
        let of_stage = self.manifest.files.iter().filter(|(_, entry)| entry.stage == stage).map(|(path, _)| path);
        let disk = disk::read_paths(&self.root, planned.iter().map(|planned| &planned.path).chain(of_stage))?;
        Ok(crate::update::changes(&disk, &self.manifest, planned, stage, restore))
    }

    /// Decides what a run of one stage does, does it, and says it. The code is that of a refusal where a file was
    /// refused; the others are written all the same.
    pub(super) fn carry_out(
        &mut self,
        planned: Vec<Planned>,
        stage: Stage,
        restore: bool,
        session: &Session,
    ) -> Result<u8, Stop> {
        let changes = self.changes(planned, stage, restore)?;
        disk::apply(&self.root, &changes, &manifest_path())?;
        for line in super::show::changes::lines(&changes, &self.root) {
            session.say(&line);
        }
        let refused = changes.refused().next().is_some();
        self.manifest = changes.manifest;
        Ok(if refused { DISAGREES } else { AGREES })
    }

    /// Takes a spec from outside into the project. A spec that was edited there is not written over.
    pub(super) fn take_spec_in(&mut self) -> Result<(), Stop> {
        let digest = Digest::of(&self.spec.bytes);
        if self.spec.from_outside {
            let path = self.root.join(self.spec.path.as_str());
            let lies = disk::read_file(&path, u64::MAX)?.map(|bytes| Digest::of(&bytes));
            let known = self.manifest.spec.as_ref().map(|spec| spec.digest);
            match lies {
                Some(lies) if lies == digest => {}
                Some(lies) if Some(lies) != known => {
                    let message = format!("`{}` is not the spec that was planned from outside before", path.display());
                    return Err(Stop::Usage(format!("{message}; plan it in its own folder, or move it away")));
                }
                _ => disk::write_bytes(&self.root, &self.spec.path, &self.spec.bytes)?,
            }
        }
        self.manifest.spec = Some(SpecFile { path: self.spec.path.clone(), digest });
        self.manifest.catalogues.clone_from(&self.own_catalogues);
        self.manifest.template.clone_from(&self.style.kept_template);
        self.manifest.theme.clone_from(&self.style.kept_theme);
        Ok(())
    }
}

/// The spec of a tree, if nothing is wrong with it.
fn stated(node: &Node, catalogue: &Catalogue, report: &mut Report) -> Result<Spec, Stop> {
    let draft = crate::spec::read_node(node, report)?;
    crate::plan::check_names(draft.partial(), catalogue, report);
    Ok(draft.finish(report)?)
}

/// A document as a planned file.
pub(super) fn document(path: &str, bytes: impl Into<Vec<u8>>, template: &str, stage: Stage) -> Planned {
    Planned {
        path: RelPath::new(path).expect("our own path is a plain one"),
        file: crate::files::File::plain(bytes),
        mode: Mode::Managed,
        stage,
        template: template.to_owned(),
        template_digest: None,
        realises: Vec::new(),
    }
}

/// The plan with what other choices would do.
fn resolved(spec: &Spec, lock: &Lock, catalogue: &Catalogue, report: &mut Report) -> Result<Plan, Reported> {
    let plan = crate::plan::resolve(spec, lock, catalogue, report)?;
    let alternatives = crate::plan::alternatives(spec, &plan, catalogue);
    Ok(plan.with_alternatives(alternatives))
}

/// The plan with the days of its decisions as the lock will keep them, so that the next run tells the same.
fn recorded(plan: Plan, lock: &Lock, folder: &Tree) -> Plan {
    let taken = adr::highest(folder, &lock.records);
    let records = adr::keep(&plan, &lock.records, taken, &disk::today());
    plan.with_records(records)
}

fn refuse_unknown(decisions: &[String], catalogue: &Catalogue) -> Result<(), Stop> {
    let Some(unknown) = decisions.iter().find(|id| catalogue.decision(id).is_none()) else { return Ok(()) };
    let near = nearest_name(unknown, catalogue.decisions.iter().map(|decision| decision.id.as_str()));
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "a spec stands before `--update`: `archplan plan spec.yaml --update DECISION`".to_owned(),
    };
    Err(Stop::Usage(format!("`{unknown}` is not a decision of the catalogue; {help}")))
}

/// What lies in the folder of the decision records. A record belongs to the people once it is written: their edits are
/// taken in.
fn decision_records(root: &Path, records: &[Record], manifest: &mut Manifest) -> Result<Tree, Stop> {
    let folder = root.join(adr::FOLDER);
    let tree = if disk::is_there(&folder) { disk::read_tree(&folder)? } else { Tree::default() };
    let names: BTreeSet<String> = records.iter().map(Record::file_name).collect();
    for (path, file) in tree.iter().filter(|(path, _)| names.contains(path.as_str())) {
        let path = RelPath::new(format!("{}/{path}", adr::FOLDER)).expect("both parts are plain paths");
        manifest.take_in(&path, file.digest());
    }
    Ok(tree)
}

fn read_manifest(root: &Path, session: &mut Session) -> Result<Manifest, Stop> {
    let path = root.join(manifest_path().as_str());
    let Some(bytes) = disk::read_file(&path, u64::MAX)? else { return Ok(Manifest::default()) };
    let read = String::from_utf8(bytes).map_err(|error| error.to_string()).and_then(|text| Manifest::read(&text));
    read.map_err(|fault| {
        let message = format!("the manifest `{}` cannot be read: {fault}", shown(&path));
        let diagnostic = Diagnostic::placeless(Code::new("manifest", "damaged"), message);
        Stop::Reported(session.report.error(diagnostic.help(
            "take it back from git, or delete it: files that were not edited are then recognised by their bytes",
        )))
    })
}

/// A path as it is shown: one in this folder without the dot that stands for it.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

/// The text of a file for people; a mark of byte order at its start is left out.
pub(super) fn text_of(bytes: &[u8], name: &str, report: &mut Report) -> Result<String, Stop> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
        Err(error) => {
            let message = format!("`{name}` is not UTF-8 text: byte {} cannot be read", error.valid_up_to() + 1);
            let diagnostic = Diagnostic::placeless(Code::new("yaml", "not-text"), message);
            Err(Stop::Reported(report.error(diagnostic.help("save it as UTF-8"))))
        }
    }
}

/// A spec that is no file, or a far too large one, is wrong input and no fault of the world.
fn unfit(error: disk::Error) -> Stop {
    match error.source.kind() {
        ErrorKind::FileTooLarge | ErrorKind::InvalidInput => Stop::Usage(super::show::text::causes(&error)),
        _ => Stop::World(error),
    }
}

fn nearest(from: &Path) -> Result<PathBuf, Stop> {
    let is_project = |folder: &&Path| {
        disk::is_there(&folder.join(manifest_path().as_str()))
            || (disk::is_there(&folder.join(SPEC)) && disk::is_there(&folder.join(LOCK)))
    };
    from.ancestors().find(is_project).map(Path::to_owned).ok_or_else(|| {
        let help = "begin with `archplan plan spec.yaml`, or name the folder of the project with `--out`";
        Stop::Usage(format!("neither this folder nor one above it is a project; {help}"))
    })
}

fn same_folder(one: &Path, other: &Path) -> bool {
    match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}
