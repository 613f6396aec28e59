//! The systems around the service.

use super::table::{code, table};
use crate::document::prose;
use crate::plan::{Direction, Plan};
use renderers::document::{Block, text};

/// `table integrations`
pub(super) fn integrations(plan: &Plan, _: &str) -> Vec<Block> {
    let rows = plan.integrations.iter().map(|system| {
        let way = match system.direction {
            Direction::In => format!("{} reaches this service", system.title),
            Direction::Out => format!("this service reaches {}", system.title),
            Direction::Both => "both ways".to_owned(),
        };
        [text(system.title.as_str()), prose::line(&system.purpose), text(way), code(&system.protocol)]
    });
    table("Systems around the service", ["System", "Purpose", "Direction", "Protocol"], rows.collect())
}
