//! A project on the disk: its folder, spec, lock and manifest.

mod read;
mod resolve;
mod run;

pub(in crate::cli) use read::text_of;

use super::styles::{self, Style};
use super::{Session, Stop, catalogues, show, targets};
use crate::catalogue::{self, Catalogue};
use crate::disk::{self, Guard};
use crate::files::{Digest, RelPath, Tree};
use crate::plan::{Lock, Plan};
use crate::scaffold::{self, Generated, Target};
use crate::spec::Spec;
use crate::update::{CatalogueFolder, Manifest, Mode, Planned, SpecFile, Stage};
use crate::yaml::Node;
use read::{decision_records, fault_of_manifest, guard, nearest, read_manifest, salvaged, same_folder, shown, unfit};
use resolve::{recorded, refuse_unknown, resolved, stated};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Name of the lock in a project.
pub(in crate::cli) const LOCK: &str = "archplan.lock";
/// Name of the spec in a project.
const SPEC: &str = "spec.yaml";
/// This archplan.
pub(in crate::cli) const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Largest spec or lock that is taken from the disk, in bytes.
const LARGEST: u64 = 8 << 20;

/// A project whose plan is resolved.
pub(in crate::cli) struct Project {
    /// Its folder.
    pub(in crate::cli) root: PathBuf,
    /// Its manifest as it lies there.
    pub(in crate::cli) manifest: Manifest,
    /// The spec as it is read.
    pub(in crate::cli) spec: SpecSource,
    /// The plan.
    pub(in crate::cli) plan: Plan,
    /// Digest of the catalogue it was resolved with.
    pub(in crate::cli) catalogue: Digest,
    /// The folder that the spec was read from, which its links are relative to.
    pub(in crate::cli) beside: PathBuf,
    /// The files in the folder of the decision records.
    pub(in crate::cli) folder: Tree,
    /// How its documents are.
    pub(in crate::cli) style: Style,
    /// What writes its code.
    pub(in crate::cli) target: Target,
    /// What the manifest keeps of the target: the id of one of archplan's, or the path of its folder.
    pub(in crate::cli) target_name: String,
    /// No other run writes there as long as this one does.
    guard: Option<Guard>,
    /// What the manifest is to keep of its own catalogues.
    own_catalogues: Vec<CatalogueFolder>,
    /// What the plan was resolved from.
    pub(in crate::cli) inputs: Inputs,
    /// It is only looked at: no PDF is set for it.
    pub(in crate::cli) is_preview: bool,
    /// The code of the plan, once somebody asked for it; or why the target does not write such a plan.
    pub(in crate::cli) generated: OnceLock<Result<Vec<Generated>, Vec<scaffold::Fault>>>,
}

/// What a plan is resolved from.
pub(in crate::cli) struct Inputs {
    /// The tree of the spec.
    pub(in crate::cli) node: Node,
    /// The spec.
    pub(in crate::cli) spec: Spec,
    pub(in crate::cli) lock: Lock,
    catalogue: Catalogue,
}

/// A spec with its bytes.
pub(in crate::cli) struct SpecSource {
    /// Where it lies in the project, or will.
    pub(in crate::cli) path: RelPath,
    /// What it says.
    pub(in crate::cli) bytes: Vec<u8>,
    /// It comes from outside of the project and is taken in.
    pub(in crate::cli) from_outside: bool,
}

fn lock_path() -> RelPath {
    RelPath::new(LOCK).expect("our own path is a plain one")
}

/// Path of the manifest in a project.
pub(in crate::cli) fn manifest_path() -> RelPath {
    RelPath::new(".archplan/manifest.json").expect("our own path is a plain one")
}

impl Project {
    /// Resolves a spec for a project: its own, or one from outside.
    pub(in crate::cli) fn of_spec(spec: &Path, out: Option<&Path>, session: &mut Session) -> Result<Self, Stop> {
        let folder = spec.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let root = out.unwrap_or(folder).to_owned();
        let name = spec.file_name().and_then(|name| name.to_str());
        let is_inside = same_folder(folder, &root);
        let path = RelPath::new(name.filter(|_| is_inside).unwrap_or(SPEC));
        let path = path.map_err(|fault| Stop::Usage(format!("`{}`: {fault}", spec.display())))?;
        let Some(bytes) = disk::read_file(spec, LARGEST).map_err(unfit)? else {
            return Err(Stop::Usage(format!("there is no spec at `{}`", spec.display())));
        };
        let guard = guard(&root, session)?;
        let manifest = read_manifest(&root, session)?;
        let source = SpecSource { path, bytes, from_outside: !is_inside };
        let project = Self::resolve(root, folder, manifest, source, &spec.display().to_string(), session)?;
        Ok(Self { guard, ..project })
    }

