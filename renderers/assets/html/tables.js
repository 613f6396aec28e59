// Tables: filtered by words and by the values of a column, sorted by a column. What is set stands in the address, so that
// it can be sent to somebody. A row that stands for a section is also found by what that section is a part of.
{
  const compare = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" }).compare;
  const known = new Map();
  const slug = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

  // The values of a cell: the names from code in it, or what stands between commas, or all of it.
  const values = (cell) => {
    const text = plain(cell.textContent);
    const codes = [...cell.querySelectorAll("code")].map((code) => code.textContent);
    const rest = codes.reduce((rest, code) => rest.replace(code, ""), text);
    if (codes.length && /^[\s,]*(and)?[\s,]*$/.test(rest)) return codes;
    return text.split(/, | and /).every((part) => part.length <= 16) ? text.split(", ").filter(Boolean) : [text];
  };
  // Values worth choosing from: few, short, and shared by rows.
  const facet = (name, ofRow) => {
    const all = new Map();
    for (const row of ofRow) for (const value of row) all.set(value, (all.get(value) || 0) + 1);
    const distinct = [...all.keys()].filter(Boolean);
    const isFew = distinct.length >= 2 && distinct.length <= 12 && distinct.length <= Math.max(4, ofRow.length * 0.6);
    return isFew && distinct.every((value) => value.length <= 40) ? { name, key: slug(name), ofRow, distinct: distinct.sort(compare) } : null;
  };
  // The section that a row stands for, and what that is a part of.
  const thing = (row) => {
    const section = row.id && document.getElementById(row.id.slice(row.id.indexOf("_row_") + 5));
    return section && section.matches("section") ? section : null;
  };
  const parents = (rows) => rows.map((row) => {
    const parent = thing(row)?.parentElement.closest("section");
    return parent ? [headed(parent).title] : [];
  });
  // A cell that leads to what its row stands for names the row, and is nothing to choose rows by.
  const isName = (rows, at) => rows.some((row) => thing(row) && row.cells[at].querySelector("a[href='#" + thing(row).id + "']"));

  const explore = (figure) => {
    const table = figure.querySelector("table"), body = table.tBodies[0];
    const rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
    const names = heads.map((head) => plain(head.textContent));
    const texts = rows.map((row) => [...row.cells].map((cell) => plain(cell.textContent)).join(" ").toLowerCase());
    const facets = heads.map((_, at) => (isName(rows, at) ? null : facet(names[at], rows.map((row) => values(row.cells[at])))));
    facets.unshift(facet("Part of", parents(rows)));
    const selects = facets.filter(Boolean).slice(0, 3).map((it) => {
      const select = make("select", { "aria-label": it.name }, make("option", { value: "" }, it.name + ": any"));
      for (const value of it.distinct) select.append(make("option", { value }, value));
      return { ...it, select };
    });
    const words = make("input", { type: "search", placeholder: "Filter", "aria-label": "Filter by words", autocomplete: "off", spellcheck: "false" });
    const count = make("p", { role: "status" });
    const clear = make("button", { type: "button" }, "Clear");
    const named = table.caption ? plain(table.caption.textContent) : "this table";
    const bar = make("div", { class: "filters", role: "group", "aria-label": "Filter " + named }, words, ...selects.map((it) => it.select), clear, count);
    figure.prepend(bar);
    let sorted = "";

    const state = () => {
      const set = new URLSearchParams();
      if (words.value.trim()) set.set("q", words.value.trim());
      for (const { key, select } of selects) if (select.value) set.set(key, select.value);
      if (sorted) set.set("sort", sorted);
      return set;
    };
    const apply = () => {
      const wanted = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, at) => {
        const isShown = wanted.every((word) => texts[at].includes(word))
          && selects.every(({ ofRow, select }) => !select.value || ofRow[at].includes(select.value));
        row.hidden = !isShown;
        shown += isShown;
      });
      const column = names.findIndex((name) => slug(name) === sorted.replace(/^-/, ""));
      const order = rows.map((row) => row);
      if (column >= 0) {
        const text = (row) => plain(row.cells[column].textContent);
        const sign = sorted.startsWith("-") ? -1 : 1;
        order.sort((a, b) => sign * compare(text(a), text(b)));
      }
      body.append(...order);
      heads.forEach((head, at) => {
        if (at === column) head.setAttribute("aria-sort", sorted.startsWith("-") ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      const isSet = state().size > 0;
      clear.hidden = !isSet;
      count.textContent = shown === rows.length ? rows.length + " rows" : shown + " of " + rows.length + " rows";
    };
    const changed = () => {
      apply();
      const set = state().toString();
      if (figure.id) history.replaceState(null, "", "#" + figure.id + (set ? "?" + set : ""));
    };
    const set = (from) => {
      words.value = from.get("q") || "";
      for (const { key, select } of selects) {
        select.value = from.get(key) || "";
        if (select.selectedIndex < 0) select.value = "";
      }
      sorted = from.get("sort") || "";
      apply();
    };
    heads.forEach((head, at) => {
      const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const key = slug(names[at]);
        sorted = sorted === key ? "-" + key : sorted === "-" + key ? "" : key;
        changed();
      });
    });
    for (const row of rows.filter((row) => row.id)) {
      // For the mouse; by keyboard one follows the row's own link. The sign is drawn, so that it is not copied along.
      row.cells[0].append(make("a", { class: "anchor", href: "#" + row.id, "aria-label": "Link to this row", tabindex: "-1" }));
    }
    bar.addEventListener("input", changed);
    clear.addEventListener("click", () => {
      set(new URLSearchParams());
      changed();
      words.focus();
    });
    bar.addEventListener("keydown", (event) => { if (event.key === "Escape" && !clear.hidden) clear.click(); });
    figure.addEventListener("reveal", (event) => { if (event.target.closest("tr[hidden]")) set(new URLSearchParams()); });
    if (figure.id) known.set(figure.id, set);
    apply();
  };

  for (const figure of main.querySelectorAll("figure.table")) {
    const rows = [...figure.querySelectorAll("tbody > tr")];
    if (rows.length >= 8 || (rows.length >= 5 && rows.some(thing))) explore(figure);
  }
  const follow = () => {
    const hash = decodeURIComponent(location.hash.slice(1).split("?")[0]);
    const at = location.hash.indexOf("?");
    if (at >= 0 && known.has(hash)) {
      known.get(hash)(new URLSearchParams(location.hash.slice(at + 1)));
      document.getElementById(hash).scrollIntoView();
    } else if (hash) {
      const target = document.getElementById(hash);
      if (target?.matches("tr[hidden]")) visit(target);
    }
  };
  addEventListener("hashchange", follow);
  follow();
}

