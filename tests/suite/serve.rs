//! The live preview as a browser meets it: over HTTP, while the spec changes.

use crate::project::example;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, ChildStderr, ChildStdout, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// A change that is not shown within this is not noticed at all.
const PATIENCE: Duration = Duration::from_secs(60);

struct Preview {
    folder: TempDir,
    child: Child,
    address: String,
    _out: BufReader<ChildStdout>,
    _told: ChildStderr,
}

impl Preview {
    fn of(spec: &str, arguments: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("spec.yaml"), spec).unwrap();
        Self::start(folder, arguments)
    }

    fn start(folder: TempDir, arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_archplan"))
            .args(["serve", "--port", "0"])
            .args(arguments)
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("http://").unwrap_or_else(|| panic!("no address in `{line}`"));
        let address = rest.split('/').next().unwrap().to_owned();
        let told = child.stderr.take().unwrap();
        Self { folder, child, address, _out: out, _told: told }
    }

    fn spec(&self) -> PathBuf {
        self.folder.path().join("spec.yaml")
    }

    /// The whole answer, head and body, to a request line with these header lines.
    fn raw(&self, line: &str, headers: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "{line} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.raw(&format!("GET {path}"), "Host: localhost\r\n")
    }

    fn page(&self) -> String {
        self.get("/documents/plan.html")
    }

    /// The events from now on; the first one tells the runs that were.
    fn events(&self) -> Events {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(stream, "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        Events(BufReader::new(stream))
    }

    /// Does something, and waits until the state is as wanted.
    fn after(&self, act: impl FnOnce(), is_wanted: impl Fn(&str) -> bool) -> String {
        let mut events = self.events();
        act();
        // Editors save in several steps, so a change may be shown in several runs.
        let start = std::time::Instant::now();
        loop {
            let state = self.get("/state");
            if is_wanted(&state) {
                return state;
            }
            assert!(start.elapsed() < PATIENCE, "the change is not shown: {state}");
            events.next();
        }
    }

    fn ready(&self) {
        self.after(|| {}, |state| state.contains("\"is_current\":true"));
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    fn next(&mut self) -> String {
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the events ended");
            // A comment keeps the connection alive, and is a chance to look at the clock.
            if line.starts_with("data:") || line.starts_with(':') {
                return line.trim().to_owned();
            }
        }
    }
}

fn spec() -> String {
    example("item-catalog")
}

#[test]
fn a_change_is_shown_and_a_fault_keeps_the_last_good_document() {
    let preview = Preview::of(&spec(), &[]);
    preview.ready();
    assert!(preview.page().contains("item-catalog"));
    let other = spec().replace("name: item-catalog", "name: shop-shelves");
    preview.after(|| fs::write(preview.spec(), &other).unwrap(), |state| state.contains("\"changed\":2"));
    assert!(preview.page().contains("shop-shelves"));

    let wrong = other.replace("service:", "servise:");
    let state = preview.after(|| fs::write(preview.spec(), &wrong).unwrap(), |state| state.contains("\"error\""));
    assert!(state.contains("spec/unknown-key") && state.contains("spec.yaml:"), "{state}");
    assert!(state.contains("did you mean `service`"), "{state}");
    assert!(preview.page().contains("shop-shelves"), "the last good document stays");

    preview.after(|| fs::remove_file(preview.spec()).unwrap(), |state| state.contains("there is no spec"));
    assert!(preview.page().contains("shop-shelves"));

    let beside = preview.folder.path().join(".spec.yaml.tmp");
    fs::write(&beside, spec()).unwrap();
    let saved = || fs::rename(&beside, preview.spec()).unwrap();
    preview.after(saved, |state| state.contains("\"is_current\":true"));
    assert!(preview.page().contains("item-catalog"), "a spec that is saved by renaming is read");
}

