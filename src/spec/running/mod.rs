//! What a team says of running the service: load, cost, recovery, environments, releases.
//!
//! Everything here may be left out. Figures have units ([`Quantity`]); what can be computed from them is computed by
//! those who show the plan, and nothing that is not said is guessed.

mod capacity;
mod cost;
mod environment;
mod quantity;
mod recovery;
mod rollout;

pub use capacity::{Capacity, Connections, Instances, Payload, Requests, Stream, Volume};
pub use cost::{Cost, Item, Money};
pub use environment::Environment;
pub use quantity::{Bytes, Count, Dimension, Quantity, Rate, Share, Time};
pub use recovery::{Objectives, Recovery};
pub use rollout::Rollout;
