//! The cases of `tests/cases/services`: services of varied domains in which every pair of options that the target writes
//! is chosen together. They are made from the domains and the catalogue:
//!
//!     ARCHPLAN_BLESS=1 cargo test --no-default-features --test suite pairs
//!
//! `tests/services` generates each of them and runs its checks.

use super::{Case, Known, split};
use crate::project::root;
use archplan::catalogue::{Choice, Support};
use archplan::plan::Plan;
use archplan::scaffold::{self, Target};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

const TARGET: &str = "python-fastapi";
/// The fewest cases that there are, however few pairs.
const FEWEST: usize = 26;
const COMMAND: &str = "ARCHPLAN_BLESS=1 cargo test --no-default-features --test suite pairs";

/// A decision and its option.
type Level = (String, String);
/// Two options of two decisions, in the order of the catalogue.
type Pair = (Level, Level);
type Choices = BTreeMap<String, String>;

#[test]
#[allow(clippy::print_stdout, reason = "`--nocapture` shows how much is covered")]
fn the_cases_of_services_cover_every_pair_of_options() {
    let known = Known::new();
    let grid = Grid::new(&known);
    if std::env::var_os("ARCHPLAN_BLESS").is_some() {
        grid.write();
    }
    let cases = read_cases();
    assert!(cases.len() >= FEWEST, "{} cases; {COMMAND}", cases.len());
    let mut covered = BTreeSet::new();
    for case in &cases {
        let (plan, told) = known.plan(case, &Choices::new());
        let plan = plan.unwrap_or_else(|| panic!("{}: {told:#?}; {COMMAND}", case.name));
        covered.extend(grid.pairs_of(&plan));
    }
    let apart: BTreeSet<String> =
        fs::read_to_string(root().join(APART)).unwrap().lines().skip(1).map(str::to_owned).collect();
    let all = grid.pairs();
    println!("{} pairs of options: {} covered by {} cases", all.len(), covered.len(), cases.len());
    let missing: Vec<_> =
        all.iter().filter(|pair| !covered.contains(pair)).map(shown).filter(|pair| !apart.contains(pair)).collect();
    assert!(missing.is_empty(), "no case has {missing:#?}\nmake them anew: {COMMAND}");
    let together: Vec<_> = covered.iter().map(shown).filter(|pair| apart.contains(pair)).collect();
    assert!(together.is_empty(), "{APART} says that nothing has {together:#?}\nmake it anew: {COMMAND}");
}

/// Pairs that no spec of a domain can have.
const APART: &str = "tests/cases/services/apart.txt";

struct Grid<'a> {
    known: &'a Known,
    domains: Vec<Domain>,
    target: Target,
    /// Decisions of which the target writes several options, with these.
    decisions: Vec<(String, Vec<String>)>,
}

struct Domain {
    name: String,
    text: String,
    case: Case,
}

/// A case that is being made.
struct Made {
    domain: usize,
    choices: Choices,
}

impl<'a> Grid<'a> {
    fn new(known: &'a Known) -> Self {
        let met = |option: &&Choice| {
            let of = option.support.iter().find(|(target, _)| target == TARGET).map(|(_, support)| support);
            matches!(of, Some(Support::Generated | Support::Documented))
        };
        let written = |option: &Choice| option.support.contains(&(TARGET.to_owned(), Support::Generated));
        let several = known.catalogue.decisions.iter().filter_map(|decision| {
            let options: Vec<_> = decision.options.iter().filter(met).map(|option| option.id.clone()).collect();
            let counts = options.len() > 1 && decision.options.iter().any(written);
            counts.then(|| (decision.id.to_string(), options))
        });
        let mut files: Vec<_> = fs::read_dir(root().join("tests/cases/services/domains"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let domains = files.into_iter().map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            let (head, choices) = split(&text);
            let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
            Domain { case: Case { name: name.clone(), head, choices }, name, text }
        });
        Self {
            known,
            domains: domains.collect(),
            target: Target::built_in(TARGET).unwrap(),
            decisions: several.collect(),
        }
    }

    fn pairs(&self) -> Vec<Pair> {
        let levels = |(id, options): &(String, Vec<String>)| -> Vec<Level> {
            options.iter().map(|option| (id.clone(), option.clone())).collect()
        };
        let mut pairs = Vec::new();
        for (i, first) in self.decisions.iter().enumerate() {
            for second in &self.decisions[i + 1..] {
                let seconds = levels(second);
                pairs.extend(
                    levels(first).into_iter().flat_map(|a| seconds.iter().map(move |b| (a.clone(), b.clone()))),
                );
            }
        }
        pairs
    }

