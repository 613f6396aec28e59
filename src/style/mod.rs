//! How a house wants its documents: which sections in which order and under which headings, and how they look.
//!
//! A [`Template`] is an outline that picks sections of the architecture plan by their ids; a theme becomes the
//! [`Theme`](renderers::Theme) of the renderers. Both come as the files of a folder ([`Folder`]), archplan's own templates as those of
//! `plans/documents/templates`. What a template may name is given as [`Known`], so that every name is checked here and
//! no document meets one that is not there. Knows no plan and no disk.

mod font;
mod known;
mod palette;
mod picture;
mod prose;
mod read;
mod record;
mod schema;
mod template;
mod theme;

pub use known::Known;
pub use read::Folder;
pub use schema::{Part, schema};
pub use template::{Entry, Template, built_in, meant, read_template, words};
pub use theme::read_theme;
