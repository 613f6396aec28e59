//! `archplan serve`

use super::args::{Catalogues, Serve as Arguments, Style};
use super::project::{LOCK, Project};
use super::{AGREES, Session, Stop, generate, show, traced};
use crate::disk::{self, Watch};
use crate::document;
use crate::preview::{self, Built, Content, Hosts, Live, Page, Severity, Told};
use crate::report;
use std::net::{TcpListener, ToSocketAddrs as _};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

/// The port where none is asked for.
const PORT: u16 = 4747;
/// So many ports are tried where none is asked for.
const TRIES: u16 = 20;

const HTML: &str = "text/html; charset=utf-8";

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let listener = listen(&arguments.host, arguments.port)?;
    let address = listener.local_addr().map_err(|error| refused(&arguments.host, error))?;
    if !address.ip().is_loopback() {
        session.warn(&format!("everybody who reaches {address} can read the documents"));
    }
    let live = Live::default();
    let maker = Maker {
        spec: arguments.spec.clone(),
        out: arguments.out.clone(),
        catalogues: session.catalogues.clone(),
        style: session.style.clone(),
    };
    let watch = Watch::new()?;
    let shown = live.clone();
    thread::spawn(move || maker.keep(watch, &shown));
    session.say(&format!("showing {} at http://{address}/ until Ctrl-C", arguments.spec.display()));
    preview::serve(listener, live, Hosts::and(&arguments.host)).map_err(|error| refused(&arguments.host, error))?;
    Ok(AGREES)
}

/// The port asked for, else the first free one from [`PORT`] on.
fn listen(host: &str, port: Option<u16>) -> Result<TcpListener, Stop> {
    let bound =
        |port: u16| (host, port).to_socket_addrs().and_then(|found| TcpListener::bind(&*found.collect::<Vec<_>>()));
    match port {
        Some(port) => bound(port).map_err(|error| match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                Stop::Usage(format!("port {port} is taken; leave `--port` out for the next free one"))
            }
            _ => refused(host, error),
        }),
        None => {
            let mut last = None;
            for port in PORT..PORT + TRIES {
                match bound(port) {
                    Ok(listener) => return Ok(listener),
                    Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some(error),
                    Err(error) => return Err(refused(host, error)),
                }
            }
            Err(refused(host, last.unwrap_or_else(|| std::io::ErrorKind::AddrInUse.into())))
        }
    }
}

fn refused(host: &str, source: std::io::Error) -> Stop {
    Stop::World(disk::Error { doing: "answer at", path: PathBuf::from(host), source })
}

/// Watches what is read; what cannot be watched is said, and shown as it was.
fn follow(watch: &mut Watch, files: &[PathBuf], folders: &[PathBuf], session: &Session) -> bool {
    watch.follow(files, folders).unwrap_or_else(|error| {
        session.warn(&format!("warning: {}", show::text::causes(&error)));
        false
    })
}

/// Makes the documents anew at every change.
struct Maker {
    spec: PathBuf,
    out: Option<PathBuf>,
    catalogues: Catalogues,
    style: Style,
}

impl Maker {
    /// Makes, shows and waits, for ever.
    fn keep(&self, mut watch: Watch, live: &Live) {
        let session = Session::new(Catalogues::default(), Style::default());
        let files = [self.spec.clone(), self.root().join(LOCK)];
        let (mut told, mut folders) = (String::new(), Vec::new());
        follow(&mut watch, &files, &folders, &session);
        loop {
            let (built, text) = self.build(&mut folders);
            live.show(built);
            if text != told {
                session.warn(text.trim_end());
                told = text;
            }
            // What was not watched may have changed while it was read.
            if !follow(&mut watch, &files, &folders, &session) {
                watch.wait();
            }
        }
    }

    fn root(&self) -> &Path {
        let beside = self.spec.parent().filter(|folder| !folder.as_os_str().is_empty());
        self.out.as_deref().or(beside).unwrap_or(Path::new("."))
    }