    /// What a plan chose of the decisions that count, to be built now.
    fn levels_of(&self, plan: &Plan) -> Vec<Level> {
        let chosen = self.decisions.iter().filter_map(|(id, options)| {
            let decision = plan.decision(id).filter(|decision| !decision.is_later())?;
            let option = decision.chosen()?.id.clone();
            options.contains(&option).then(|| (id.clone(), option))
        });
        chosen.collect()
    }

    fn pairs_of(&self, plan: &Plan) -> Vec<Pair> {
        let levels = self.levels_of(plan);
        let pairs = levels.iter().enumerate();
        pairs.flat_map(|(i, a)| levels[i + 1..].iter().map(move |b| (a.clone(), b.clone()))).collect()
    }

    /// The plan of a domain with these choices, where it stands and the target writes it.
    fn plan(&self, domain: usize, choices: &Choices) -> Option<Plan> {
        let plan = self.known.plan(&self.domains[domain].case, choices).0;
        plan.filter(|plan| scaffold::serves(plan, &self.target).is_ok())
    }

    /// Adds what the choices need of others until the plan has all of them.
    fn close(&self, domain: usize, choices: &Choices, depth: usize) -> Option<(Choices, Plan)> {
        let plan = self.plan(domain, choices);
        let holds = |plan: &Plan| choices.iter().all(|(id, option)| plan.chosen(id) == Some(option));
        if let Some(plan) = plan.filter(holds) {
            return Some((choices.clone(), plan));
        }
        if depth == 0 {
            return None;
        }
        let wanted = self.known.wanted(&self.domains[domain].case, choices);
        wanted
            .into_iter()
            .flat_map(|(id, options)| options.into_iter().map(move |option| (id.clone(), option)))
            .find_map(|(id, option)| {
                let mut more = choices.clone();
                more.insert(id, option);
                self.close(domain, &more, depth - 1)
            })
    }

    /// In which domains an option can be chosen, and with what else.
    fn reach(&self) -> BTreeMap<Level, BTreeMap<usize, Choices>> {
        let levels =
            self.decisions.iter().flat_map(|(id, options)| options.iter().map(move |o| (id.clone(), o.clone())));
        let domains = |(id, option): &Level| {
            let choices = Choices::from([(id.clone(), option.clone())]);
            let reached =
                (0..self.domains.len()).filter_map(|domain| Some((domain, self.close(domain, &choices, 3)?.0)));
            reached.collect()
        };
        levels.map(|level| (level.clone(), domains(&level))).collect()
    }

    /// Makes the cases anew: each begins with a pair that none has yet, and takes every further choice that brings more.
    fn write(&self) {
        let reach = self.reach();
        let mut missing: BTreeSet<Pair> = self.pairs().into_iter().collect();
        let mut made: Vec<Made> = Vec::new();
        let mut apart = Vec::new();
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        while let Some(pair) = missing.first().cloned() {
            let begun = self.rarest_first(&made).into_iter().find_map(|domain| self.begin(domain, &pair, &reach));
            let Some((domain, choices, plan)) = begun else {
                missing.remove(&pair);
                apart.push(pair);
                continue;
            };
            let (choices, plan) = self.grow(domain, choices, plan, &missing, &mut dice);
            self.pairs_of(&plan).iter().for_each(|pair| {
                missing.remove(pair);
            });
            made.push(Made { domain, choices });
        }
        while made.len() < FEWEST
            || self.rarest_first(&made).first().is_some_and(|rare| made.iter().all(|m| m.domain != *rare))
        {
            let domain = self.rarest_first(&made)[0];
            let plan = self.plan(domain, &Choices::new()).unwrap();
            let all = self.pairs().into_iter().collect();
            let (choices, _) = self.grow(domain, Choices::new(), plan, &all, &mut dice);
            made.push(Made { domain, choices });
        }
        self.save(&made, &apart);
    }