#[test]
fn an_own_catalogue_is_watched() {
    let folder = tempfile::tempdir().unwrap();
    let catalogue = folder.path().join("platform");
    fs::create_dir(&catalogue).unwrap();
    fs::write(catalogue.join("catalogue.yaml"), "archplan-catalogue: 1\nname: shelf-rules\ntitle: Shelf rules\n")
        .unwrap();
    fs::write(folder.path().join("spec.yaml"), spec().replace("archplan: 1", "archplan: 1\ncatalogue: platform"))
        .unwrap();
    let preview = Preview::start(folder, &[]);
    preview.after(|| {}, |state| !state.contains("\"run\":0"));
    let changes = "changes:\n  nothing-of-the-kind: { require_reason: true }\n";
    let state = preview.after(
        || fs::write(catalogue.join("changes.yaml"), changes).unwrap(),
        |state| state.contains("nothing-of-the-kind"),
    );
    assert!(state.contains("\"is_current\":false"), "{state}");
    preview.after(
        || fs::remove_file(catalogue.join("changes.yaml")).unwrap(),
        |state| state.contains("\"is_current\":true"),
    );
}

#[test]
fn nothing_but_the_documents_is_served() {
    let preview = Preview::of(&spec(), &[]);
    preview.ready();
    for path in [
        "/spec.yaml",
        "/../spec.yaml",
        "/documents/../spec.yaml",
        "/documents/..%2fspec.yaml",
        "/documents/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/etc/passwd",
        "/documents/plan.html%00",
        "/documents/",
    ] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
    }
    let foreign = preview.raw("GET /", "Host: evil.example\r\n");
    assert!(foreign.starts_with("HTTP/1.1 421"), "{foreign}");
    let nameless = preview.raw("GET /", "");
    assert!(!nameless.starts_with("HTTP/1.1 200"), "{nameless}");
    assert!(preview.raw("POST /", "Host: localhost\r\nContent-Length: 0\r\n").starts_with("HTTP/1.1 405"));
    for path in ["/", "/state", "/shell.js", "/documents/plan.html", "/documents/plan.md", "/documents/openapi.yaml"] {
        let answer = preview.get(path);
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        assert!(
            answer.contains("x-content-type-options: nosniff") && answer.contains("cache-control: no-store"),
            "{answer}"
        );
    }
    let before = fs::read_dir(preview.folder.path()).unwrap().count();
    assert_eq!(before, 1, "a preview writes nothing");
}

#[test]
fn the_page_is_the_file_that_plan_writes() {
    let preview = Preview::of(&spec(), &[]);
    preview.ready();
    let served = preview.page();
    let (_, served) = served.split_once("\r\n\r\n").unwrap();
    let planned = crate::project::Project::with(&example("item-catalog"));
    planned.run(&["plan", "spec.yaml"]).succeeds();
    assert!(served == planned.read("docs/architecture/plan.html"), "the preview shows another document");
}

#[test]
fn many_clients_are_told_and_a_taken_port_is_said() {
    let preview = Preview::of(&spec(), &[]);
    preview.ready();
    let mut clients: Vec<Events> = (0..20).map(|_| preview.events()).collect();
    clients.iter_mut().for_each(|client| drop(client.next()));
    fs::write(preview.spec(), spec().replace("item-catalog", "item-register")).unwrap();
    clients.iter_mut().for_each(|client| drop(client.next()));

    let port = preview.address.rsplit(':').next().unwrap();
    let second = Command::new(env!("CARGO_BIN_EXE_archplan"))
        .args(["serve", "--port", port])
        .current_dir(preview.folder.path())
        .output()
        .unwrap();
    assert_eq!(second.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&second.stderr).contains("is taken"), "{second:?}");
}

#[cfg(unix)]
#[test]
fn it_ends_when_asked_to() {
    for signal in ["-INT", "-TERM"] {
        let mut preview = Preview::of(&spec(), &[]);
        preview.ready();
        let _reader = preview.events();
        let pid = preview.child.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
        assert_eq!(preview.child.wait().unwrap().code(), Some(0), "{signal}");
    }
}
