//! The manifest: what archplan made, so that it knows a person's edit when it sees one.

use super::{Mode, Planned, Stage};
use crate::files::{Digest, RelPath};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the form of the manifest.
const VERSION: u32 = 1;

/// Every file that archplan made in a project.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The spec of the project.
    pub spec: Option<SpecFile>,
    /// Own catalogues of the project that its spec does not say as seen from it.
    pub catalogues: Vec<CatalogueFolder>,
    /// The template of its documents, where it is not archplan's first.
    pub template: Option<StyleFolder>,
    /// The theme of its documents.
    pub theme: Option<StyleFolder>,
    /// The target of its code.
    pub target: Option<String>,
    /// The version of archplan that wrote it, such as `0.1.0`.
    pub version: Option<String>,
    /// Its files.
    pub files: BTreeMap<RelPath, Entry>,
}

/// The spec of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpecFile {
    /// Where it lies in the project.
    pub path: RelPath,
    /// Digest of the spec of which the documents are.
    pub digest: Digest,
}

/// The folder of an own catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueFolder {
    /// Path from the folder of the project, with `/` between its parts.
    pub path: String,
    /// How the spec names it, where it does.
    pub named: Option<String>,
}

/// A template or a theme that documents were made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StyleFolder {
    /// Path from the folder of the project, with `/` between its parts; for one of archplan's templates its name.
    pub path: String,
    /// Whether it is one of archplan's.
    pub built_in: bool,
    /// How the spec names it, where it does.
    pub named: Option<String>,
    /// Digest of its files; `None` for one of archplan's.
    pub digest: Option<Digest>,
}

/// A file that archplan made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Digest as last made.
    pub digest: Digest,
    /// Whose it is.
    pub mode: Mode,
    /// Which stage makes it.
    pub stage: Stage,
    /// What it was made from.
    pub template: String,
    /// Digest of that.
    pub template_digest: Option<Digest>,
    /// Nodes of the plan that it carries out.
    pub realises: Vec<String>,
    /// It was made to be run.
    pub executable: bool,
    /// Where a person moved it.
    pub at: Option<RelPath>,
    /// Why a person took it over.
    pub because: Option<String>,
    /// What a person has to settle of it.
    pub open: Option<Open>,
    /// A run saw that a person deleted it: it is not looked for elsewhere any more.
    pub deleted: bool,
}

/// What is open between a person and the plan, until they settle it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Open {
    /// Markers of a merge stand in the file.
    Lines,
    /// A generated change that was not taken lies beside the file.
    Rejected,
    /// The whole generated file lies beside it.
    Whole,
    /// They deleted what the plan changed.
    Deleted,
}

