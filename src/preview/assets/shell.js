"use strict";

// A new document is loaded behind the one that is read, brought to the same place, and then takes its turn.

const documents = document.getElementById("documents");
const status = document.getElementById("status");
const told = document.getElementById("told");
const fold = document.getElementById("fold");
const frames = document.getElementById("frames");

let state = { run: 0, changed: 0, pages: [], told: [] };
let shown = { name: "", changed: 0 };
let frame = null;

// The section at the top of the window, and how far the window has gone into it.
function placeIn(view) {
  const sections = [...view.document.querySelectorAll("section[id]")];
  const above = sections.filter((section) => section.getBoundingClientRect().top <= 1);
  const section = above.pop();
  const open = [...view.document.querySelectorAll("details[open][id]")].map((details) => details.id);
  return section
    ? { id: section.id, into: -section.getBoundingClientRect().top, y: view.scrollY, open }
    : { id: null, into: 0, y: view.scrollY, open };
}

function goTo(view, place) {
  for (const id of place.open) {
    const details = view.document.getElementById(id);
    if (details) details.open = true;
  }
  const section = place.id && view.document.getElementById(place.id);
  const y = section ? section.getBoundingClientRect().top + view.scrollY + place.into : place.y;
  view.scrollTo({ top: y, behavior: "instant" });
}

function load(name) {
  const isSame = frame && shown.name === name;
  const place = isSame ? placeIn(frame.contentWindow) : null;
  const fragment = isSame ? frame.contentWindow.location.hash : location.hash.split("#").slice(2).map((part) => "#" + part).join("");
  const coming = document.createElement("iframe");
  const title = state.pages.find((page) => page.name === name);
  coming.title = title ? title.title : name;
  coming.className = "coming";
  coming.src = "/documents/" + name + fragment;
  coming.addEventListener("load", () => {
    if (place) goTo(coming.contentWindow, place);
    coming.className = "";
    for (const other of [...frames.children]) if (other !== coming) other.remove();
    frame = coming;
  });
  frames.append(coming);
  shown = { name, changed: state.changed };
  for (const link of documents.children) {
    if (link.dataset.name === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

function wanted() {
  const name = location.hash.split("#")[1] || "plan.html";
  return state.pages.some((page) => page.name === name) ? name : (state.pages[0] || {}).name;
}

function list() {
  documents.replaceChildren(
    ...state.pages.map((page) => {
      const link = document.createElement("a");
      const isHtml = page.name.endsWith(".html");
      link.href = isHtml ? "#" + page.name : "/documents/" + page.name;
      if (!isHtml) link.target = "_blank";
      link.dataset.name = page.name;
      link.textContent = page.title;
      if (page.name === shown.name) link.setAttribute("aria-current", "page");
      return link;
    }),
  );
}

function tell() {
  const errors = state.told.filter((one) => one.severity === "error").length;
  const warnings = state.told.length - errors;
  const count = (n, what) => n + " " + what + (n === 1 ? "" : "s");
  const words = [];
  if (errors) words.push(count(errors, "error"));
  if (warnings) words.push(count(warnings, "warning"));
  if (!state.is_current) words.push(state.pages.length ? "the last good document is shown" : "nothing to show yet");
  else words.push("made in " + state.milliseconds + " ms");
  status.textContent = words.join(" · ");
  status.className = errors ? "wrong" : "";
  told.replaceChildren(
    ...state.told.map((one) => {
      const text = document.createElement("pre");
      text.className = one.severity;
      text.textContent = one.text;
      return text;
    }),
  );
  fold.hidden = state.told.length === 0;
  if (errors) unfold(true);
  else told.hidden = state.told.length === 0 || fold.getAttribute("aria-expanded") === "false";
}

function unfold(open) {
  fold.setAttribute("aria-expanded", String(open));
  fold.textContent = open ? "Hide" : "Show";
  told.hidden = !open || state.told.length === 0;
}

async function refresh() {
  const answer = await fetch("/state");
  state = await answer.json();
  list();
  tell();
  const name = wanted();
  if (name && (name !== shown.name || state.changed !== shown.changed)) load(name);
}

fold.addEventListener("click", () => unfold(fold.getAttribute("aria-expanded") === "false"));
addEventListener("hashchange", () => {
  const name = wanted();
  if (name && name !== shown.name) load(name);
});
// Warnings are there to be unfolded; errors unfold themselves.
unfold(false);

const events = new EventSource("/events");
events.addEventListener("message", () => refresh().catch(() => {}));
events.addEventListener("error", () => {
  status.textContent = "archplan does not answer: has it ended?";
  status.className = "wrong";
});
