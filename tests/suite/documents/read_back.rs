//! A PDF read back with qpdf and poppler: its outline, its links and where they lead, the words and their places.

use super::{normal, tool};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file, with what qpdf says of its objects.
pub(super) struct Pdf {
    path: PathBuf,
    objects: Value,
    pages: Vec<String>,
    names: BTreeMap<String, Value>,
    words: Vec<Vec<Word>>,
}

/// A place on a page: the page, from 0, and how far from its top, in points.
pub(super) type Place = (usize, f64);

struct Word {
    top: f64,
    text: String,
}

/// Where a link leads.
pub(super) enum Aim {
    Place(Place),
    Address(String),
}

/// Pages are A4.
const HEIGHT: f64 = 841.89;

impl Pdf {
    pub(super) fn read(path: &Path) -> Self {
        let name = path.to_str().unwrap();
        tool("qpdf", &["--check", name]);
        let told: Value = serde_json::from_str(&tool("qpdf", &["--json=2", name])).unwrap();
        let pages = told["pages"].as_array().unwrap().iter().map(|page| string(&page["object"])).collect();
        let words = words(&tool("pdftotext", &["-bbox", name, "-"]));
        let mut pdf =
            Self { path: path.to_owned(), objects: told["qpdf"][1].clone(), pages, names: BTreeMap::new(), words };
        let tree = pdf.at(&pdf.at(&pdf.catalog()["/Names"])["/Dests"]);
        pdf.collect(&tree);
        pdf
    }

    /// An object, or what a reference leads to.
    fn at(&self, value: &Value) -> Value {
        match value.as_str().filter(|text| text.ends_with(" R")) {
            Some(reference) => self.objects[format!("obj:{reference}")]["value"].clone(),
            None => value.clone(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Value> {
        self.objects.as_object().unwrap().values().map(|object| &object["value"])
    }

    fn catalog(&self) -> Value {
        self.all().find(|object| object["/Type"] == "/Catalog").unwrap().clone()
    }

    fn collect(&mut self, tree: &Value) {
        for pair in self.at(&tree["/Names"]).as_array().unwrap_or(&Vec::new()).chunks(2) {
            self.names.insert(string(&pair[0]), pair[1].clone());
        }
        for kid in self.at(&tree["/Kids"]).as_array().unwrap_or(&Vec::new()) {
            let kid = self.at(kid);
            self.collect(&kid);
        }
    }

    /// The language of the document.
    pub(super) fn language(&self) -> String {
        string(&self.catalog()["/Lang"])
    }

    /// A destination as a place; one that leads nowhere fails.
    fn place(&self, destination: &Value) -> Place {
        let name = string(destination);
        let found = self.at(self.names.get(&name).unwrap_or(destination));
        let found = if found.is_object() { self.at(&found["/D"]) } else { found };
        let to = found.as_array().unwrap_or_else(|| panic!("{destination} leads nowhere"));
        let page = self.pages.iter().position(|page| *page == string(&to[0]));
        (page.unwrap_or_else(|| panic!("{destination} leads to no page")), HEIGHT - to[3].as_f64().unwrap())
    }

    /// The entries of the outline in order.
    pub(super) fn outline(&self) -> Vec<(String, Place)> {
        let mut entries = Vec::new();
        self.follow(&self.at(&self.catalog()["/Outlines"])["/First"].clone(), &mut entries);
        entries
    }

    fn follow(&self, first: &Value, entries: &mut Vec<(String, Place)>) {
        let mut entry = self.at(first);
        while entry.is_object() {
            entries.push((string(&entry["/Title"]), self.place(&entry["/Dest"])));
            self.follow(&entry["/First"].clone(), entries);
            entry = self.at(&entry["/Next"]);
        }
    }

    /// Every link, with what it says of itself to a screen reader.
    pub(super) fn links(&self) -> Vec<(String, Aim)> {
        let links = self.all().filter(|object| object["/Subtype"] == "/Link");
        links
            .map(|link| {
                let action = self.at(&link["/A"]);
                let aim = match action["/URI"].as_str() {
                    Some(_) => Aim::Address(string(&action["/URI"])),
                    None if action.is_object() => Aim::Place(self.place(&action["/D"])),
                    None => Aim::Place(self.place(&link["/Dest"])),
                };
                (string(&link["/Contents"]), aim)
            })
            .collect()
    }

    /// What is printed from a place on, without white space: so many letters.
    pub(super) fn print_at(&self, (page, top): Place, letters: usize) -> String {
        let below = self.words[page].iter().filter(|word| word.top >= top - 3.0);
        let mut print = String::new();
        for word in below {
            print.push_str(&normal(&word.text));
            if print.len() >= letters {
                break;
            }
        }
        print.truncate(letters);
        print
    }

    pub(super) fn name(&self) -> &str {
        self.path.to_str().unwrap()
    }
}

/// A text of qpdf's JSON; its mark for Unicode is no part of it.
fn string(value: &Value) -> String {
    let text = value.as_str().unwrap_or_default();
    text.strip_prefix("u:").unwrap_or(text).to_owned()
}

/// The words of each page, as `pdftotext -bbox` tells them.
fn words(told: &str) -> Vec<Vec<Word>> {
    let page = |page: &str| {
        let word = |line: &str| {
            let (_, rest) = line.split_once("yMin=\"")?;
            let (top, rest) = rest.split_once('"')?;
            let text = rest.split_once('>')?.1.strip_suffix("</word>")?;
            Some(Word { top: top.parse().ok()?, text: super::text_of(text) })
        };
        page.lines().filter_map(word).collect()
    };
    told.split("<page ").skip(1).map(page).collect()
}
