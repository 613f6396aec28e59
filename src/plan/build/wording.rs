//! What realises a responsibility, read from its words: `Accept an order` is what creates an `Order`.
//!
//! The verbs are data (`plans/verbs.yaml`). A responsibility whose verb is none of them is realised by nothing that
//! words could tell.

use crate::catalogue::{Doing, base, verbs};
use crate::plan::{Action, NodeId, Plan, Responsibility};
use std::collections::{BTreeMap, BTreeSet};

/// Something that can realise a responsibility.
struct Candidate<'a> {
    node: NodeId,
    doing: Doing,
    /// The words of its name, and of the name of its resource or integration.
    words: BTreeSet<String>,
    entity: Option<&'a str>,
}

/// What the words of a responsibility say.
struct Said<'a> {
    /// The verbs at its start, in their base form.
    verbs: Vec<&'static str>,
    /// The entities whose words occur in it.
    entities: BTreeSet<&'a str>,
}

/// The elements that realise each responsibility whose place in `open` is true; the others get none.
pub(super) fn derive(plan: &Plan, open: &[bool]) -> Vec<Vec<NodeId>> {
    if !open.contains(&true) {
        return vec![Vec::new(); open.len()];
    }
    let candidates = candidates(plan);
    let entities = entity_words(plan);
    let responsibilities = &plan.service.responsibilities;
    let said: Vec<_> = responsibilities.iter().map(|responsibility| said(responsibility, &entities)).collect();
    // A move that bears the verb in its name is meant by that verb, and by no looser one of another responsibility.
    let named: Vec<BTreeMap<&str, Vec<usize>>> = said.iter().map(|said| by_name(said, &candidates)).collect();
    let taken = named.iter().flat_map(|named| named.values().flatten().copied());
    let taken: BTreeSet<usize> = taken.filter(|i| candidates[*i].doing == Doing::Transition).collect();
    let of = |(said, named): (&Said<'_>, &BTreeMap<&str, Vec<usize>>)| {
        let mut found = BTreeSet::new();
        for verb in &said.verbs {
            match named.get(verb) {
                Some(named) => found.extend(named.iter().copied()),
                None => found.extend(by_doing(said, verb, &candidates).into_iter().filter(|i| !taken.contains(i))),
            }
        }
        found.into_iter().map(|i| candidates[i].node.clone()).collect()
    };
    let each = said.iter().zip(&named).zip(open);
    each.map(|(pair, open)| if *open { of(pair) } else { Vec::new() }).collect()
}

fn candidates(plan: &Plan) -> Vec<Candidate<'_>> {
    let operations = plan.api.resources.iter().flat_map(|resource| {
        resource.operations.iter().map(|operation| Candidate {
            node: NodeId::Operation(operation.id.clone()),
            doing: doing(&operation.action),
            words: words(&operation.name).into_iter().collect(),
            entity: Some(resource.entity.as_str()),
        })
    });
    let published = plan.published.iter().map(|event| Candidate {
        node: NodeId::Event(event.name.clone()),
        doing: Doing::Publish,
        words: BTreeSet::new(),
        entity: Some(event.entity.as_str()),
    });
    let consumed = plan.consumed.iter().map(|event| Candidate {
        node: NodeId::Event(event.name.clone()),
        doing: Doing::Consume,
        words: BTreeSet::new(),
        entity: event.transition.as_ref().map(|(entity, ..)| entity.as_str()),
    });
    operations.chain(published).chain(consumed).collect()
}

fn doing(action: &Action) -> Doing {
    match action {
        Action::Create { .. } => Doing::Create,
        Action::Get | Action::List { .. } => Doing::Read,
        Action::Update { .. } | Action::Replace { .. } | Action::Custom { .. } => Doing::Update,
        Action::Delete => Doing::Delete,
        Action::Transition { .. } => Doing::Transition,
    }
}

/// The words of each entity in singular and plural, by their first word.
fn entity_words(plan: &Plan) -> BTreeMap<String, Vec<(Vec<String>, &str)>> {
    let mut by_first: BTreeMap<String, Vec<(Vec<String>, &str)>> = BTreeMap::new();
    for entity in &plan.entities {
        for form in [&entity.words, &entity.plural] {
            let form = words(form);
            if let Some(first) = form.first() {
                by_first.entry(first.clone()).or_default().push((form, entity.name.as_str()));
            }
        }
    }
    by_first
}

fn said<'a>(responsibility: &Responsibility, entities: &BTreeMap<String, Vec<(Vec<String>, &'a str)>>) -> Said<'a> {
    let words = words(&responsibility.text);
    let mut verbs = leading(&words);
    if verbs.is_empty() {
        verbs = leading(&self::words(&responsibility.id));
    }
    let mut found = BTreeSet::new();
    let mut at = 0;
    while at < words.len() {
        let here = entities.get(&words[at]).into_iter().flatten().filter(|(form, _)| words[at..].starts_with(form));
        // `order items` are order items, and no orders.
        let longest = here.clone().map(|(form, _)| form.len()).max().unwrap_or(1);
        found.extend(here.filter(|(form, _)| form.len() == longest).map(|(_, name)| *name));
        at += longest;
    }
    Said { verbs, entities: found }
}

/// The verbs with which words begin: `create`, `read` and `update` of `Create, read and update accounts`.
fn leading(words: &[String]) -> Vec<&'static str> {
    let joined = words.iter().take_while(|word| base(word).is_some() || ["and", "or"].contains(&word.as_str()));
    joined.filter_map(|word| base(word)).collect()
}

/// Lower-case words of a text or of a name in any spelling.
fn words(text: &str) -> Vec<String> {
    use heck::ToSnakeCase;
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.flat_map(|part| part.to_snake_case().split('_').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// For each verb, the operations that bear it in their name.
fn by_name(said: &Said<'_>, candidates: &[Candidate<'_>]) -> BTreeMap<&'static str, Vec<usize>> {
    let mut named = BTreeMap::new();
    for verb in &said.verbs {
        let of = (0..candidates.len()).filter(|i| candidates[*i].words.contains(*verb)).collect();
        let of = about(said, of, candidates);
        if !of.is_empty() {
            named.insert(*verb, of);
        }
    }
    named
}

/// What does what a verb means.
fn by_doing(said: &Said<'_>, verb: &str, candidates: &[Candidate<'_>]) -> Vec<usize> {
    let meant = verbs().get(verb);
    let of = (0..candidates.len()).filter(|i| meant.is_some_and(|meant| meant.contains(&candidates[*i].doing)));
    about(said, of.collect(), candidates)
}

/// Of these, the ones whose entity the responsibility names; all where it names none of theirs.
fn about(said: &Said<'_>, of: Vec<usize>, candidates: &[Candidate<'_>]) -> Vec<usize> {
    let names = |i: &usize| candidates[*i].entity.is_some_and(|entity| said.entities.contains(entity));
    if of.iter().any(names) { of.into_iter().filter(names).collect() } else { of }
}
