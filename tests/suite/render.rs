//! `archplan render`: a Markdown file in the look of the documents.

use crate::documents::{normal, shown};
use crate::project::{Project, Run};

const NOTES: &str = "---\ntitle: Notes of the team\nversion: 3\n---\n\nWhat was said.\n\n## First & last\n\nA [link](#second) and \
                     a table:\n\n| Left | Right |\n|---|---:|\n| a | 17 |\n\n## Second\n\n```mermaid\nflowchart TD\n  a[\"Box\"] --> b\n```\n\n\
                     ![The plan of the house](house.png)\n";

/// A pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\nIDATx\x9cc\0\x01\0\0\x05\0\x01\r\n-\xb4\0\0\0\0IEND\xaeB`\x82";

fn with(markdown: &str) -> Project {
    let project = Project::with("");
    project.write("notes.md", markdown);
    project.write("house.png", PNG);
    project
}

fn render(project: &Project, more: &[&str]) -> Run {
    let arguments: Vec<&str> = ["render", "notes.md"].iter().chain(more).copied().collect();
    project.run(&arguments)
}

#[test]
fn a_page_says_what_the_file_says() {
    let project = with(NOTES);
    render(&project, &[]).succeeds().says("created    notes.html");
    let html = project.read("notes.html");
    let text = normal(&shown(&project.path().join("notes.html")));
    for said in ["Notes of the team", "3", "What was said.", "1 First & last", "a table:", "17", "2 Second"] {
        assert!(text.contains(&normal(said)), "{said}");
    }
    // Mermaid stays code, and a picture stands in the page: it loads nothing.
    assert!(text.contains(&normal("flowchart TD")));
    let picture =
        "<img class=\"drawn\" alt=\"The plan of the house\" width=\"1\" height=\"1\" src=\"data:image/png;base64,";
    assert!(html.contains(picture) && !html.contains("house.png"));
    render(&project, &[]).succeeds().says("unchanged  notes.html");
    assert_eq!(html, project.read("notes.html"));
}

#[test]
fn title_file_and_theme_can_be_given() {
    let project = with(NOTES);
    project
        .write("look/theme.yaml", "archplan-theme: 1\nname: Our team\ncolours: { light: { accent: \"#7a1f5c\" } }\n");
    let run = render(&project, &["--title", "Another <title>", "--out", "deep/page.html", "--theme", "look"]);
    run.succeeds();
    let html = project.read("deep/page.html");
    assert!(html.contains("<title>Another &lt;title&gt;") && html.contains("#7a1f5c") && html.contains("Our team"));
    assert!(!project.path().join("notes.html").exists());
    render(&project, &["--theme", "nowhere"]).ends_with(2).says("nowhere");
}

#[test]
fn a_missing_picture_and_a_broken_link_are_told_at_their_place() {
    let project = with("# Notes\n\nWords and ![gone](lost.png), then [more](gone.md).\n\n![here](house.png)\n");
    let run = render(&project, &[]).succeeds();
    assert!(run.err.contains("notes.md:3:11") && run.err.contains("`lost.png`"), "{}", run.err);
    assert!(run.err.contains("`gone.md`") && !run.err.contains("`house.png`"), "{}", run.err);
    assert!(normal(&shown(&project.path().join("notes.html"))).contains("gone"));
}

#[test]
fn pictures_are_embedded_and_what_cannot_be_drawn_stays_a_link_and_is_told() {
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"20\"><rect width=\"9\" height=\"9\"/></svg>";
    let project = with(
        "# Notes\n\n[![state](a%20b.svg)](https://ci.example) ![*The* house](./house.png \"Plan\")\n\n\
         | ![in a cell](house.png) |\n|---|\n\n![act](act.svg) ![far](https://a.example/far.png) ![cut](cut.jpg)\n",
    );
    project.write("a b.svg", svg);
    project.write("act.svg", svg.replace("<rect", "<script/><rect"));
    project.write("cut.jpg", "\u{ff}");
    let run = render(&project, &[]).succeeds();
    let html = project.read("notes.html");
    assert_eq!(html.matches("<img class=\"drawn\"").count(), 3);
    assert!(html.contains("alt=\"The house\"") && html.contains("width=\"90\" height=\"20\" src=\"data:image/svg+xml"));
    assert!(html.contains("href=\"https://ci.example\"") && html.contains("href=\"https://a.example/far.png\""));
    assert!(
        run.err.contains("`act.svg` runs or loads something") && run.err.contains("`cut.jpg` is neither"),
        "{}",
        run.err
    );
    assert!(html.contains("href=\"act.svg\"") && !html.contains("<script/>"));
}

#[test]
fn what_somebody_else_made_is_not_written_over() {
    let project = with(NOTES);
    project.write("notes.html", "<p>mine</p>");
    render(&project, &[]).ends_with(1).says("`notes.html` lies there and was not made by archplan");
    assert_eq!(project.read("notes.html"), "<p>mine</p>");
    render(&project, &["--force"]).succeeds().says("rewritten");
    project.run(&["render", "nothing.md"]).ends_with(2).says("there is no file at `nothing.md`");
    project.write("bytes.md", b"\xff\xfe");
    project.run(&["render", "bytes.md"]).ends_with(2).says("not UTF-8");
}

#[test]
fn hostile_files_stay_inside_of_their_page() {
    let long = "word <b>bold</b> | `code` ".repeat(40_000);
    for markdown in [
        "# A\n\n</main></body><script>alert(1)</script>\n\n<!-- never closed\n\n## B\n",
        "# A\n\n## B\n\n````python\nnever = 'closed'\n\n## C\n",
        "# A\n\n<details><table><tr><td>\n\n| a |\n|---|\n| <img src=x onerror=alert(1)> |\n\n## B\n",
        &format!("# A\n\n## B\n\n{long}\n\n## C\n\nThe end.\n"),
    ] {
        let project = with(markdown);
        render(&project, &[]).succeeds();
        let html = project.read("notes.html");
        assert_eq!(html.matches("</main>").count(), 1);
        assert_eq!(html.matches("<script").count(), html.matches("</script>").count());
        assert!(!html.contains("<script>alert") && !html.contains("<img"));
        assert!(html.trim_end().ends_with("</html>"));
    }
}

#[cfg(feature = "pdf")]
#[test]
fn pages_say_what_the_file_says() {
    let project = with(NOTES);
    render(&project, &["--to", "pdf"]).succeeds().says("created    notes.pdf");
    let file = project.path().join("notes.pdf");
    let text = normal(&crate::documents::tool("pdftotext", &["-raw", file.to_str().unwrap(), "-"]));
    for said in ["Notes of the team", "What was said.", "1 First & last", "17", "2 Second", "flowchart TD"] {
        assert!(text.contains(&normal(said)), "{said}");
    }
    let told = crate::documents::tool("pdfinfo", &[file.to_str().unwrap()]);
    assert!(told.contains("Notes of the team") && told.contains("Tagged:          yes"), "{told}");
}

#[cfg(not(feature = "pdf"))]
#[test]
fn a_build_without_pdf_says_so() {
    render(&with(NOTES), &["--to", "pdf"]).ends_with(2).says("built without PDF");
}
