//! The built-in sections.
