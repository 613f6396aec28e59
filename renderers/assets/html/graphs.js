// Drawings: large ones are zoomed and moved without making their words small; boxes that lead to sections are explored.
// A chosen box shows what it is joined to, and what its section says; the model says both, nothing here knows what a box means.
{
  const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];

  const zoomed = (figure, svg) => {
    const scroll = figure.querySelector(".scroll");
    const width = Number(svg.getAttribute("width")), height = Number(svg.getAttribute("height"));
    const style = getComputedStyle(scroll);
    const room = scroll.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (!width || (width <= room && height <= 900)) return;
    const percent = make("button", { type: "button" });
    const button = (name, words) => make("button", { type: "button", "aria-label": words }, name);
    const less = button("−", "Zoom out"), more = button("+", "Zoom in"), fit = button("Fit", "Fit the width"), full = button("Full screen", "Full screen");
    let scale = 1;
    const set = (to) => {
      scale = to;
      svg.style.maxWidth = "none";
      svg.style.width = width * to + "px";
      percent.textContent = Math.round(to * 100) + " %";
    };
    // Words are never made too small to read: what does not fit at four fifths is moved instead.
    set(room / width >= 0.8 ? Math.min(1, room / width) : 1);
    less.addEventListener("click", () => set(STEPS.findLast((step) => step < scale - 0.01) || STEPS[0]));
    more.addEventListener("click", () => set(STEPS.find((step) => step > scale + 0.01) || STEPS.at(-1)));
    fit.addEventListener("click", () => set(Math.min(1, (scroll.clientWidth - 34) / width)));
    percent.addEventListener("click", () => set(1));
    const bar = make("div", { class: "zoom", role: "group", "aria-label": "Zoom" }, less, percent, more, fit);
    if (document.fullscreenEnabled) {
      bar.append(full);
      full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen()));
      figure.addEventListener("fullscreenchange", () => { full.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen"; });
    }
    figure.prepend(bar);
    let from = null;
    scroll.addEventListener("pointerdown", (event) => {
      if (event.pointerType !== "mouse" || event.button || event.target.closest("a, text")) return;
      from = { x: event.clientX + scroll.scrollLeft, y: event.clientY + scroll.scrollTop };
      scroll.setPointerCapture(event.pointerId);
    });
    scroll.addEventListener("pointermove", (event) => { if (from) scroll.scrollTo(from.x - event.clientX, from.y - event.clientY); });
    scroll.addEventListener("lostpointercapture", () => { from = null; });
  };

  const explored = (figure, svg) => {
    const nodes = [...svg.querySelectorAll("a[data-node]")];
    const joins = [...svg.querySelectorAll("g[data-from]")];
    if (nodes.length < 2 || !joins.length) return;
    const byNumber = new Map(nodes.map((node) => [node.dataset.node, node]));
    const lines = joins.filter((join) => join.querySelector("path")).map((join) => ({ from: join.dataset.from, to: join.dataset.to, points: !!join.querySelector(".head") }));
    const titles = new Map(nodes.map((node) => [node, plain([...node.querySelectorAll(".title, .name")].map((text) => text.textContent).join(" ")) || plain(node.textContent)]));
    const others = (node, end, other) => {
      const found = lines.filter((line) => line[end] === node.dataset.node && line[other] !== node.dataset.node).map((line) => byNumber.get(line[other]));
      return [...new Set(found.filter(Boolean))];
    };
    const neighbours = (node) => [...new Set([...others(node, "to", "from"), ...others(node, "from", "to")])];
    const scroll = figure.querySelector(".scroll");
    let panel = null, chosen = null, stop = nodes[0];

    // One stop of the tab key for the whole drawing; arrow keys move within it.
    const rove = (node) => {
      stop.setAttribute("tabindex", "-1");
      stop = node;
      stop.setAttribute("tabindex", "0");
    };
    for (const node of nodes) node.setAttribute("tabindex", "-1");
    rove(stop);

    const shade = () => {
      const near = new Set(chosen ? neighbours(chosen) : []);
      svg.classList.toggle("chosen", !!chosen);
      for (const node of nodes) {
        node.classList.toggle("here", node === chosen);
        node.classList.toggle("near", near.has(node));
        if (node === chosen) node.setAttribute("aria-current", "true");
        else node.removeAttribute("aria-current");
      }
      for (const join of joins) join.classList.toggle("near", !!chosen && [join.dataset.from, join.dataset.to].includes(chosen.dataset.node));
    };
    const close = () => {
      if (!panel) return;
      panel.remove();
      document.body.classList.remove("panelled");
      const back = chosen;
      panel = chosen = null;
      shade();
      back?.focus();
    };
    // A copy of what a section says, without what is known by an id or works by a script.
    const told = (section) => {
      const all = [...section.children].filter((part) => !part.matches("section, :is(h2, h3, h4, h5, h6), .diagram"));
      const copy = make("div", { class: "told" }, ...all.map((part) => part.cloneNode(true)));
      for (const part of copy.querySelectorAll(".copy, .filters, .anchor, .unseen[role=status]")) part.remove();
      for (const button of copy.querySelectorAll(".sort")) button.replaceWith(...button.childNodes);
      for (const part of [copy, ...copy.querySelectorAll("[id], [hidden], [aria-labelledby], [aria-sort]")]) {
        if (part.hasAttribute("aria-labelledby")) part.setAttribute("aria-label", plain(part.querySelector("caption")?.textContent || "Table"));
        for (const name of ["id", "hidden", "aria-labelledby", "aria-sort"]) part.removeAttribute(name);
      }
      return copy;
    };
    const joined = (words, found) => {
      if (!found.length) return [];
      const items = found.map((node) => {
        const button = make("button", { type: "button" }, titles.get(node));
        button.addEventListener("click", () => open(node));
        return make("li", {}, button);
      });
      return [make("h3", {}, words), make("ul", { class: "joined" }, ...items)];
    };
    const open = (node) => {
      const section = document.getElementById(node.getAttribute("href").slice(1));
      if (!section) return;
      const top = node.getBoundingClientRect().top;
      panel?.remove();
      chosen = node;
      rove(node);
      shade();
      const { number, title } = headed(section);
      const heading = make("h2", { id: "page_panel", tabindex: "-1" }, title);
      const shut = make("button", { type: "button", class: "shut", "aria-label": "Close" }, "×");
      shut.addEventListener("click", close);
      const points = lines.some((line) => line.points);
      const lists = points
        ? [...joined("Leads here", others(node, "to", "from")), ...joined("Leads on to", others(node, "from", "to"))]
        : joined("Joined to", neighbours(node));
      const parts = [...section.querySelectorAll(":scope > section[id]")].map((part) => make("li", {}, make("a", { href: "#" + part.id }, headed(part).title)));
      if (parts.length) lists.unshift(make("h3", {}, "In this section"), make("ul", {}, ...parts));
      panel = make("div", { class: "panel", role: "dialog", "aria-labelledby": "page_panel" },
        make("div", { class: "panel-head" }, heading, shut), told(section), ...lists,
        make("p", {}, make("a", { href: "#" + section.id }, "Go to section " + number)));
      panel.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); close(); } });
      panel.addEventListener("click", (event) => {
        const link = event.target.closest("a[href^='#']");
        if (link) { chosen = null; close(); }
      });
      figure.append(panel);
      document.body.classList.add("panelled");
      // The text beside the panel is set anew; the box stays where it was, or comes out from under the panel.
      scrollBy(0, node.getBoundingClientRect().top - top);
      const under = node.getBoundingClientRect().bottom + 40 - (panel.offsetLeft > 0 ? innerHeight : panel.getBoundingClientRect().top);
      if (under > 0) scrollBy(0, under);
      heading.focus({ preventScroll: true });
    };

    // The neighbour that lies in that direction, or else the nearest box there.
    const towards = (node, key) => {
      const middle = (other) => { const box = other.getBoundingClientRect(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; };
      const here = middle(node);
      const ahead = (other) => {
        const there = middle(other), dx = there.x - here.x, dy = there.y - here.y;
        const [along, across] = { ArrowRight: [dx, dy], ArrowLeft: [-dx, dy], ArrowDown: [dy, dx], ArrowUp: [-dy, dx] }[key];
        return along > 4 ? along + 2 * Math.abs(across) : Infinity;
      };
      const nearest = (all) => {
        const sorted = all.filter((other) => other !== node).map((other) => [ahead(other), other]).sort((a, b) => a[0] - b[0]);
        return sorted.length && sorted[0][0] < Infinity ? sorted[0][1] : null;
      };
      return nearest(neighbours(node)) || nearest(nodes);
    };
    svg.addEventListener("click", (event) => {
      const node = event.target.closest("a[data-node]");
      if (!node || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open(node);
    });
    svg.addEventListener("keydown", (event) => {
      const node = event.target.closest("a[data-node]");
      if (!node) return;
      if (event.key === "Escape") return close();
      if (!event.key.startsWith("Arrow")) return;
      event.preventDefault();
      const next = towards(node, event.key);
      if (!next) return;
      rove(next);
      next.focus();
      next.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    svg.addEventListener("focusin", (event) => { const node = event.target.closest("a[data-node]"); if (node) rove(node); });
    // The page has one place for a panel: opening one elsewhere closes this.
    document.addEventListener("focusin", (event) => { if (panel && event.target.closest?.(".panel") && !figure.contains(event.target)) { chosen = null; close(); } });
    const hint = make("p", { class: "hint" }, "Choose a box to see what it is joined to. Arrow keys move, Enter opens, Escape closes.");
    scroll.after(hint);
  };

  for (const figure of main.querySelectorAll("figure.diagram")) {
    const svg = figure.querySelector("svg");
    if (!svg) continue;
    explored(figure, svg);
    zoomed(figure, svg);
  }
}
