//! What is traced to nothing: goals that nothing serves, responsibilities that nothing realises, operations without a test,
//! decisions that carry nothing.

use super::node::{Edge, Node, Origin};
use super::spec_line;
use super::whole::Whole;
use crate::plan::NodeId;
use crate::report::{Code, Diagnostic};
use crate::source::Span;

/// A gap in the trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Second part of its code, such as `unserved-quality`; the first is `trace`.
    pub code: &'static str,
    /// The node that is traced to nothing, such as `quality:latency`.
    pub node: String,
    /// Its place in the spec; `None` for a decision that a rule made.
    pub place: Option<Span>,
    /// What is missing, as a message of a diagnostic.
    pub message: String,
    /// What to do about it, as an imperative.
    pub help: String,
    /// Why the team accepts it, as the spec says; `None` where it does not.
    pub accepted: Option<String>,
}

/// The code of a decision that carries nothing.
const IDLE: &str = "idle-decision";

/// Every gap, by kind, then in the order of the plan. Where nothing tests anything, as for a plan that no target writes,
/// operations are not said to lack a test.
/// `accepted` gives the reason for which a code is accepted.
pub fn cover(whole: &Whole, accepted: &dyn Fn(&str) -> Option<String>) -> Vec<Coverage> {
    let tested = whole.nodes().any(|node| matches!(node, Node::Test(_)));
    let mut found: Vec<Coverage> = whole.nodes().filter_map(|node| gap(whole, node, tested)).collect();
    let kinds = ["unserved-quality", "unrealised-responsibility", "untested-operation", IDLE];
    for gap in &mut found {
        gap.accepted = accepted(&format!("trace/{}", gap.code));
    }
    found.sort_by_key(|gap| kinds.iter().position(|kind| *kind == gap.code));
    found
}

fn gap(whole: &Whole, node: &Node, tested: bool) -> Option<Coverage> {
    let leads = |edges: &[Edge]| whole.followers(node).iter().any(|(edge, _)| edges.contains(edge));
    let name = node.name();
    let (code, message, help) = match node {
        Node::Plan(NodeId::Quality(_)) if !leads(&[Edge::Motivates]) => (
            "unserved-quality",
            format!("no decision serves the goal `{name}`"),
            format!("name the goal where it was decided for: `serves: [{name}]`; or leave it out"),
        ),
        Node::Plan(NodeId::Responsibility(_)) if !leads(&[Edge::RealisedBy, Edge::DerivedBy]) => (
            "unrealised-responsibility",
            format!("no operation or event realises the responsibility `{name}`"),
            "say what does: `{ id: …, text: …, realised_by: [orders.create] }`; or plan the operation".to_owned(),
        ),
        Node::Plan(NodeId::Operation(_)) if tested && !leads(&[Edge::VerifiedBy]) => (
            "untested-operation",
            format!("no generated test calls the operation `{name}`"),
            "write a test of your own for it".to_owned(),
        ),
        Node::Plan(NodeId::Decision(_)) if is_idle(whole, node) => (
            IDLE,
            format!("nothing rests on the decision `{name}`"),
            "name what it serves or shapes, or leave it to archplan".to_owned(),
        ),
        _ => return None,
    };
    Some(Coverage {
        code,
        node: node.to_string(),
        place: spec_line::place(whole.origin(node)),
        message,
        help,
        accepted: None,
    })
}

/// A decision that was made, and that no decision, element, file or goal needs. That the documents tell of it is no use.
fn is_idle(whole: &Whole, node: &Node) -> bool {
    let carries = [Edge::Supports, Edge::Shapes, Edge::CarriedOutIn, Edge::ReadBy, Edge::VerifiedBy];
    matches!(whole.origin(node), Origin::Chosen { .. })
        && !whole.followers(node).iter().any(|(edge, _)| carries.contains(edge))
        && !whole.reasons(node).iter().any(|(edge, _)| [Edge::Motivates, Edge::Settles].contains(edge))
}

impl Coverage {
    /// The gap as a warning at its place.
    pub fn diagnostic(&self) -> Diagnostic {
        let code = Code::new("trace", self.code);
        let diagnostic = match self.place {
            Some(place) => Diagnostic::error(code, place, self.message.as_str()),
            None => Diagnostic::placeless(code, self.message.as_str()),
        };
        diagnostic.as_warning().help(self.help.as_str())
    }

    /// Whether somebody can do something about it: a decision that archplan made may well carry nothing.
    pub fn is_told(&self) -> bool {
        self.accepted.is_none() && (self.code != IDLE || self.place.is_some())
    }

    /// Whether it is worth a word each time that a plan is made.
    pub fn is_told_by_plan(&self) -> bool {
        self.accepted.is_none() && self.code != IDLE
    }
}