    /// One run of the pipeline: what it gave, and the same as a terminal is told. The folders that it read are put into
    /// `folders`, where it came so far as to know them.
    fn build(&self, folders: &mut Vec<PathBuf>) -> (Built, String) {
        let elapsed = disk::stopwatch();
        let mut session = Session::new(self.catalogues.clone(), self.style.clone());
        let made = self.pages(&mut session);
        // A run that failed before it came to them knows none.
        if !session.folders.is_empty() || made.is_ok() {
            *folders = std::mem::take(&mut session.folders);
        }
        let mut told: Vec<Told> =
            show::text::each(&session.report, &session.sources).into_iter().map(as_told).collect();
        let pages = match made {
            Ok(pages) => Some(pages),
            Err(stop) => {
                told.extend(
                    stop.message().map(|text| Told { severity: Severity::Error, text: format!("error: {text}") }),
                );
                None
            }
        };
        let milliseconds = u64::try_from(elapsed().as_millis()).unwrap_or(u64::MAX);
        let texts: Vec<&str> = told.iter().map(|told| told.text.as_str()).collect();
        let text = if texts.is_empty() { "the spec is well".to_owned() } else { texts.join("\n\n") };
        (Built { pages, told, milliseconds }, text)
    }

    fn pages(&self, session: &mut Session) -> Result<Vec<Page>, Stop> {
        let project = Project::of_spec(&self.spec, self.out.as_deref(), session)?;
        generate::survey(&project)?;
        let realised = traced::realised(&project)?;
        // Somebody waits for the page: what there is to warn of is looked for meanwhile.
        let (shown, warned) = thread::scope(|scope| {
            let shown = scope.spawn(|| {
                let design = document::design_with(&project.plan, &realised, &project.style.template);
                let html = renderers::html(&design, &project.style.theme);
                (design, html)
            });
            let warned = traced::warn(&project, session);
            (shown.join().unwrap_or_else(|panic| resume_unwind(panic)), warned)
        });
        warned?;
        let (design, html) = shown;
        let ready = |name: &str, title: &str, media, text: String| Page {
            name: name.to_owned(),
            title: title.to_owned(),
            media,
            content: Content::Ready(Arc::from(text.into_bytes())),
        };
        let openapi = document::openapi_yaml(&project.plan);
        let later = design.clone();
        let mut pages = vec![ready("plan.html", "Plan", HTML, html)];
        pages.extend(pdf(design, project.style.theme));
        pages.push(Page {
            name: "plan.md".to_owned(),
            title: "Markdown".to_owned(),
            media: "text/plain; charset=utf-8",
            content: Content::Later(Arc::new(move || Ok(renderers::markdown(&later).into_bytes()))),
        });
        pages.push(ready("openapi.yaml", "OpenAPI", "text/plain; charset=utf-8", openapi));
        Ok(pages)
    }
}

fn as_told((severity, text): (report::Severity, String)) -> Told {
    let severity = match severity {
        report::Severity::Error => Severity::Error,
        report::Severity::Warning => Severity::Warning,
    };
    Told { severity, text }
}

/// The PDF, set when somebody asks for it: it takes a hundred times longer than all else.
#[cfg(feature = "pdf")]
fn pdf(design: renderers::Document, theme: renderers::Theme) -> Option<Page> {
    let set = std::sync::OnceLock::new();
    let make = move || {
        let set = set.get_or_init(|| renderers::pdf(&design, &theme).map_err(|error| error.to_string()));
        set.clone()
    };
    let content = Content::Later(Arc::new(make));
    Some(Page { name: "plan.pdf".to_owned(), title: "PDF".to_owned(), media: "application/pdf", content })
}

#[cfg(not(feature = "pdf"))]
fn pdf(_: renderers::Document, _: renderers::Theme) -> Option<Page> {
    None
}
