//! What is worked out once in a run and then looked up.
//!
//! Only for what built-in files say, and for the expressions in them and in templates: there are few, and they stay as
//! they are for as long as the program runs. What depends on a plan is never kept.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, PoisonError};

/// Values by key.
pub(super) struct Kept<K, V>(LazyLock<Mutex<HashMap<K, V>>>);

impl<K: Eq + Hash, V: Clone> Kept<K, V> {
    /// Nothing yet.
    pub(super) const fn new() -> Self {
        Self(LazyLock::new(Mutex::default))
    }

    /// The value of a key, made where nobody asked for it before.
    pub(super) fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        // What is kept is whole at any time, so that a thread that broke off left nothing half done.
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        // Made outside of the lock: to make one may ask for another.
        let made = make();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(made).clone()
    }
}
