// What the page does beyond being read: marks the section in view, finds text, copies code, keeps a theme.
// Everything works without it; nothing is loaded and nothing leaves the page.
"use strict";
(() => {
  const root = document.documentElement;
  const side = document.querySelector(".side");
  const links = [...side.querySelectorAll("li a")];
  const sections = links.map((link) => document.getElementById(link.hash.slice(1)));
  root.classList.add("scripted");

  // Storage may be closed to a page opened from disk; then the choice lasts as long as the page.
  const stored = {
    read() { try { return localStorage.getItem("theme"); } catch { return null; } },
    write(theme) { try { localStorage.setItem("theme", theme); } catch { /* see above */ } },
  };
  const darkSystem = matchMedia("(prefers-color-scheme: dark)");
  const themeButton = document.getElementById("page_theme");
  const show = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    const dark = (root.dataset.theme || (darkSystem.matches ? "dark" : "light")) === "dark";
    themeButton.textContent = dark ? "Light" : "Dark";
    themeButton.setAttribute("aria-label", dark ? "Use the light theme" : "Use the dark theme");
    return dark;
  };
  show(stored.read());
  darkSystem.addEventListener("change", () => show());
  themeButton.addEventListener("click", () => {
    const theme = show() ? "light" : "dark";
    show(theme);
    stored.write(theme);
  });

  // The current section is the last one whose top has passed the upper part of the window.
  let current = null;
  const mark = () => {
    let at = -1;
    for (let i = 0; i < sections.length; i++) {
      if (sections[i] && sections[i].getBoundingClientRect().top < 120) at = i;
    }
    const link = links[at] || null;
    if (link === current) return;
    if (current) current.removeAttribute("aria-current");
    current = link;
    if (!link) return;
    link.setAttribute("aria-current", "true");
    const box = link.getBoundingClientRect(), frame = side.getBoundingClientRect();
    if (box.top < frame.top + 60 || box.bottom > frame.bottom - 20) side.scrollTop += box.top - frame.top - frame.height / 3;
  };
  let waiting = false;
  const soon = () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => { waiting = false; mark(); });
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon);
  mark();

  // Search: the contents shrink to the sections that hold the words; the words are marked in the text.
  const search = document.getElementById("page_search");
  const found = document.getElementById("page_found");
  const own = sections.map((section) => {
    if (!section) return "";
    // What has no line in the contents is found through the section that it stands in.
    const parts = [...section.children].filter((child) => !sections.includes(child));
    return parts.map((part) => part.textContent).join(" ").toLowerCase();
  });
  const paint = (words) => {
    if (!window.Highlight || !CSS.highlights) return;
    const ranges = [];
    if (words) {
      const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node && ranges.length < 2000; node = walker.nextNode()) {
        const text = node.data.toLowerCase();
        for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, Math.min(at + words.length, node.length));
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  let hits = [];
  const filter = () => {
    const words = search.value.trim().toLowerCase();
    hits = [];
    for (const link of links) link.parentElement.hidden = words !== "";
    links.forEach((link, i) => {
      if (words && !own[i].includes(words)) return;
      hits.push(link);
      for (let item = link.parentElement; item && item !== side; item = item.parentElement) item.hidden = false;
    });
    found.textContent = words ? (hits.length === 1 ? "1 section" : hits.length + " sections") : "";
    if (words) side.classList.add("opened");
    paint(words.length > 1 ? words : "");
  };
  search.addEventListener("input", filter);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && search.value.trim() && hits.length) location.hash = hits[0].hash;
    if (event.key === "Escape") { search.value = ""; filter(); }
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA)$/.test(event.target.tagName)) return;
    event.preventDefault();
    search.focus();
  });

  const opener = document.getElementById("page_open");
  opener.addEventListener("click", () => {
    opener.setAttribute("aria-expanded", String(side.classList.toggle("opened")));
  });
  side.querySelector("ol").addEventListener("click", (event) => {
    if (event.target.closest("a")) side.classList.remove("opened");
  });

  // The clipboard may be closed to a page from disk; a selection and the old command work everywhere.
  const copy = async (code) => {
    try {
      await navigator.clipboard.writeText(code.textContent);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(code);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
    }
  };
  for (const code of document.querySelectorAll(".code pre code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await copy(code);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
    code.closest(".code").append(button);
  }
})();
