//! What carries the plan out: files and tests, as the caller knows them.

use crate::plan::NodeId;
use std::collections::BTreeMap;

/// Files and tests by the node that they carry out. Whoever makes a document of the plan alone gives the empty one.
#[derive(Clone, Debug, Default)]
pub struct Realised {
    by_node: BTreeMap<String, Carriers>,
}

/// The files and tests of one node, as paths in the order they were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Carriers {
    pub(super) files: Vec<String>,
    pub(super) tests: Vec<String>,
}

impl Realised {
    /// Takes a file or a test in, with the nodes that it carries out, such as `decision:database`.
    pub fn add<'n>(&mut self, path: &str, test: bool, nodes: impl IntoIterator<Item = &'n str>) {
        for node in nodes {
            let carriers = self.by_node.entry(node.to_owned()).or_default();
            if test { &mut carriers.tests } else { &mut carriers.files }.push(path.to_owned());
        }
    }

    /// The files and tests of a node.
    pub(super) fn of(&self, node: &NodeId) -> Option<&Carriers> {
        self.by_node.get(&node.to_string())
    }
}
