//! Python: what is done to rendered code before it is written. The only place that names the language.
//!
//! Templates may import more than they use and need not mind the length of lines: imports are organised here,
//! and the text leaves in the shape that `ruff format` gives it.

mod imports;

use ruff_formatter::LineWidth;
use ruff_python_formatter::{MagicTrailingComma, PyFormatOptions, format_module_source};
use serde::Deserialize;

/// How Python is written, from the target's `formats`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Style {
    /// Longest line, in columns.
    pub(super) line_length: u16,
    /// Modules of the standard library that templates import.
    pub(super) standard: Vec<String>,
    /// Packages of the project beside that of the service.
    pub(super) first_party: Vec<String>,
}

/// Organises imports and formats; the message says what is wrong where the text is not Python.
pub(super) fn finish(text: &str, module: &str, package: &str, style: &Style) -> Result<String, String> {
    let organised = imports::organise(text, module, package, style).map_err(|error| format!("{error}\n{text}"))?;
    let width = LineWidth::try_from(style.line_length).map_err(|error| error.to_string())?;
    // A template's trailing comma says nothing about how long the line turns out.
    let options =
        PyFormatOptions::default().with_line_width(width).with_magic_trailing_comma(MagicTrailingComma::Ignore);
    let formatted = format_module_source(&organised, options).map_err(|error| format!("{error}\n{organised}"))?;
    Ok(formatted.into_code())
}
