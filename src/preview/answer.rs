//! Requests and what they are answered: exact paths to what is held in memory.

use super::{Content, Hosts, Shown};
use std::sync::Arc;

const SHELL: &str = include_str!("assets/shell.html");
const STYLE: &str = include_str!("assets/shell.css");
const SCRIPT: &str = include_str!("assets/shell.js");

/// What the page around the documents may do.
const SHELL_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
                            img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// A document brings a policy of its own along; here it is said who may frame it.
const PAGE_POLICY: &str = "frame-ancestors 'self'";

/// What a browser asks for.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Such as `GET`.
    pub method: &'a str,
    /// The path as it came, not decoded.
    pub path: &'a str,
    /// The `Host` header; empty where there is none.
    pub host: &'a str,
}

/// What it is answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Status code (RFC 9110).
    pub status: u16,
    /// Media type.
    pub media: &'static str,
    /// Content security policy.
    pub policy: &'static str,
    /// What follows.
    pub body: Body,
}

/// What follows the head of an answer.
#[derive(Clone, Debug)]
pub enum Body {
    /// What a page holds.
    Page(Content),
    /// Text.
    Text(String),
    /// A line for every run from now on, as server-sent events.
    Events,
}

impl Shown {
    /// The answer to a request.
    pub fn answer(&self, request: Request<'_>, hosts: &Hosts) -> Answer {
        if !hosts.allow(request.host) {
            return refusal(421, "this preview does not answer under that name; give it with --host");
        }
        if !["GET", "HEAD"].contains(&request.method) {
            return refusal(405, "only GET and HEAD are answered");
        }
        let text =
            |media, text: &str| Answer { status: 200, media, policy: SHELL_POLICY, body: Body::Text(text.to_owned()) };
        match request.path {
            "/" => text("text/html; charset=utf-8", SHELL),
            "/shell.css" => text("text/css; charset=utf-8", STYLE),
            "/shell.js" => text("text/javascript; charset=utf-8", SCRIPT),
            "/state" => text("application/json", &self.state()),
            "/events" => Answer { status: 200, media: "text/event-stream", policy: SHELL_POLICY, body: Body::Events },
            path => match path.strip_prefix("/documents/").and_then(|name| self.page(name)) {
                Some(page) => Answer {
                    status: 200,
                    media: page.media,
                    policy: PAGE_POLICY,
                    body: Body::Page(page.content.clone()),
                },
                None => refusal(404, "there is no such document"),
            },
        }
    }
}

/// An answer that says why there is none.
pub(super) fn refusal(status: u16, why: &str) -> Answer {
    let body = Body::Text(format!("{why}\n"));
    Answer { status, media: "text/plain; charset=utf-8", policy: SHELL_POLICY, body }
}

impl Content {
    /// The bytes; what is wrong, where they cannot be made.
    ///
    /// # Errors
    /// Says what the maker says.
    pub fn bytes(&self) -> Result<Arc<[u8]>, String> {
        match self {
            Self::Ready(bytes) => Ok(Arc::clone(bytes)),
            Self::Later(make) => make().map(Arc::from),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::preview::{Built, Page};

    fn status(path: &str, method: &str, host: &str) -> u16 {
        let mut shown = Shown::default();
        let content = Content::Ready(Arc::from(*b"text"));
        let page = Page { name: "plan.html".to_owned(), title: "Plan".to_owned(), media: "text/html", content };
        shown.take(Built { pages: Some(vec![page]), ..Built::default() });
        shown.answer(Request { method, path, host }, &Hosts::and("127.0.0.1")).status
    }

    #[test]
    fn only_exact_paths_are_answered() {
        for path in ["/", "/state", "/documents/plan.html"] {
            assert_eq!(status(path, "GET", "localhost"), 200, "{path}");
        }
        for path in [
            "",
            "*",
            "/documents/",
            "/documents/../plan.html",
            "/documents/%2e%2e/spec.yaml",
            "/documents/plan%2ehtml",
            "//documents/plan.html",
            "/documents//etc/passwd",
            "/spec.yaml",
            "/documents/plan.html/",
            "/documents/PLAN.html",
        ] {
            assert_eq!(status(path, "GET", "localhost"), 404, "{path}");
        }
    }

    #[test]
    fn foreign_names_and_other_methods_are_refused() {
        assert_eq!(status("/", "GET", "evil.example"), 421);
        assert_eq!(status("/", "POST", "localhost"), 405);
    }
}
