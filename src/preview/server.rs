//! The network side of the preview: one thread, HTTP/1.1, events for every run.

use super::answer::refusal;
use super::{Answer, Body, Built, Hosts, Request, Shown};
use axum::Router;
use axum::http::{HeaderName, Request as HttpRequest, Response, header};
use axum::response::IntoResponse as _;
use axum::response::sse::{Event, KeepAlive, Sse};
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::{Arc, RwLock};
use tokio::sync::watch;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

/// What is shown, shared between who makes it and who serves it.
#[derive(Clone)]
pub struct Live {
    shown: Arc<RwLock<Shown>>,
    runs: Arc<watch::Sender<u64>>,
}

impl Default for Live {
    fn default() -> Self {
        Self { shown: Arc::default(), runs: Arc::new(watch::Sender::new(0)) }
    }
}

impl Live {
    /// Shows what a run gave, and tells every browser.
    pub fn show(&self, built: Built) {
        let mut shown = self.shown.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        let run = shown.take(built);
        drop(shown);
        self.runs.send_replace(run);
    }

    fn answer(&self, request: Request<'_>, hosts: &Hosts) -> Answer {
        self.shown.read().unwrap_or_else(std::sync::PoisonError::into_inner).answer(request, hosts)
    }
}

/// Serves what is shown until the process is asked to end (SIGINT, SIGTERM, Ctrl-C).
///
/// # Errors
/// When the system refuses the listener or the signals.
pub fn serve(listener: TcpListener, live: Live, hosts: Hosts) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let answer = move |request: HttpRequest<axum::body::Body>| respond(request, live.clone(), hosts.clone());
        tokio::select! {
            served = axum::serve(listener, Router::new().fallback(answer)) => served,
            ended = ended() => ended,
        }
    })
}

#[cfg(unix)]
async fn ended() -> io::Result<()> {
    let mut asked = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    tokio::select! {
        interrupted = tokio::signal::ctrl_c() => interrupted,
        _ = asked.recv() => Ok(()),
    }
}

#[cfg(not(unix))]
async fn ended() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

async fn respond(request: HttpRequest<axum::body::Body>, live: Live, hosts: Hosts) -> Response<axum::body::Body> {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let asked = Request { method: request.method().as_str(), path: request.uri().path(), host };
    let answer = live.answer(asked, &hosts);
    match &answer.body {
        Body::Text(text) => response(&answer, text.clone().into()),
        Body::Events => events(&live, &answer),
        Body::Page(content) => {
            let content = content.clone();
            // A page that is made now, such as a PDF, must not keep the others waiting.
            match tokio::task::spawn_blocking(move || content.bytes()).await {
                Ok(Ok(bytes)) => response(&answer, axum::body::Bytes::from_owner(bytes).into()),
                Ok(Err(why)) => told(&refusal(500, &why)),
                Err(_) => told(&refusal(500, "the document could not be made")),
            }
        }
    }
}

fn told(answer: &Answer) -> Response<axum::body::Body> {
    let Body::Text(text) = &answer.body else { return response(answer, axum::body::Body::empty()) };
    response(answer, text.clone().into())
}

fn events(live: &Live, answer: &Answer) -> Response<axum::body::Body> {
    let runs = WatchStream::new(live.runs.subscribe());
    let lines = runs.map(|run| Ok::<_, Infallible>(Event::default().data(run.to_string())));
    let mut response = Sse::new(lines).keep_alive(KeepAlive::default()).into_response();
    response.headers_mut().extend(headers(answer));
    response
}

fn response(answer: &Answer, body: axum::body::Body) -> Response<axum::body::Body> {
    let mut response = Response::new(body);
    *response.status_mut() = axum::http::StatusCode::from_u16(answer.status).unwrap_or_default();
    response.headers_mut().extend(headers(answer));
    response
}

/// The head of every answer: nothing is kept, guessed, or shown inside of another site.
fn headers(answer: &Answer) -> axum::http::HeaderMap {
    let fields: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_TYPE, answer.media),
        (header::CONTENT_SECURITY_POLICY, answer.policy),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    fields.into_iter().map(|(name, value)| (name, axum::http::HeaderValue::from_static(value))).collect()
}
