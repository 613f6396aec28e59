//! A document in, bytes out.
//!
//! [`Document`] is the one model behind every format. [`markdown()`], [`html()`] and, with the feature `pdf`,
//! `pdf()` are pure functions from it, the latter two with a [`Theme`] for their look: no clock, no disk, no network, no knowledge of specs or decisions. [`page()`] writes
//! a short file whose headings a convention fixes.
//! [`read::blocks`] goes the other way, from Markdown that a person wrote to the model.
//!
//! Every format numbers the sections by their position and shows the number before the title.
//!
//! Start reading at [`document`]; a diagram is described in [`diagram`] and drawn by its siblings.

pub mod diagram;
pub mod document;
mod fonts;
mod highlight;
mod html;
mod markdown;
mod outline;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod read;
mod text;
pub mod theme;

pub use document::Document;
pub use html::html;
pub use markdown::{SectionText, front_matter_value, markdown, page, sections};
#[cfg(feature = "pdf")]
pub use pdf::pdf;
pub use theme::Theme;

/// Both formats that are text, made at the same time: Markdown and HTML, as [`markdown()`] and [`html()`] give them.
pub fn markdown_and_html(document: &Document, theme: &Theme) -> (String, String) {
    std::thread::scope(|scope| {
        let markdown = scope.spawn(|| markdown(document));
        let html = html(document, theme);
        (markdown.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), html)
    })
}

// The sample document stands with the integration tests and names this crate as they do.
#[cfg(test)]
extern crate self as archplan_renderers;
#[cfg(test)]
#[path = "../tests/geometry/mod.rs"]
mod geometry;
#[cfg(test)]
#[path = "../tests/sample/mod.rs"]
#[expect(unreachable_pub, reason = "it is public for integration tests")]
mod sample;