    fn begin(
        &self,
        domain: usize,
        pair: &Pair,
        reach: &BTreeMap<Level, BTreeMap<usize, Choices>>,
    ) -> Option<(usize, Choices, Plan)> {
        let (a, b) = (reach[&pair.0].get(&domain)?, reach[&pair.1].get(&domain)?);
        let both = a.iter().chain(b).map(|(id, option)| (id.clone(), option.clone())).collect();
        let only = Choices::from([pair.0.clone(), pair.1.clone()]);
        let has_both = |(_, plan): &(Choices, Plan)| self.pairs_of(plan).contains(pair);
        let (choices, plan) =
            self.close(domain, &both, 1).filter(has_both).or_else(|| self.close(domain, &only, 2).filter(has_both))?;
        Some((domain, choices, plan))
    }

    /// Adds choices one after the other, each where it brings more pairs that are missing.
    fn grow(
        &self,
        domain: usize,
        mut choices: Choices,
        mut plan: Plan,
        missing: &BTreeSet<Pair>,
        dice: &mut Dice,
    ) -> (Choices, Plan) {
        let worth = |plan: &Plan| self.pairs_of(plan).iter().filter(|pair| missing.contains(pair)).count();
        let mut best = worth(&plan);
        let mut order: Vec<_> = self.decisions.iter().collect();
        dice.shuffle(&mut order);
        for (id, options) in order {
            if choices.contains_key(id) || self.domains[domain].case.choices.contains_key(id) {
                continue;
            }
            let mut options = options.clone();
            dice.shuffle(&mut options);
            for option in options {
                let mut more = choices.clone();
                more.insert(id.clone(), option.clone());
                let holds = |plan: &Plan| more.iter().all(|(id, option)| plan.chosen(id) == Some(option));
                let Some(tried) = self.plan(domain, &more).filter(holds) else { continue };
                if worth(&tried) > best {
                    best = worth(&tried);
                    (choices, plan) = (more, tried);
                }
            }
        }
        (choices, plan)
    }

    /// The domains, those that fewest cases have first.
    fn rarest_first(&self, made: &[Made]) -> Vec<usize> {
        let mut domains: Vec<_> = (0..self.domains.len()).collect();
        domains.sort_by_key(|domain| made.iter().filter(|made| made.domain == *domain).count());
        domains
    }

    fn save(&self, made: &[Made], apart: &[Pair]) {
        let folder = root().join("tests/cases/services");
        for file in case_files() {
            fs::remove_file(file).unwrap();
        }
        for (i, Made { domain, choices }) in made.iter().enumerate() {
            let Domain { name, text, case } = &self.domains[*domain];
            let plan = self.plan(*domain, choices).unwrap();
            scaffold::build(&plan, &self.target)
                .unwrap_or_else(|faults| panic!("{name} with {choices:?}: {faults:#?}"));
            let mut stated = case.choices.clone();
            stated.extend(self.levels_of(&plan));
            stated.extend(choices.clone());
            let lines: String = stated.iter().map(|(id, option)| format!("  {id}: {option}\n")).collect();
            let without = text.lines().filter(|line| !line.starts_with("decisions:") && !line.starts_with('#'));
            let body: String = without.map(|line| format!("{line}\n")).collect();
            let head = format!("# Made from domains/{name}.yaml: {COMMAND}\n");
            fs::write(folder.join(format!("{:02}-{name}.yaml", i + 1)), format!("{head}{body}decisions:\n{lines}"))
                .unwrap();
        }
        let lines: String = apart.iter().map(|pair| format!("{}\n", shown(pair))).collect();
        fs::write(
            root().join(APART),
            format!("Pairs of options that no domain can have together; made with the cases.\n{lines}"),
        )
        .unwrap();
    }
}

fn shown((a, b): &Pair) -> String {
    format!("{}: {} with {}: {}", a.0, a.1, b.0, b.1)
}

fn case_files() -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(root().join("tests/cases/services")).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        files.filter(|path| path.extension().is_some_and(|extension| extension == "yaml")).collect();
    files.sort();
    files
}

fn read_cases() -> Vec<Case> {
    let read = |file: std::path::PathBuf| {
        let (head, choices) = split(&fs::read_to_string(&file).unwrap());
        Case { name: file.file_stem().unwrap().to_str().unwrap().to_owned(), head, choices }
    };
    case_files().into_iter().map(read).collect()
}

/// The same throws every time.
struct Dice(u64);

impl Dice {
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            items.swap(i, usize::try_from(self.0 % (i as u64 + 1)).unwrap());
        }
    }
}
