// Search: every heading, paragraph, row, term, label and line of code is found by the words that it and its heading hold.
// The index is made from the page when somebody begins to search.
{
  const UNIT = "h1, h2, h3, h4, h5, h6, p, li, dt, dd, caption, figcaption, tr, pre, svg a, svg text";
  const WEIGHT = { H1: 9, H2: 9, H3: 8, H4: 8, H5: 8, H6: 8, DT: 4, CAPTION: 4, PRE: 1, A: 3, TEXT: 1 };
  const SHOWN = 40, OF_A_SECTION = 3;
  const search = document.getElementById("page_search");
  const box = document.getElementById("page_found");
  const status = box.querySelector("[role=status]");
  const list = document.getElementById("page_results");
  let units = null, options = [], chosen = -1, before = null;

  const read = () => {
    const titles = new Map();
    const titleOf = (section) => {
      if (!titles.has(section)) {
        const { number, title } = headed(section);
        titles.set(section, { number, title, folded: title.toLowerCase() });
      }
      return titles.get(section);
    };
    units = [];
    for (const element of main.querySelectorAll(UNIT)) {
      if (element.parentElement.closest(UNIT) || element.closest(".filters, .tools, .panel, .zoom")) continue;
      const section = element.closest("section, .cover");
      if (!section) continue;
      const under = titleOf(section);
      const isHeading = /^H[1-6]$/.test(element.tagName);
      const parts = element.tagName === "TR" ? [...element.cells] : element.tagName === "a" ? [...element.children] : [element];
      const text = isHeading ? under.title : plain(parts.map((part) => part.textContent).join(element.tagName === "TR" ? " · " : " "));
      if (text) units.push({ element, section, under, text, folded: text.toLowerCase(), weight: WEIGHT[element.tagName.toUpperCase()] || 2 });
    }
  };

  // How well a text holds a word: as a whole, at the start of one, or inside one.
  const fit = (text, word) => {
    let best = 0;
    for (let at = text.indexOf(word); at >= 0 && best < 3; at = text.indexOf(word, at + 1)) {
      const starts = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]);
      const ends = at + word.length === text.length || !/[\p{L}\p{N}]/u.test(text[at + word.length]);
      best = Math.max(best, starts ? (ends ? 3 : 2) : 1);
    }
    return best;
  };
  const find = (words, phrase) => {
    const hits = [];
    units.forEach((unit, order) => {
      let score = 0, own = 0;
      for (const word of words) {
        const here = fit(unit.folded, word), above = fit(unit.under.folded, word);
        if (!here && !above) return;
        own += here;
        score += here * unit.weight + above;
      }
      if (!own) return;
      if (unit.folded === phrase) score *= 3;
      else if (words.length > 1 && unit.folded.includes(phrase)) score *= 2;
      hits.push({ unit, score, order });
    });
    hits.sort((a, b) => b.score - a.score || a.order - b.order);
    const seen = new Map();
    return hits.filter(({ unit }) => {
      const count = (seen.get(unit.section) || 0) + 1;
      seen.set(unit.section, count);
      return count <= OF_A_SECTION;
    });
  };

  const pattern = (words) => new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "giu");
  // The part of a text around the first word, with the words marked.
  const excerpt = (text, words) => {
    const first = Math.max(0, text.search(pattern(words)));
    const from = first > 70 ? text.indexOf(" ", first - 60) + 1 || first : 0;
    const cut = text.slice(from, from + 170);
    const out = make("span", { class: "excerpt" });
    if (from > 0) out.append("… ");
    let done = 0;
    for (const match of cut.matchAll(pattern(words))) {
      out.append(cut.slice(done, match.index), make("mark", {}, match[0]));
      done = match.index + match[0].length;
    }
    out.append(cut.slice(done), from + 170 < text.length ? " …" : "");
    return out;
  };

  const choose = (at) => {
    options[chosen]?.setAttribute("aria-selected", "false");
    chosen = at;
    if (!options[at]) return search.removeAttribute("aria-activedescendant");
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    search.setAttribute("aria-activedescendant", options[at].id);
  };
  const close = () => {
    box.hidden = true;
    search.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const canPaint = window.Highlight && CSS.highlights;
  // Not in the style sheet, where validators of today do not know it.
  if (canPaint) document.styleSheets[0].insertRule("::highlight(found) { background: var(--found); color: var(--strong); }");
  const paint = (element, words) => {
    if (!canPaint) return;
    const ranges = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const match of node.data.matchAll(pattern(words))) {
        const range = new Range();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  const go = ({ unit }, words) => {
    close();
    const anchor = unit.element.id ? unit.element : unit.section;
    if (anchor.id) location.hash = "#" + anchor.id;
    visit(unit.element);
    paint(unit.element, words);
  };

  const show = () => {
    const phrase = plain(search.value).toLowerCase();
    if (!phrase) return close();
    if (!units) read();
    const words = phrase.split(" ");
    const hits = find(words, phrase);
    options = hits.slice(0, SHOWN).map((hit, at) => {
      const where = make("span", { class: "where" });
      if (hit.unit.under.number) where.append(make("span", { class: "number" }, hit.unit.under.number));
      where.append(hit.unit.under.title);
      const option = make("div", { role: "option", id: "page_hit" + at, "aria-selected": "false" }, where);
      if (!/^H/.test(hit.unit.element.tagName)) option.append(" ", excerpt(hit.unit.text, words));
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => go(hit, words));
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    const count = hits.length === 1 ? "1 place" : hits.length + " places";
    status.textContent = hits.length ? (hits.length > SHOWN ? count + ", the best " + SHOWN + " shown" : count) : "Nothing found";
    box.hidden = false;
    search.setAttribute("aria-expanded", String(options.length > 0));
    chosen = -1;
    choose(options.length ? 0 : -1);
  };

  search.addEventListener("input", show);
  search.addEventListener("focus", (event) => {
    if (event.relatedTarget) before = event.relatedTarget;
    if (search.value) show();
  });
  search.addEventListener("blur", () => { if (!box.matches(":hover")) close(); });
  search.addEventListener("keydown", (event) => {
    const { key } = event, last = options.length - 1;
    if (key === "Escape") {
      if (!search.value && before?.isConnected) before.focus();
      search.value = "";
      CSS.highlights?.delete("found");
      return close();
    }
    if (box.hidden || last < 0) return;
    if (key === "Enter") options[Math.max(chosen, 0)].click();
    else if (key === "ArrowDown") choose(chosen < last ? chosen + 1 : 0);
    else if (key === "ArrowUp") choose(chosen > 0 ? chosen - 1 : last);
    else return;
    event.preventDefault();
  });
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select")) return;
    event.preventDefault();
    before = document.activeElement === document.body ? null : document.activeElement;
    search.focus();
    search.select();
  });
}

