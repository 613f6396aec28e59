//! Everything that is seen from outside, in one binary.

mod documents;
mod generate;
mod hostile;
mod project;
mod rooms;
mod schema;
mod specs;
mod traces;