    /// Resolves the project in a folder, or in the nearest one above that is one.
    pub(in crate::cli) fn find(out: Option<&Path>, session: &mut Session) -> Result<Self, Stop> {
        let root = match out {
            Some(folder) => folder.to_owned(),
            None => nearest(&disk::current_folder()?)?,
        };
        let guard = guard(&root, session)?;
        let manifest = read_manifest(&root, session)?;
        let project = Self::find_with(root, manifest, out.is_some(), session)?;
        Ok(Self { guard, ..project })
    }

    /// As [`Project::find`], with what can be read of the manifest and its fault where it cannot be read as a whole.
    pub(in crate::cli) fn find_damaged(
        out: Option<&Path>,
        session: &mut Session,
    ) -> Result<(Self, Option<String>), Stop> {
        let root = match out {
            Some(folder) => folder.to_owned(),
            None => nearest(&disk::current_folder()?)?,
        };
        let guard = guard(&root, session)?;
        let fault = fault_of_manifest(&root)?;
        let manifest = if fault.is_some() { salvaged(&root)? } else { read_manifest(&root, session)? };
        let project = Self::find_with(root, manifest, out.is_some(), session)?;
        Ok((Self { guard, ..project }, fault))
    }

    /// Resolves the project in a folder by its manifest.
    fn find_with(root: PathBuf, manifest: Manifest, is_named: bool, session: &mut Session) -> Result<Self, Stop> {
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
        let name = if is_named { full.display().to_string() } else { path.to_string() };
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
        if session.target.is_some() {
            manifest.target = Some(target_name.clone());
        }
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
            guard: None,
            target,
            target_name,
            own_catalogues: own.kept,
            generated: OnceLock::new(),
        })
    }

    /// What the manifest keeps of the spec once it is planned.
    pub(in crate::cli) fn spec_as_planned(&self) -> Option<SpecFile> {
        Some(SpecFile { path: self.spec.path.clone(), digest: Digest::of(&self.spec.bytes) })
    }

    /// Whether the documents are of another spec than the one that lies there.
    pub(in crate::cli) fn is_of_older_spec(&self) -> bool {
        self.manifest.spec.as_ref().is_some_and(|planned| planned.digest != Digest::of(&self.spec.bytes))
    }

    /// Takes another spec, as the next run would resolve it, to look at what that would make; gives the plan back that
    /// was there.
    pub(in crate::cli) fn suppose(&mut self, node: &Node, session: &mut Session) -> Result<Plan, Stop> {
        let Inputs { catalogue, lock, .. } = &self.inputs;
        let spec = stated(node, catalogue, &mut session.report)?;
        let plan = resolved(&spec, lock, catalogue, &mut session.report)?;
        let plan = recorded(plan, lock, &self.folder);
        self.generated = OnceLock::new();
        Ok(std::mem::replace(&mut self.plan, plan))
    }

    /// The tree of another spec and what it says, if nothing is wrong with it.
    pub(in crate::cli) fn read_other(&self, path: &Path, session: &mut Session) -> Result<(Node, Spec), Stop> {
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

    /// Says what changed in what archplan writes since the version that wrote the project.
    pub(in crate::cli) fn tell_upgrade(&self, session: &Session) {
        if let Some(version) = &self.manifest.version {
            show::changes::upgrade(version, VERSION).iter().for_each(|line| session.say(line));
        }
    }

    /// Takes a spec from outside into the project. A spec that was edited there is not written over.
    pub(in crate::cli) fn take_spec_in(&mut self) -> Result<(), Stop> {
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
        self.manifest.spec = self.spec_as_planned();
        self.manifest.version = Some(VERSION.to_owned());
        self.manifest.catalogues.clone_from(&self.own_catalogues);
        self.manifest.template.clone_from(&self.style.kept_template);
        self.manifest.theme.clone_from(&self.style.kept_theme);
        Ok(())
    }
}

/// A document as a planned file. An edit of one that is text for people is merged; a page or a picture of it is not.
pub(in crate::cli) fn document(path: &str, bytes: impl Into<Vec<u8>>, template: &str, stage: Stage) -> Planned {
    Planned {
        merged: ["md", "yaml"].iter().any(|ending| path.ends_with(&format!(".{ending}"))),
        path: RelPath::new(path).expect("our own path is a plain one"),
        file: crate::files::File::plain(bytes),
        mode: Mode::Managed,
        stage,
        template: template.to_owned(),
        template_digest: None,
        realises: Vec::new(),
    }
}
