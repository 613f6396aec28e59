//! A document in its formats.

use crate::cli::project::{Project, document};
use crate::cli::{Session, Stop};
use crate::files::Digest;
use crate::update::{Planned, Stage};
use renderers::Document;

/// The formats of a document, as files that differ in their endings.
pub(in crate::cli) fn formats(
    model: &Document,
    stem: &str,
    stage: Stage,
    project: &Project,
    session: &mut Session,
) -> Result<Vec<Planned>, Stop> {
    let (markdown, html) = renderers::markdown_and_html(model, &project.style.theme);
    // What the PDF is made from, but for the code that makes it: equal text and equal drawings give equal pages.
    let source = Digest::of(format!("{markdown}{html}{}", project.style.theme.digest()).as_bytes());
    let mut planned = vec![
        document(&format!("{stem}.md"), markdown, &format!("{}.md", model.name), stage),
        document(&format!("{stem}.html"), html, &format!("{}.html", model.name), stage),
    ];
    planned.extend(pdf::planned(model, stem, stage, source, project, session)?);
    Ok(planned)
}

#[cfg(feature = "pdf")]
mod pdf {
    use super::{Digest, Document, Planned, Project, Session, Stage, Stop, document};
    use crate::disk;
    use crate::files::{File, RelPath};
    use crate::report::{Code, Diagnostic};

    /// The PDF of a document: the one that lies in the project where it was made from the same, else set anew,
    /// which costs a hundred times more than everything else.
    pub(super) fn planned(
        model: &Document,
        stem: &str,
        stage: Stage,
        source: Digest,
        project: &Project,
        session: &mut Session,
    ) -> Result<Option<Planned>, Stop> {
        let source = Digest::of(format!("{source}{}", renderers::pdf::MADE_WITH).as_bytes());
        let mut planned = document(&format!("{stem}.pdf"), Vec::new(), &format!("{}.pdf", model.name), stage);
        planned.template_digest = Some(source);
        if project.is_preview {
            // What it would be set from stands for it: equal sources give equal pages.
            planned.file = File::plain(format!("\0{source}"));
            return Ok(Some(planned));
        }
        planned.file = match kept(&planned.path, source, project)? {
            Some(file) => file,
            None => File::plain(set(model, &project.style.theme, session)?),
        };
        Ok(Some(planned))
    }

    /// The PDF as it lies in the project, if archplan made it from the same source and nobody touched it.
    fn kept(path: &RelPath, source: Digest, project: &Project) -> Result<Option<File>, Stop> {
        let Some(entry) = project.manifest.files.get(path).filter(|entry| entry.template_digest == Some(source)) else {
            return Ok(None);
        };
        let lies = disk::read_paths(&project.root, [path])?;
        Ok(lies.file(path).filter(|file| file.digest() == entry.digest).cloned())
    }

    fn set(model: &Document, theme: &renderers::Theme, session: &mut Session) -> Result<Vec<u8>, Stop> {
        renderers::pdf(model, theme).map_err(|error| {
            let message = format!("the document `{}` cannot be set as PDF: {error}", model.name);
            Stop::Reported(session.report.error(Diagnostic::placeless(Code::new("document", "pdf"), message)))
        })
    }
}

/// A build without Typst, for the edit loop, makes no PDF and says so.
#[cfg(not(feature = "pdf"))]
mod pdf {
    use super::{Digest, Document, Planned, Project, Session, Stage, Stop};

    #[allow(clippy::unnecessary_wraps, reason = "the same signature as with Typst")]
    pub(super) fn planned(
        _: &Document,
        stem: &str,
        _: Stage,
        _: Digest,
        project: &Project,
        session: &mut Session,
    ) -> Result<Option<Planned>, Stop> {
        if project.is_preview {
            return Ok(None);
        }
        session.warn(&format!("this archplan was built without PDF: no {stem}.pdf"));
        Ok(None)
    }
}
