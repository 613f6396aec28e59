//! The whole trace: from qualities and the spec's lines over decisions and elements to sections, files and tests.
//!
//! The central type is [`Whole`], which [`whole`] makes of a plan and of plain lists of what was made of it. [`find`] leads
//! from what a person names (`Order`, `src/app.py:12`, `plan.md#data`) to nodes, [`why`] from nodes back to the spec's lines
//! and the reasons, [`view`] cuts out what is drawn, [`rows`] and [`cover`] say what is traced to what, and what is not.
//! The room knows neither documents nor templates: whoever calls says which nodes each section and file comes from.

mod cover;
mod dot;
mod draw;
mod find;
mod line;
mod matrix;
mod node;
mod spec_line;
mod view;
mod whole;
mod why;

pub use cover::{Coverage, cover};
pub use dot::dot;
pub use draw::diagram;
pub use find::{Asked, Found, NotFound, find};
pub use matrix::{Row, rows};
pub use node::{Edge, Node, Origin};
pub use view::{Scope, View, view};
pub use whole::{Kind, Made, Whole, whole};
pub use why::{Step, why};
