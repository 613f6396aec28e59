//! What stands around the sections: head with its policy, contents, cover, foot.

use super::escape::escaped;
use super::{base64, inline, look};
use crate::document::Document;
use crate::outline::{Entry, Outline};
use crate::theme::Theme;
use sha2::{Digest, Sha256};
use std::sync::OnceLock;

const STYLE: &str = include_str!("../../assets/html/page.css");
/// One module a concern; the first is what the others stand on. A page without scripts is read all the same.
const SCRIPT: &str = concat!(
    include_str!("../../assets/html/page.js"),
    include_str!("../../assets/html/search.js"),
    include_str!("../../assets/html/tables.js"),
    include_str!("../../assets/html/graphs.js"),
);

/// The parts that are the same in every file, made once, with their hashes.
struct Fixed {
    style: String,
    style_hash: String,
    script: String,
    script_hash: String,
}

fn fixed() -> &'static Fixed {
    static FIXED: OnceLock<Fixed> = OnceLock::new();
    FIXED.get_or_init(|| {
        // A line end before the closing tag is counted by browsers and forgotten by validators.
        let style = look::own_faces() + STYLE.trim_end();
        let script = bare(SCRIPT);
        Fixed { style_hash: hash(&style), script_hash: hash(&script), style, script }
    })
}

/// A script without what is there for those who edit it: indents, empty lines, lines of comment. None of its texts spans
/// lines. Its last line has no end, as that of the style.
fn bare(script: &str) -> String {
    let lines = script.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn hash(text: &str) -> String {
    format!("sha256-{}", base64::encode(&Sha256::digest(text.as_bytes())))
}

/// Everything before the contents.
pub(super) fn head(document: &Document, theme: &Theme, out: &mut String) {
    let Fixed { style, style_hash, script_hash, .. } = fixed();
    let own = look::style(theme);
    let policy = format!(
        "default-src 'none'; style-src '{}' '{style_hash}'; script-src '{script_hash}'; font-src data:; img-src data:; \
         base-uri 'none'; form-action 'none'",
        hash(&own)
    );
    let [language, generator, title, kind] =
        [&document.language, &document.generator, &document.title, &document.kind].map(|text| escaped(text));
    out.push_str(&format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{generator}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}: {kind}</title>\n<style>{own}</style>\n<style>{style}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#page_content\">Skip to the text</a>\n<div class=\"page\">\n"
    ));
}

/// The contents with the tools above them.
pub(super) fn side(document: &Document, theme: &Theme, outline: &Outline, out: &mut String) {
    out.push_str("<div class=\"side\">\n<header>\n");
    look::owner(theme, out);
    out.push_str(&format!(
        "<p class=\"name\"><a href=\"#page_top\">{}</a></p>\n<p class=\"kind\">{}</p>\n{TOOLS}</header>\n\
         <nav id=\"page_contents\" aria-label=\"Contents\">\n",
        escaped(&document.title),
        escaped(&document.kind)
    ));
    contents(outline, out);
    out.push_str("</nav>\n</div>\n");
}

/// What only a script can do; it is not shown where none runs.
const TOOLS: &str = "<div class=\"tools\">\n\
    <div class=\"search\" role=\"search\">\n\
    <input id=\"page_search\" type=\"text\" role=\"combobox\" placeholder=\"Search\" aria-label=\"Search this document\" \
    aria-autocomplete=\"list\" aria-expanded=\"false\" aria-controls=\"page_results\" aria-keyshortcuts=\"/\" autocomplete=\"off\" \
    spellcheck=\"false\" enterkeyhint=\"search\">\n\
    <div class=\"results\" id=\"page_found\" hidden><p role=\"status\"></p><div id=\"page_results\" role=\"listbox\" \
    aria-label=\"Places found\"></div></div>\n</div>\n\
    <select id=\"page_theme\" aria-label=\"Colours\"><option value=\"system\">System</option><option value=\"light\">Light</option>\
    <option value=\"dark\">Dark</option></select>\n\
    <button id=\"page_open\" class=\"open-contents\" type=\"button\" aria-expanded=\"false\" aria-controls=\"page_contents\">Contents</button>\n\
    </div>\n";

/// The two upper levels as nested lists; the search reaches the others through them.
fn contents(outline: &Outline, out: &mut String) {
    out.push_str("<ol>\n");
    let mut inner = false;
    for (at, entry) in outline.entries.iter().filter(|entry| entry.level <= 2).enumerate() {
        match (entry.level, inner) {
            (1, _) if at > 0 => out.push_str(if inner { "</ol></li>\n" } else { "</li>\n" }),
            (2, false) => out.push_str("\n<ol>\n"),
            _ => {}
        }
        inner = entry.level == 2;
        item(entry, outline, out);
        if inner {
            out.push_str("</li>\n");
        }
    }
    if !outline.entries.is_empty() {
        out.push_str(if inner { "</ol></li>\n" } else { "</li>\n" });
    }
    out.push_str("</ol>\n");
}

fn item(entry: &Entry, outline: &Outline, out: &mut String) {
    let anchor = entry.anchor.map(|id| format!(" href=\"#{id}\"")).unwrap_or_default();
    out.push_str(&format!("<li><a{anchor}><span class=\"number\">{}</span><span>", entry.number));
    inline::unlinked(&entry.section.title, outline, out);
    out.push_str("</span></a>");
}

/// Title, summary and facts.
pub(super) fn cover(document: &Document, theme: &Theme, outline: &Outline, out: &mut String) {
    out.push_str("<header class=\"cover\" id=\"page_top\">\n");
    look::owner(theme, out);
    out.push_str(&format!(
        "<p class=\"kind\">{}</p>\n<h1>{}</h1>\n",
        escaped(&document.kind),
        escaped(&document.title)
    ));
    if !document.summary.is_empty() {
        out.push_str("<p class=\"summary\">");
        inline::run(&document.summary, outline, out);
        out.push_str("</p>\n");
    }
    look::cover_line(theme, out);
    if !document.facts.is_empty() {
        out.push_str("<dl class=\"facts\">\n");
        for (name, value) in &document.facts {
            out.push_str(&format!("<dt>{}</dt><dd>", escaped(name)));
            inline::run(value, outline, out);
            out.push_str("</dd>\n");
        }
        out.push_str("</dl>\n");
    }
    out.push_str("</header>\n");
}

/// The script, and the end of the file.
pub(super) fn foot(out: &mut String) {
    out.push_str("</div>\n<script>");
    out.push_str(&fixed().script);
    out.push_str("</script>\n</body>\n</html>\n");
}
