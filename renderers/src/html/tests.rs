use super::html;
use crate::sample;
use std::collections::BTreeSet;

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
