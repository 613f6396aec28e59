//! What is shown: the last good documents, and what the last run told.

use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// What one run of the pipeline gave.
#[derive(Debug, Default)]
pub struct Built {
    /// The documents; `None` where an error was told.
    pub pages: Option<Vec<Page>>,
    /// Everything told, errors first.
    pub told: Vec<Told>,
    /// How long it took, in milliseconds.
    pub milliseconds: u64,
}

/// A document that can be looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    /// File name, such as `plan.html`: lower-case letters, digits, `-` and `.`.
    pub name: String,
    /// What people call it, such as `Plan`.
    pub title: String,
    /// Media type with its character set.
    pub media: &'static str,
    /// What it holds.
    pub content: Content,
}

/// What makes a page when somebody asks for it; what is wrong, where it cannot be made.
type Make = dyn Fn() -> Result<Vec<u8>, String> + Send + Sync;

/// What a page holds.
#[derive(Clone)]
pub enum Content {
    /// These bytes.
    Ready(Arc<[u8]>),
    /// Made when somebody asks for it.
    Later(Arc<Make>),
}

/// Something that a run told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Told {
    /// How bad it is.
    pub severity: Severity,
    /// The message with its place, the line and the help, as a terminal shows it.
    pub text: String,
}

/// How bad something told is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The documents are those of the last good run.
    Error,
    /// Worth a look.
    Warning,
}

/// What is shown now.
#[derive(Debug, Default)]
pub struct Shown {
    pages: Vec<Page>,
    told: Vec<Told>,
    milliseconds: u64,
    /// Whether the pages are those of the last run.
    is_current: bool,
    /// Counts the runs.
    run: u64,
    /// The run that last changed a page.
    changed: u64,
}

/// The state as the page reads it.
#[derive(Serialize)]
struct State<'a> {
    run: u64,
    changed: u64,
    milliseconds: u64,
    is_current: bool,
    pages: Vec<Listed<'a>>,
    told: &'a [Told],
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    title: &'a str,
}

impl Shown {
    /// Takes in what a run gave, and gives its number. Where it failed, the pages stay.
    pub fn take(&mut self, built: Built) -> u64 {
        self.run += 1;
        self.told = built.told;
        self.milliseconds = built.milliseconds;
        self.is_current = built.pages.is_some();
        if let Some(pages) = built.pages
            && pages != self.pages
        {
            self.pages = pages;
            self.changed = self.run;
        }
        self.run
    }

    /// The page of that name.
    pub fn page(&self, name: &str) -> Option<&Page> {
        self.pages.iter().find(|page| page.name == name)
    }

    /// The state as JSON.
    pub fn state(&self) -> String {
        let state = State {
            run: self.run,
            changed: self.changed,
            milliseconds: self.milliseconds,
            is_current: self.is_current,
            pages: self.pages.iter().map(|page| Listed { name: &page.name, title: &page.title }).collect(),
            told: &self.told,
        };
        serde_json::to_string(&state).expect("texts and numbers can be written as JSON")
    }
}

impl PartialEq for Content {
    /// What is made later is of the same run or not known to be the same.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Ready(one), Self::Ready(other)) => one == other,
            // It follows the pages that are there: alone it is no change.
            (Self::Later(_), Self::Later(_)) => true,
            _ => false,
        }
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Later(_) => f.write_str("made later"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Vec<Page> {
        let content = Content::Ready(text.as_bytes().into());
        vec![Page { name: "plan.html".to_owned(), title: "Plan".to_owned(), media: "text/html", content }]
    }

    #[test]
    fn a_failed_run_keeps_the_last_good_page() {
        let mut shown = Shown::default();
        shown.take(Built { pages: Some(page("good")), ..Built::default() });
        let told = vec![Told { severity: Severity::Error, text: "wrong".to_owned() }];
        shown.take(Built { pages: None, told, milliseconds: 3 });
        assert_eq!(shown.page("plan.html"), page("good").first());
        assert_eq!(
            shown.state(),
            r#"{"run":2,"changed":1,"milliseconds":3,"is_current":false,"pages":[{"name":"plan.html","title":"Plan"}],"told":[{"severity":"error","text":"wrong"}]}"#
        );
    }

    #[test]
    fn only_another_page_is_a_change() {
        let mut shown = Shown::default();
        for (text, changed) in [("one", 1), ("one", 1), ("two", 3)] {
            shown.take(Built { pages: Some(page(text)), ..Built::default() });
            assert!(shown.state().contains(&format!("\"changed\":{changed},")), "{}", shown.state());
        }
    }
}
