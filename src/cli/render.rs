//! `archplan render`

use super::args::{Render as Arguments, To};
use super::project::text_of;
use super::{AGREES, DISAGREES, Session, Stop, styles};
use crate::disk;
use crate::files::RelPath;
use crate::prose::{self, Page};
use renderers::document::LARGEST_PICTURE;
use renderers::{Document, Theme};
use std::path::{Path, PathBuf};

/// Largest file that is taken, in bytes.
const LARGEST: u64 = 64 << 20;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let name = arguments.file.display().to_string();
    let Some(bytes) = disk::read_file(&arguments.file, LARGEST)? else {
        return Err(Stop::Usage(format!("there is no file at `{name}`")));
    };
    let text = text_of(&bytes, &name, &mut session.report)?;
    let file = session.sources.add(name.as_str(), text);
    let folder = arguments.file.parent().unwrap_or(Path::new("")).to_owned();
    let page = Page {
        file,
        name: arguments.file.file_stem().and_then(|stem| stem.to_str()).unwrap_or("document"),
        title: arguments.title.as_deref(),
        is_there: &|path| disk::is_there(&folder.join(path)),
        bytes: &|path| match disk::read_file(&folder.join(path), LARGEST_PICTURE as u64) {
            Ok(bytes) => bytes.map(Ok),
            Err(_) => Some(Err(format!("is no file that can be read, or has more than {} MiB", LARGEST_PICTURE >> 20))),
        },
    };
    let document = prose::read(&page, &mut session.sources, &mut session.report)?;
    let theme = styles::theme(arguments.theme.as_deref(), session)?;
    let (bytes, extension) = match arguments.to {
        To::Html => (renderers::html(&document, &theme).into_bytes(), "html"),
        To::Pdf => (pdf(&document, &page, &theme, session)?, "pdf"),
    };
    let out = arguments.out.clone().unwrap_or_else(|| arguments.file.with_extension(extension));
    write(&out, &bytes, arguments, session)
}

/// Writes what was made; what lies there and was not made by archplan is left alone.
fn write(out: &Path, bytes: &[u8], arguments: &Arguments, session: &Session) -> Result<u8, Stop> {
    let lies = disk::read_file(out, u64::MAX)?;
    if lies.as_deref() == Some(bytes) {
        session.say(&format!("unchanged  {}", out.display()));
        return Ok(AGREES);
    }
    if lies.as_ref().is_some_and(|lies| !is_ours(lies)) && !arguments.force {
        session.warn(&format!(
            "error: `{}` lies there and was not made by archplan\nhelp: name another file with `--out`, or write over it \
             with `--force`",
            out.display()
        ));
        return Ok(DISAGREES);
    }
    let folder =
        out.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_owned);
    let name = out.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let path = RelPath::new(name).map_err(|fault| Stop::Usage(format!("`{}`: {fault}", out.display())))?;
    disk::write_bytes(&folder, &path, bytes)?;
    session.say(&format!("{}  {}", if lies.is_some() { "rewritten" } else { "created  " }, out.display()));
    Ok(AGREES)
}

/// Whether a page or a PDF names archplan as what made it.
fn is_ours(bytes: &[u8]) -> bool {
    const MARKS: [&[u8]; 3] =
        [b"<meta name=\"generator\" content=\"archplan ", b"CreatorTool>archplan ", b"/Creator (archplan "];
    MARKS.iter().any(|mark| bytes.windows(mark.len()).any(|window| window == *mark))
}

/// The document as PDF; where Typst refuses a picture, with links in place of all of them.
#[cfg(feature = "pdf")]
fn pdf(document: &Document, page: &Page<'_>, theme: &Theme, session: &mut Session) -> Result<Vec<u8>, Stop> {
    use crate::report::{Code, Diagnostic, Report};
    let error = match renderers::pdf(document, theme) {
        Ok(bytes) => return Ok(bytes),
        Err(error) => error,
    };
    let bare = prose::read(&Page { bytes: &|_| None, ..*page }, &mut session.sources, &mut Report::default())?;
    if let Some(bytes) = (bare != *document).then(|| renderers::pdf(&bare, theme)).and_then(Result::ok) {
        let message = format!("the pictures of `{}` cannot be drawn in a PDF: {error}", document.name);
        let diagnostic = Diagnostic::placeless(Code::new("prose", "picture"), message);
        session
            .report
            .warn(diagnostic.help("links stand in their place; save the pictures anew, or in another format"));
        return Ok(bytes);
    }
    let message = format!("the document `{}` cannot be set as PDF: {error}", document.name);
    Err(Stop::Reported(session.report.error(Diagnostic::placeless(Code::new("document", "pdf"), message))))
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: &Document, _: &Page<'_>, _: &Theme, _: &mut Session) -> Result<Vec<u8>, Stop> {
    Err(Stop::Usage("this archplan was built without PDF".to_owned()))
}
