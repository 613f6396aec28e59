//! Security: where trust ends, and what threatens the service there.

pub(super) mod boundaries;
pub(super) mod threats;
