//! The live preview: what a browser is shown of a spec while somebody writes it.
//!
//! The central type is [`Shown`]: the last good documents and what the last run told. It answers requests from
//! memory by exact paths, so that nothing else can be reached through it. [`serve`] is the one file that meets the
//! network. The documents are the files that `archplan plan` writes, byte for byte; the page around them shows
//! faults and takes a new document in. Must not know how documents are made: they are given.

mod answer;
mod hosts;
mod server;
mod shown;

pub use answer::{Answer, Body, Request};
pub use hosts::Hosts;
pub use server::{Live, serve};
pub use shown::{Built, Content, Page, Severity, Shown, Told};
