use crate::document::Document;
use crate::sample;
use crate::theme::{Colour, Family, Logo, Palette, Role, Theme};
use std::collections::BTreeSet;

fn html(document: &Document) -> String {
    super::html(document, &Theme::default())
}

/// The values of an attribute in the order in which they stand.
fn values<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    html.split(&format!(" {name}=\"")).skip(1).filter_map(|rest| rest.split_once('"').map(|(value, _)| value)).collect()
}

fn body(html: &str) -> &str {
    html.split_once("<body>").map(|(_, body)| body).expect("a body").split_once("<script>").expect("a script").0
}

#[test]
fn nothing_is_loaded_from_anywhere() {
    let html = html(&sample::document());
    assert!(html.contains("content=\"default-src 'none'; style-src 'sha256-"));
    assert_eq!(values(&html, "src"), Vec::<&str>::new());
    assert!(!html.contains("@import") && !html.contains("url(http") && !html.contains("<link"));
    assert_eq!(values(body(&html), "style"), Vec::<&str>::new(), "the policy forbids style attributes");
}

#[test]
fn text_stays_text() {
    let html = html(&sample::document());
    assert_eq!(html.matches("<script").count(), 1, "our own");
    assert!(body(&html).contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &amp;amp; &amp;#65;"));
    assert!(!values(&html, "href").iter().any(|href| href.starts_with("javascript")));
}

#[test]
fn every_inner_link_has_its_target_and_every_id_is_unique() {
    let html = html(&sample::document());
    let ids = values(body(&html), "id");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for href in values(&html, "href").iter().filter_map(|href| href.strip_prefix('#')) {
        assert!(unique.contains(href), "{href}");
    }
}

#[test]
fn elements_are_closed() {
    let html = html(&sample::document());
    for tag in [
        "section",
        "div",
        "table",
        "tr",
        "td",
        "ul",
        "ol",
        "li",
        "dl",
        "figure",
        "pre",
        "code",
        "svg",
        "a",
        "blockquote",
    ] {
        let open = body(&html).matches(&format!("<{tag}>")).count() + body(&html).matches(&format!("<{tag} ")).count();
        assert_eq!(open, body(&html).matches(&format!("</{tag}>")).count(), "{tag}");
    }
}

#[test]
fn blocks_that_hold_nothing_do_no_harm() {
    let sections = vec![sample::section("s", sample::empties())];
    assert!(html(&crate::Document { sections, ..sample::document() }).ends_with("</html>\n"));
}

#[test]
fn a_page_is_small_and_the_same_every_time() {
    let document = sample::document();
    let page = html(&document);
    assert!(page.len() < 400_000, "{}", page.len());
    assert_eq!(page, html(&document));
}

#[test]
fn a_theme_is_one_block_of_properties_and_a_logo_inside_the_page() {
    let logo = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 2 1\"><path d=\"M0 0h2v1z\"/></svg>";
    let theme = Theme {
        name: "Acme".into(),
        logo: Some(Logo::new(logo.to_vec(), "Acme \"Inc\" <b>").expect("a logo")),
        light: Palette::LIGHT.with(&[(Role::Accent, Colour::new(0x7a1fa2))]),
        text: Family { name: "Acme</style><script>".into(), faces: Vec::new() },
        cover: "<Platform>".into(),
        footer: "Internal & more".into(),
        ..Theme::default()
    };
    let page = super::html(&sample::document(), &theme);
    assert_eq!(page.matches(":root {\n").count(), 1);
    assert!(page.contains("--accent: light-dark(#7a1fa2, #6cc3cb);"));
    assert!(page.contains("alt=\"Acme &quot;Inc&quot; &lt;b&gt;\""));
    assert!(page.contains("&lt;Platform&gt;") && page.contains("Internal &amp; more"));
    assert!(values(&page, "src").iter().all(|src| src.starts_with("data:image/svg+xml;base64,")));
    assert_eq!(page.matches("<script").count(), 1, "our own");
}

#[test]
fn every_style_and_script_stands_in_the_policy() {
    use sha2::{Digest, Sha256};
    let page = html(&sample::document());
    let inside = |tag: &str| {
        let opened = page.split(&format!("<{tag}>")).skip(1).collect::<Vec<_>>();
        opened
            .into_iter()
            .filter_map(|rest| rest.split_once(&format!("</{tag}>")))
            .map(|(text, _)| text)
            .collect::<Vec<_>>()
    };
    let policy = page.split_once("Content-Security-Policy").expect("a policy").1.split_once('>').expect("an end").0;
    for text in inside("style").into_iter().chain(inside("script")) {
        let hash = super::base64::encode(&Sha256::digest(text.as_bytes()));
        assert!(policy.contains(&format!("'sha256-{hash}'")), "{}", text.get(..60).unwrap_or(text));
    }
    assert_eq!(inside("style").len(), 2);
}

#[test]
fn rows_that_stand_for_something_can_be_linked() {
    let page = html(&sample::document());
    let ids: BTreeSet<&str> = values(body(&page), "id").into_iter().collect();
    assert!(ids.contains("tables_table") && ids.contains("tables_table_caption") && ids.contains("tables_table2"));
    assert!(ids.contains("tables_row_data-store"), "a row is named by the code in its key");
    assert!(body(&page).contains("<th scope=\"row\"><code>data.<wbr>store</code></th>"));
}

#[test]
fn boxes_that_lead_to_sections_are_joined_by_number() {
    use crate::diagram::{Diagram, Direction, Drawing, Edge, Graph, Look, Node};
    let node = |id: &str| Node {
        id: id.into(),
        title: id.into(),
        note: String::new(),
        text: String::new(),
        look: Look::Plain,
        frame: None,
        link: Some(id.into()),
    };
    let edge = Edge { from: "a".into(), to: "b".into(), label: "asks".into(), broken: false };
    let drawing = Drawing::Graph(Graph {
        direction: Direction::Down,
        nodes: vec![node("a"), node("b"), node("nowhere")],
        edges: vec![edge],
        frames: Vec::new(),
        legend: Vec::new(),
        lines: Vec::new(),
    });
    let picture = Diagram { id: "a".into(), title: "A and B".into(), alt: "A asks B".into(), drawing };
    let sections =
        vec![sample::section("a", vec![crate::document::Block::Diagram(picture)]), sample::section("b", vec![])];
    let page = html(&crate::Document { sections, ..sample::document() });
    assert_eq!(values(body(&page), "data-node"), ["0", "1"], "a box without a section is only a box");
    assert_eq!(values(body(&page), "data-from"), ["0", "0"], "the arrow and its words");
    assert_eq!(values(body(&page), "data-to"), ["1", "1"]);
    let ids = values(body(&page), "id");
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "a drawing may be called like a section: {ids:?}");
}
