//! Running the service: what it carries and costs, what it may lose, where it runs, how its goals are watched.
//!
//! Figures that follow from others are shown with their arithmetic. Nothing is computed from what nobody said.

pub(super) mod capacity;
pub(super) mod cost;
pub(super) mod environments;
pub(super) mod objectives;
pub(super) mod recovery;
pub(super) mod rollout;
mod width;
