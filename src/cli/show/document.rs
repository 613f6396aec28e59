//! A document in its formats.

use crate::cli::project::document;
use crate::cli::{Session, Stop};
use crate::update::{Planned, Stage};
use renderers::Document;

/// The formats of a document, as files that differ in their endings.
pub(in crate::cli) fn formats(
    model: &Document,
    stem: &str,
    stage: Stage,
    session: &mut Session,
) -> Result<Vec<Planned>, Stop> {
    let mut planned = vec![
        document(&format!("{stem}.md"), renderers::markdown(model), &format!("{}.md", model.name), stage),
        document(&format!("{stem}.html"), renderers::html(model), &format!("{}.html", model.name), stage),
    ];
    planned.extend(pdf(model, stem, stage, session)?);
    Ok(planned)
}

#[cfg(feature = "pdf")]
fn pdf(model: &Document, stem: &str, stage: Stage, session: &mut Session) -> Result<Option<Planned>, Stop> {
    use crate::report::{Code, Diagnostic};
    match renderers::pdf(model) {
        Ok(bytes) => Ok(Some(document(&format!("{stem}.pdf"), bytes, &format!("{}.pdf", model.name), stage))),
        Err(error) => {
            let message = format!("the document `{}` cannot be set as PDF: {error}", model.name);
            Err(Stop::Reported(session.report.error(Diagnostic::placeless(Code::new("document", "pdf"), message))))
        }
    }
}

/// A build without Typst, for the edit loop, makes no PDF and says so.
#[cfg(not(feature = "pdf"))]
#[allow(clippy::unnecessary_wraps, reason = "the same signature as with Typst")]
fn pdf(_: &Document, stem: &str, _: Stage, session: &mut Session) -> Result<Option<Planned>, Stop> {
    session.warn(&format!("this archplan was built without PDF: no {stem}.pdf"));
    Ok(None)
}
