//! Running the service: load, cost, recovery, environments, releases, as far as the spec speaks of them.
//!
//! Figures stay as they were written, with their value beside them. What follows from them is computed by those who
//! show the plan.

pub use crate::spec::{Bytes, Class, Count, Criticality, Money, Quantity, Rate, Severity, Share, Time};

/// The decision that chooses where the data of the service is kept.
const DATABASE: &str = "database";

/// Everything that the spec says of running the service.
#[derive(Clone, Debug, Default)]
pub struct Running {
    /// How much it carries.
    pub capacity: Option<Capacity>,
    /// What it costs.
    pub cost: Option<Cost>,
    /// What may be lost, and how long it may take to come back.
    pub recovery: Option<Recovery>,
    /// The environments that the spec describes, in its order.
    pub environments: Vec<Environment>,
    /// How a release is watched and taken back.
    pub rollout: Rollout,
}

/// How much the service carries.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Where the figures come from, as Markdown; may be empty.
    pub summary: String,
    /// Requests, on average, at the start.
    pub now: Option<Quantity<Rate>>,
    /// Requests at the busiest time, at the start.
    pub peak: Option<Quantity<Rate>>,
    /// Requests, on average, a year later.
    pub in_a_year: Option<Quantity<Rate>>,
    /// Requests at the busiest time, a year later.
    pub peak_in_a_year: Option<Quantity<Rate>>,
    /// Body of a request, on average.
    pub request: Option<Quantity<Bytes>>,
    /// Body of a response, on average.
    pub response: Option<Quantity<Bytes>>,
    /// The fewest instances.
    pub fewest: Option<u32>,
    /// The most instances.
    pub most: Option<u32>,
    /// The most connections that one instance opens.
    pub per_instance: Option<u32>,
    /// The most connections that the database allows.
    pub allowed: Option<u32>,
    /// Rows by entity, in the order of the spec.
    pub volumes: Vec<Volume>,
    /// Events, in the order of the spec.
    pub streams: Vec<Stream>,
}

/// Rows of an entity.
#[derive(Clone, Debug)]
pub struct Volume {
    /// The entity.
    pub entity: String,
    /// Rows at the start.
    pub rows: Option<Quantity<Count>>,
    /// Rows that are added.
    pub growth: Option<Quantity<Rate>>,
    /// Size of one row, where the spec says so.
    pub row_size: Option<Quantity<Bytes>>,
}

/// How often an event comes.
#[derive(Clone, Debug)]
pub struct Stream {
    /// Its name.
    pub event: String,
    /// How often.
    pub rate: Quantity<Rate>,
    /// Size of one.
    pub size: Option<Quantity<Bytes>>,
}

/// What running the service costs; every amount is in one currency.
#[derive(Clone, Debug)]
pub struct Cost {
    /// Where the figures come from, as Markdown; may be empty.
    pub summary: String,
    /// What may be spent.
    pub budget: Option<Money>,
    /// What is spent, in the order of the spec.
    pub items: Vec<Item>,
}

/// Something that costs money.
#[derive(Clone, Debug)]
pub struct Item {
    /// Name in lower-case words joined by `-`.
    pub id: String,
    /// Name for people.
    pub title: String,
    /// What it costs.
    pub cost: Money,
    /// Id of the decision that it pays for.
    pub decision: Option<String>,
    /// What is paid, as Markdown; may be empty.
    pub summary: String,
}

/// What may be lost at most, and how long it may take at most until the service is back.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// Why these objectives, as Markdown; may be empty.
    pub summary: String,
    /// Of the whole service.
    pub service: Objectives,
    /// Of single stores, by the id of the decision that chooses the store.
    pub stores: Vec<(String, Objectives)>,
}

/// Objectives of the service or of a store.
#[derive(Clone, Debug)]
pub struct Objectives {
    /// Recovery point objective: the latest writes that may be lost.
    pub rpo: Option<Quantity<Time>>,
    /// Recovery time objective: how long until it answers again.
    pub rto: Option<Quantity<Time>>,
    /// Why, as Markdown; may be empty.
    pub summary: String,
}

/// A place where versions of the service run. Every text is Markdown and may be empty.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Name in lower-case words joined by `-`.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who may bring a version there.
    pub deploys: String,
    /// Which data is there.
    pub data: String,
    /// How it differs from production.
    pub differs: String,
}

/// How a release is watched and taken back.
#[derive(Clone, Debug, Default)]
pub struct Rollout {
    /// Who watches it, as Markdown; may be empty.
    pub watched_by: String,
    /// For how long.
    pub watched_for: Option<Quantity<Time>>,
    /// When one goes back, each as a sentence of Markdown.
    pub back_when: Vec<String>,
    /// What going back does not undo, each as a sentence of Markdown.
    pub irreversible: Vec<String>,
}

impl Capacity {
    /// Connections that the instances open at most, where the spec says how many instances and how many each.
    pub fn connections(&self) -> Option<u64> {
        Some(u64::from(self.most.or(self.fewest)?) * u64::from(self.per_instance?))
    }
}

impl Cost {
    /// The sum of the items, each month; `None` where there is none.
    pub fn sum(&self) -> Option<f64> {
        (!self.items.is_empty()).then(|| self.items.iter().map(|item| item.cost.amount).sum())
    }
}

impl Recovery {
    /// The objectives of the service, then those of each store.
    fn all(&self) -> impl Iterator<Item = &Objectives> {
        std::iter::once(&self.service).chain(self.stores.iter().map(|(_, objectives)| objectives))
    }

    /// The objectives of the service and of its database: those that a backup of the database has to keep.
    fn of_data(&self) -> impl Iterator<Item = &Objectives> {
        let stores = self.stores.iter().filter(|(store, _)| store == DATABASE);
        std::iter::once(&self.service).chain(stores.map(|(_, objectives)| objectives))
    }

    /// How many objectives are stated.
    pub fn stated(&self) -> usize {
        self.all().map(|objectives| usize::from(objectives.rpo.is_some()) + usize::from(objectives.rto.is_some())).sum()
    }

    /// The strictest recovery point of the service and its database in seconds, where one is stated.
    pub fn strictest_rpo(&self) -> Option<f64> {
        self.of_data().filter_map(|objectives| objectives.rpo.as_ref()).map(|rpo| rpo.value).min_by(f64::total_cmp)
    }

    /// The strictest recovery time of the service and its database in seconds, where one is stated.
    pub fn strictest_rto(&self) -> Option<f64> {
        self.of_data().filter_map(|objectives| objectives.rto.as_ref()).map(|rto| rto.value).min_by(f64::total_cmp)
    }
}
