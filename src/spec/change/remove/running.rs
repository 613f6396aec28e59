//! What is said of running the service, of elements that go.

use super::{Kind, Removal, way};

impl Removal<'_> {
    /// Figures of entities and events that go, and what is said of the service's own decisions that do.
    pub(super) fn running(&mut self) {
        let spec = self.spec;
        if let Some(capacity) = &spec.capacity {
            let entities = capacity.entities.keys().map(|name| (Kind::Entity, "entities", name));
            let events = capacity.events.keys().map(|name| (Kind::Event, "events", name));
            for (kind, list, name) in entities.chain(events) {
                if self.is_gone(kind, name) {
                    let cut = way(&["capacity", list, name], []);
                    self.loses(cut, format!("`{name}` in `{list}` of the capacity"), format!("`{name}` goes"));
                }
            }
        }
        let is_own = |id: &str| spec.decisions.get(id).is_some_and(|choice| choice.question.is_some());
        for store in spec.recovery.iter().flat_map(|recovery| recovery.stores.keys()) {
            if is_own(store) && self.is_gone(Kind::Decision, store) {
                let cut = way(&["recovery", "stores", store], []);
                self.loses(cut, format!("`{store}` in `stores` of the recovery"), format!("`{store}` goes"));
            }
        }
        for (item, record) in spec.cost.iter().flat_map(|cost| cost.items.iter()) {
            let Some(decision) = &record.decision else { continue };
            if is_own(decision) && self.is_gone(Kind::Decision, decision) {
                let cut = way(&["cost", "items", item, "for"], []);
                self.loses(cut, format!("`for` of the cost `{}`", item.value), format!("`{}` goes", decision.value));
            }
        }
    }
}
