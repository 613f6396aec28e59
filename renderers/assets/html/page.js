// What the page does beyond being read. Everything can be read without it; nothing is loaded and nothing leaves the page.
// This module: shared helpers, colours, the current place, copying. The others: search, tables, graphs.
"use strict";
const root = document.documentElement;
const main = document.querySelector("main");
root.classList.add("scripted");

// An element with attributes and children.
const make = (tag, attributes = {}, ...inner) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...inner);
  return element;
};
const plain = (text) => text.replace(/\s+/g, " ").trim();
// The heading of a section: its number, and its words.
const headed = (section) => {
  const heading = section.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6), :scope > header > h1");
  if (!heading) return { number: "", title: "" };
  const number = heading.querySelector(".number");
  const parts = [...heading.childNodes].filter((node) => node !== number && !node.classList?.contains("anchor"));
  return { number: number ? number.textContent : "", title: plain(parts.map((node) => node.textContent).join("")) };
};
// Brings something into view and puts the focus on it.
const visit = (element) => {
  element.dispatchEvent(new CustomEvent("reveal", { bubbles: true }));
  if (!element.matches("a, button, input, [tabindex]")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
};

// Storage may be closed to a page opened from disk; then the choice lasts as long as the page.
{
  const theme = document.getElementById("page_theme");
  const show = (name) => {
    if (name === "light" || name === "dark") root.dataset.theme = name;
    else delete root.dataset.theme;
    theme.value = root.dataset.theme || "system";
  };
  let kept = null;
  try { kept = localStorage.getItem("theme"); } catch { /* closed */ }
  show(kept);
  theme.addEventListener("change", () => {
    show(theme.value);
    try { localStorage.setItem("theme", theme.value); } catch { /* closed */ }
  });
}

// The current place is the last section of the contents that has reached a line near the top of the window.
{
  const side = document.querySelector(".side");
  const links = [...side.querySelectorAll("li a[href]")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  let current = null, observer = null, line = 0;
  // They stand one below the other, so that half of those left can be passed over each time.
  const reached = () => {
    let low = 0, high = sections.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sections[middle].getBoundingClientRect().top <= line + 1) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const mark = () => {
    const isEnd = scrollY > 0 && innerHeight + scrollY >= root.scrollHeight - 2;
    const asked = isEnd ? links.findIndex((link) => link.hash === location.hash) : -1;
    const at = asked >= 0 ? asked : reached();
    const link = links[at] || null;
    if (link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    const box = link.getBoundingClientRect(), frame = side.getBoundingClientRect();
    const isHidden = box.top < frame.top + 60 || box.bottom > frame.bottom - 20;
    if (isHidden && side.scrollHeight > side.clientHeight) side.scrollTop += box.top - frame.top - frame.height / 3;
  };
  const observe = () => {
    observer?.disconnect();
    line = Math.round(Math.max(48, innerHeight * 0.08));
    observer = new IntersectionObserver(mark, { rootMargin: `-${line}px 0px -${Math.max(0, innerHeight - line - 1)}px 0px` });
    for (const section of sections) observer.observe(section);
  };
  addEventListener("resize", observe);
  observe();
  addEventListener("hashchange", () => requestAnimationFrame(mark));

  const opener = document.getElementById("page_open");
  const open = (isOpen) => {
    side.classList.toggle("opened", isOpen);
    opener.setAttribute("aria-expanded", String(isOpen));
  };
  opener.addEventListener("click", () => open(!side.classList.contains("opened")));
  side.addEventListener("click", (event) => { if (event.target.closest("nav a")) open(false); });
  side.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest("nav") || !side.classList.contains("opened")) return;
    open(false);
    opener.focus();
  });
}

// The clipboard may be closed to a page from disk; a selection and the old command work everywhere.
{
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      getSelection().selectAllChildren(code);
      document.execCommand("copy");
    }
  };
  for (const code of main.querySelectorAll(".code pre code")) {
    const button = make("button", { type: "button", class: "copy" }, "Copy");
    const said = make("span", { class: "unseen", role: "status" });
    button.addEventListener("click", async () => {
      await copy(code);
      button.textContent = said.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; said.textContent = ""; }, 1500);
    });
    code.closest(".code").append(button, said);
  }
}