/// The form of the file; the types above may change without it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ManifestFile {
    #[serde(rename = "archplan-manifest")]
    version: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    archplan: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spec: Option<SpecForm>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    catalogues: Vec<CatalogueForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    template: Option<StyleForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    theme: Option<StyleForm>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    files: BTreeMap<String, EntryForm>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SpecForm {
    path: String,
    digest: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CatalogueForm {
    path: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    named: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct StyleForm {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    built_in: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    named: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    digest: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryForm {
    digest: String,
    mode: ModeForm,
    stage: StageForm,
    template: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    template_digest: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    realises: Vec<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    executable: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    open: Option<Open>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    deleted: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ModeForm {
    Managed,
    Once,
    Own,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum StageForm {
    Plan,
    Generate,
    Review,
}

impl Entry {
    /// The entry of a file that was made as planned.
    pub fn of(planned: &Planned) -> Self {
        Self {
            digest: planned.file.digest(),
            mode: planned.mode,
            stage: planned.stage,
            template: planned.template.clone(),
            template_digest: planned.template_digest,
            realises: planned.realises.clone(),
            executable: planned.file.executable,
            at: None,
            because: None,
            open: None,
            deleted: false,
        }
    }
}

impl Manifest {
    /// Reads a manifest.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub fn read(text: &str) -> Result<Self, String> {
        let form: ManifestFile = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if form.version != VERSION {
            return Err(format!("it has the form {}, and this archplan reads the form {VERSION}", form.version));
        }
        let version = form.archplan;
        let digest = |text: &str| text.parse::<Digest>().map_err(|_| format!("`{text}` is not a digest"));
        let path = |text: String| RelPath::new(text.clone()).map_err(|fault| format!("`{text}`: {fault}"));
        let spec = match form.spec {
            Some(spec) => Some(SpecFile { digest: digest(&spec.digest)?, path: path(spec.path)? }),
            None => None,
        };
        let mut files = BTreeMap::new();
        for (name, entry) in form.files {
            let entry = Entry {
                digest: digest(&entry.digest)?,
                mode: match entry.mode {
                    ModeForm::Managed => Mode::Managed,
                    ModeForm::Once => Mode::Once,
                    ModeForm::Own => Mode::Own,
                },
                stage: match entry.stage {
                    StageForm::Plan => Stage::Plan,
                    StageForm::Generate => Stage::Generate,
                    StageForm::Review => Stage::Review,
                },
                template: entry.template,
                template_digest: entry.template_digest.as_deref().map(digest).transpose()?,
                realises: entry.realises,
                executable: entry.executable,
                at: entry.at.map(path).transpose()?,
                because: entry.because,
                open: entry.open,
                deleted: entry.deleted,
            };
            files.insert(path(name)?, entry);
        }
        let catalogues =
            form.catalogues.into_iter().map(|CatalogueForm { path, named }| CatalogueFolder { path, named });
        let style = |form: StyleForm| match (form.built_in, form.path) {
            (Some(path), None) => Ok(StyleFolder { path, built_in: true, named: form.named, digest: None }),
            (None, Some(path)) => {
                let digest = form.digest.as_deref().map(digest).transpose()?;
                Ok(StyleFolder { path, built_in: false, named: form.named, digest })
            }
            _ => Err("a template or theme has either `built-in` or `path`".to_owned()),
        };
        let (template, theme) = (form.template.map(style).transpose()?, form.theme.map(style).transpose()?);
        Ok(Self { spec, catalogues: catalogues.collect(), template, theme, target: form.target, version, files })
    }

    /// What can be read of a text that is no manifest as a whole, such as one with markers of a merge: each line of it
    /// stands for itself. Of two lines about the same file the later one counts.
    pub fn salvage(text: &str) -> Self {
        let frame = |line: &str, is_file: bool| match is_file {
            true => format!("{{\"archplan-manifest\": {VERSION}, \"files\": {{{line}}}}}"),
            false => format!("{{\"archplan-manifest\": {VERSION}, {line}, \"files\": {{}}}}"),
        };
        let mut whole = Self::default();
        for line in text.lines().map(|line| line.trim().trim_end_matches(',')) {
            let Some(read) = [true, false].into_iter().find_map(|is_file| Self::read(&frame(line, is_file)).ok())
            else {
                continue;
            };
            whole.files.extend(read.files);
            whole.catalogues.extend(read.catalogues);
            whole.spec = read.spec.or(whole.spec);
            whole.template = read.template.or(whole.template);
            whole.theme = read.theme.or(whole.theme);
            whole.target = read.target.or(whole.target);
            whole.version = read.version.or(whole.version);
        }
        whole
    }

    /// Knows the bytes of a file that is read as well as written: an edit of it is taken in, not refused.
    pub fn take_in(&mut self, path: &RelPath, digest: Digest) {
        if let Some(entry) = self.files.get_mut(path) {
            entry.digest = digest;
        }
    }

    /// Writes the manifest: JSON with one file a line, so that git merges it line by line.
    pub fn write(&self) -> String {
        let mut text = format!("{{\n\"archplan-manifest\": {VERSION},\n");
        if let Some(version) = &self.version {
            text.push_str(&format!("\"archplan\": {},\n", json(version)));
        }
        if let Some(spec) = &self.spec {
            let form = SpecForm { path: spec.path.to_string(), digest: spec.digest.to_string() };
            text.push_str(&format!("\"spec\": {},\n", json(&form)));
        }
        if !self.catalogues.is_empty() {
            let form = |kept: &CatalogueFolder| CatalogueForm { path: kept.path.clone(), named: kept.named.clone() };
            let forms: Vec<_> = self.catalogues.iter().map(form).collect();
            text.push_str(&format!("\"catalogues\": {},\n", json(&forms)));
        }
        for (name, style) in [("template", &self.template), ("theme", &self.theme)] {
            if let Some(style) = style {
                text.push_str(&format!("\"{name}\": {},\n", json(&StyleForm::from(style))));
            }
        }
        if let Some(target) = &self.target {
            text.push_str(&format!("\"target\": {},\n", json(target)));
        }
        text.push_str("\"files\": {\n");
        let lines: Vec<_> = self
            .files
            .iter()
            .map(|(path, entry)| format!("{}: {}", json(&path.to_string()), json(&EntryForm::from(entry))))
            .collect();
        text.push_str(&lines.join(",\n"));
        text.push_str("\n}\n}\n");
        text
    }
}

impl From<&StyleFolder> for StyleForm {
    fn from(folder: &StyleFolder) -> Self {
        let path = Some(folder.path.clone());
        let (built_in, path) = if folder.built_in { (path, None) } else { (None, path) };
        Self { built_in, path, named: folder.named.clone(), digest: folder.digest.map(|digest| digest.to_string()) }
    }
}

impl From<&Entry> for EntryForm {
    fn from(entry: &Entry) -> Self {
        Self {
            digest: entry.digest.to_string(),
            mode: match entry.mode {
                Mode::Managed => ModeForm::Managed,
                Mode::Once => ModeForm::Once,
                Mode::Own => ModeForm::Own,
            },
            stage: match entry.stage {
                Stage::Plan => StageForm::Plan,
                Stage::Generate => StageForm::Generate,
                Stage::Review => StageForm::Review,
            },
            template: entry.template.clone(),
            template_digest: entry.template_digest.map(|digest| digest.to_string()),
            realises: entry.realises.clone(),
            executable: entry.executable,
            at: entry.at.as_ref().map(ToString::to_string),
            because: entry.because.clone(),
            open: entry.open,
            deleted: entry.deleted,
        }
    }
}

/// Anything of ours on one line of JSON.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("our own forms are plain data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::File;

    #[test]
    fn a_manifest_is_read_back_as_written() {
        let mut manifest = Manifest { target: Some("python-fastapi".into()), ..Manifest::default() };
        let folder =
            |path: &str, named: Option<&str>| CatalogueFolder { path: path.into(), named: named.map(Into::into) };
        manifest.catalogues = vec![folder("../platform", None), folder("../../a b", Some("../a b"))];
        let style = |path: &str, built_in, named: Option<&str>, digest| {
            Some(StyleFolder { path: path.into(), built_in, named: named.map(Into::into), digest })
        };
        manifest.template = style("arc42", true, None, None);
        manifest.theme = style("../a theme", false, Some("../theme"), Some(Digest::of(b"y")));
        manifest.spec = Some(SpecFile { path: RelPath::new("spec.yaml").unwrap(), digest: Digest::of(b"x") });
        for (path, mode, stage) in
            [("a b.md", Mode::Managed, Stage::Plan), ("\u{fc}/\"q\".py", Mode::Once, Stage::Review)]
        {
            let planned = Planned {
                path: RelPath::new(path).unwrap(),
                file: File::plain(path),
                mode,
                stage,
                template: "t".into(),
                template_digest: Some(Digest::of(b"t")),
                realises: vec!["decision:database".into()],
                merged: true,
            };
            manifest.files.insert(planned.path.clone(), Entry::of(&planned));
        }
        let text = manifest.write();
        let broken = text.replace("\"files\": {\n", "\"files\": {\n<<<<<<< HEAD\n=======\n>>>>>>> other\n");
        let read = Manifest::read(&text).unwrap();
        assert_eq!((read.spec, read.target, read.files), (manifest.spec, manifest.target, manifest.files));
        assert_eq!(read.catalogues, manifest.catalogues);
        assert_eq!((read.template, read.theme), (manifest.template, manifest.theme));
        assert!(Manifest::read(&Manifest::default().write()).is_ok());
        assert!(Manifest::read(&broken).is_err());
        assert_eq!(Manifest::salvage(&broken).write(), text);
        assert_eq!(Manifest::salvage("{\"").files.len(), 0);
    }

    #[test]
    fn a_damaged_manifest_is_told() {
        for text in [
            "",
            "{",
            "{\"archplan-manifest\": 2, \"files\": {}}",
            "{\"archplan-manifest\": 1, \"files\": {\"../x\": {}}}",
        ] {
            assert!(Manifest::read(text).is_err(), "{text}");
        }
    }
}
