//! Everything that is seen from outside, in one binary.

mod rooms;
mod schema;
mod specs;
