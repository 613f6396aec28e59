//! Entities in groups that one picture can hold: aggregates whole where they fit, with those that they are related to.

use crate::plan::{Entity, Plan};
use std::collections::BTreeMap;

/// So many entities stand in one picture; more are drawn in groups.
pub(super) const LARGEST: usize = 24;

/// So many entities are in a group.
const GROUP: usize = 9;

/// Groups of entities, each named after its first, in the order of the plan.
pub(super) fn clusters(plan: &Plan) -> Vec<Vec<&Entity>> {
    let at: BTreeMap<&str, usize> = plan.entities.iter().enumerate().map(|(at, it)| (it.name.as_str(), at)).collect();
    let units = aggregates(plan, &at);
    let mut unit_of = vec![0; plan.entities.len()];
    for (unit, members) in units.iter().enumerate() {
        members.iter().for_each(|member| unit_of[*member] = unit);
    }
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); units.len()];
    for link in &plan.relationships {
        if let (Some(from), Some(to)) = (at.get(link.from.as_str()), at.get(link.to.as_str())) {
            near[unit_of[*from]].push(unit_of[*to]);
            near[unit_of[*to]].push(unit_of[*from]);
        }
    }
    let groups = gathered(&units, &near);
    groups.into_iter().map(|group| group.into_iter().map(|member| &plan.entities[member]).collect()).collect()
}

/// Entities that live and die together, by index; one that is larger than a group is cut.
fn aggregates(plan: &Plan, at: &BTreeMap<&str, usize>) -> Vec<Vec<usize>> {
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); plan.entities.len()];
    let mut is_part = vec![false; plan.entities.len()];
    for link in plan.relationships.iter().filter(|link| link.owned) {
        if let (Some(from), Some(to)) = (at.get(link.from.as_str()), at.get(link.to.as_str())) {
            parts[*from].push(*to);
            is_part[*to] = true;
        }
    }
    let mut seen = vec![false; plan.entities.len()];
    let mut units = Vec::new();
    // Roots come first; what no root reaches stands in a circle and begins a unit of its own.
    let roots = (0..is_part.len()).filter(|at| !is_part[*at]).chain(0..is_part.len());
    for root in roots {
        let (mut open, mut unit) = (vec![root], Vec::new());
        while let Some(one) = open.pop() {
            if !std::mem::replace(&mut seen[one], true) {
                unit.push(one);
                open.extend(parts[one].iter().rev());
            }
        }
        units.extend(unit.chunks(GROUP).map(<[usize]>::to_vec));
    }
    units
}

/// Units that are related, until a group is full; small groups are put together.
fn gathered(units: &[Vec<usize>], near: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut taken = vec![false; units.len()];
    let (mut groups, mut small) = (Vec::new(), Vec::new());
    for first in 0..units.len() {
        if taken[first] {
            continue;
        }
        let (mut group, mut open, mut next) = (Vec::new(), vec![first], 0);
        while let Some(unit) = open.get(next).copied() {
            next += 1;
            if taken[unit] || !group.is_empty() && group.len() + units[unit].len() > GROUP {
                continue;
            }
            taken[unit] = true;
            group.extend(&units[unit]);
            open.extend(near[unit].iter().filter(|other| !taken[**other]));
        }
        if group.len() > GROUP / 2 { groups.push(group) } else { small.push(group) }
    }
    // What is left over in between shares a picture, so that none shows one or two.
    let mut shared: Vec<usize> = Vec::new();
    for group in small {
        if shared.len() + group.len() > GROUP {
            groups.push(std::mem::take(&mut shared));
        }
        shared.extend(group);
    }
    groups.extend((!shared.is_empty()).then_some(shared));
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_by_key(|group| group.first().copied());
    groups
}
