// One function a need of a reader. Those of one visit share a page, for most of the time goes into loading it.

// Every visit to a page. `axe` is the source of axe-core.
export const all = (axe) => [
  { name: "looked at", options: { colorScheme: "light" }, check: inTurn(linked, accessible(axe, "light"), accessible(axe, "dark"), narrow(420, 800), narrow(640, 400), printed) },
  { name: "without script", options: { javaScriptEnabled: false }, check: unscripted },
  { name: "read", options: { permissions: ["clipboard-read", "clipboard-write"] }, check: inTurn(place, search, copy, graphs) },
  { name: "tables", options: {}, check: inTurn(eachTable, tables) },
  { name: "colours kept", options: { colorScheme: "light" }, check: colours },
];

const inTurn = (...checks) => async (it) => { for (const check of checks) await check(it); };

// Every rule in both colours. The page is one file without frames: there is nothing to fetch before.
const accessible = (axe, colorScheme) => async ({ page, told }) => {
  await page.emulateMedia({ colorScheme });
  if (!(await page.evaluate(() => !!window.axe))) await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"], preload: false, iframes: false }));
  for (const { id, help, nodes } of violations) told(`in ${colorScheme}: ${id}: ${help}: ${nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " " + node.any.concat(node.all).map((it) => it.message).join("; ")).join(" | ")}`);
};

const width = (page) => page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);

const narrow = (across, down) => async ({ page, expect }) => {
  await page.setViewportSize({ width: across, height: down });
  const [whole, seen] = await width(page);
  expect(whole <= seen, `the page is ${whole} px wide in a window of ${seen}`);
  // Text keeps room for a few words in every column.
  const thin = await page.evaluate(() => [...document.querySelectorAll("main td")]
    .filter((cell) => cell.checkVisibility() && cell.textContent.length > 60 && cell.getBoundingClientRect().width < 120)
    .map((cell) => cell.textContent.slice(0, 40)));
  expect(!thin.length, `text stands in thin columns: ${thin.slice(0, 3)}`);
  await page.locator("#page_open").click();
  expect(await page.locator("#page_contents a").first().isVisible(), "the contents do not open");
  await page.locator("#page_open").click();
  await page.setViewportSize({ width: 1400, height: 900 });
};

const unscripted = async ({ page, expect }) => {
  const [text, contents] = [await page.locator("main").innerText(), await page.locator("#page_contents a").count()];
  expect(text.length > 200 && contents > 0, "the text or the contents are missing");
  expect(!(await page.locator(".tools").isVisible()), "tools are shown that do nothing");
};

const printed = async ({ page, expect }) => {
  const count = () => page.evaluate(() => [...document.querySelectorAll("main tbody tr")].filter((row) => row.checkVisibility()).length);
  const before = await count();
  const filter = page.locator(".filters input").first();
  if (await filter.count()) await filter.fill("nothing holds these words");
  await page.emulateMedia({ media: "print" });
  expect((await count()) === before, "rows are not printed");
  for (const name of [".side", ".copy", ".filters", ".zoom"]) {
    const found = page.locator(name).first();
    expect(!(await found.count()) || !(await found.isVisible()), `${name} is printed`);
  }
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  expect(background === "rgb(255, 255, 255)", `paper is ${background}`);
};

const linked = async ({ page, expect }) => {
  const lost = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
    .map((link) => link.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id)));
  expect(!lost.length, `links lead nowhere: ${lost.slice(0, 5)}`);
};

const place = async ({ page, expect }) => {
  const links = page.locator("#page_contents a");
  const last = (await links.count()) - 1;
  for (const at of [Math.min(1, last), Math.floor(last / 2), last]) {
    const link = links.nth(at);
    await link.focus();
    await page.keyboard.press("Enter");
    const wanted = await link.getAttribute("href");
    const marked = () => page.locator("#page_contents [aria-current=true]").evaluateAll((all) => all.map((it) => it.getAttribute("href")).join());
    for (let tries = 0; tries < 50 && (await marked()) !== wanted; tries++) await page.waitForTimeout(100);
    expect((await marked()) === wanted, `at ${wanted} the contents mark ${await marked()}`);
  }
};

const search = async ({ page, expect }) => {
  const heading = page.locator("main h3, main h2").last();
  const words = await heading.evaluate((it) => it.textContent.replace(it.querySelector(".number")?.textContent, "").replace(/#$/, "").trim());
  await page.keyboard.press("/");
  expect(await page.locator("#page_search").evaluate((it) => it === document.activeElement), "/ does not lead to the search");
  await page.keyboard.insertText(words);
  const options = page.locator("#page_results [role=option]");
  await options.first().waitFor();
  const best = await options.evaluateAll((all, words) => all.slice(0, 3).some((it) => it.textContent.includes(words)), words);
  expect(best, `"${words}" is not among the best hits`);
  const active = () => page.locator("#page_search").getAttribute("aria-activedescendant");
  const first = await active();
  if ((await options.count()) > 1) {
    await page.keyboard.press("ArrowDown");
    expect((await active()) !== first, "the arrow does not move");
    await page.keyboard.press("ArrowUp");
  }
  expect((await active()) === first, "the arrows do not come back");
  await page.keyboard.press("Enter");
  const landed = await page.evaluate(() => ({ hash: location.hash, inMain: !!document.activeElement.closest("main"), top: document.activeElement.getBoundingClientRect().top }));
  expect(landed.hash.length > 1 && landed.inMain && landed.top >= 0 && landed.top < 900, `Enter leads to ${JSON.stringify(landed)}`);
  await page.keyboard.press("/");
  await page.keyboard.insertText("zzxxqq nothing");
  expect((await page.locator("#page_found [role=status]").textContent()) === "Nothing found", "nothing found is not told");
  await page.keyboard.press("Escape");
  expect(!(await page.locator("#page_found").isVisible()), "Escape does not close the hits");
  // Labels of drawings, terms of tables and prose are found too.
  for (const sign of ["main svg text.title", "main svg text.name", "main td", "main p"]) {
    const text = await page.locator(sign).first().textContent({ timeout: 500 }).catch(() => "");
    const word = text.match(/\p{L}{5,}/u)?.[0];
    if (!word) continue;
    await page.locator("#page_search").fill(word);
    expect((await options.locator("mark").count()) + (await options.count()) > 0, `"${word}" of ${sign} is not found`);
  }
};

// Every drawing by the keyboard; the first one by the mouse too.
const graphs = async ({ page, expect }) => {
  const all = page.locator("figure.diagram:has(svg a[data-node][tabindex='0'])");
  for (let at = (await all.count()) - 1; at >= 0; at--) await graph({ page, expect }, all.nth(at), at === 0);
};

const graph = async ({ page, expect: holds }, figure, byMouse) => {
  const name = await figure.evaluate((it) => it.id || it.querySelector("figcaption")?.textContent);
  const expect = (it, what) => holds(it, `${name}: ${what}`);
  const node = figure.locator("svg a[data-node]").first();
  await node.focus();
  const here = () => page.evaluate(() => document.activeElement.getAttribute("data-node"));
  const first = await here();
  const seen = new Set([first]);
  for (const key of ["ArrowDown", "ArrowRight", "ArrowUp", "ArrowLeft", "ArrowDown"]) {
    await page.keyboard.press(key);
    seen.add(await here());
  }
  const alone = (await figure.locator("svg a[data-node]").count()) === 1;
  expect(alone || seen.size > 1, "the arrows do not move between boxes");
  const at = await here();
  const href = await page.evaluate(() => document.activeElement.getAttribute("href"));
  await page.keyboard.press("Enter");
  const panel = page.locator(".panel");
  await panel.waitFor();
  const { title, told } = await page.evaluate((href) => {
    const section = document.querySelector(href);
    const heading = section.querySelector("h2, h3, h4, h5, h6");
    const first = section.querySelector(":scope > p");
    return { title: heading.textContent.replace(heading.querySelector(".number").textContent, "").replace(/#$/, "").trim(), told: first ? first.textContent : "" };
  }, href);
  const text = await panel.evaluate((it) => it.textContent);
  expect(text.includes(title) && text.includes(told), `the panel does not say what ${href} says`);
  expect((await figure.locator("svg.chosen a.here").count()) === 1, "the chosen box is not marked");
  expect(await panel.evaluate((it) => it.contains(document.activeElement)), "the focus is not in the panel");
  await page.keyboard.press("Escape");
  expect((await panel.count()) === 0 && (await here()) === at, "Escape does not lead back to the box");
  await page.keyboard.press("Tab");
  expect(!(await page.evaluate(() => !!document.activeElement.closest("a[data-node]"))), "the tab key stays in the drawing");
  if (!byMouse) return;
  // The mouse does the same; a neighbour in the panel leads on.
  await node.click();
  await panel.waitFor();
  const next = panel.locator(".joined button").first();
  if (await next.count()) {
    const words = await next.textContent();
    await next.click();
    expect((await panel.locator("h2").textContent()).length > 0 && (await figure.locator("svg a.here").evaluate((it) => it.textContent)).replace(/\s+/g, " ").includes(words.split(" ")[0]), "a neighbour does not lead on");
  }
  const link = panel.locator("p a").last();
  const target = await link.getAttribute("href");
  await link.click();
  expect((await panel.count()) === 0 && new URL(page.url()).hash === target, "the panel does not lead to its section");
};

// Every table that can be filtered, by the keyboard: its filter and its heads.
const eachTable = async ({ page, expect }) => {
  const all = page.locator("figure.table:has(.filters)");
  for (let at = (await all.count()) - 1; at > 0; at--) {
    const figure = all.nth(at);
    const shown = () => figure.evaluate((it) => [...it.querySelectorAll("tbody tr")].filter((row) => !row.hidden).map((row) => row.textContent));
    const whole = await shown();
    const cell = await figure.locator("tbody tr").last().locator("th, td").first().textContent();
    const word = cell.match(/[\p{L}\p{N}_]{3,}/u)?.[0] ?? "";
    await figure.locator(".filters input").focus();
    await page.keyboard.insertText(word);
    const few = await shown();
    const name = `table ${at}`;
    expect(few.length > 0 && few.every((text) => text.toLowerCase().includes(word.toLowerCase())), `${name}: the filter "${word}" shows other rows`);
    await page.keyboard.press("Escape");
    expect((await shown()).length === whole.length, `${name}: Escape does not clear the filter`);
    const head = figure.locator("thead th").last();
    await head.locator("button").focus();
    await page.keyboard.press("Enter");
    expect((await head.getAttribute("aria-sort")) === "ascending", `${name}: the head does not say how it sorts`);
    expect((await shown()).slice().sort().join() === whole.slice().sort().join(), `${name}: sorting loses rows`);
  }
};

const tables = async ({ page, url, expect }) => {
  await page.goto("about:blank");
  await page.goto(url);
  const figure = page.locator("figure.table:has(.filters)").first();
  if (!(await figure.count())) return;
  const rows = figure.locator("tbody tr");
  const status = figure.locator(".filters [role=status]");
  const shown = () => rows.evaluateAll((all) => all.filter((row) => !row.hidden).map((row) => row.textContent));
  const whole = await shown();
  const cell = await rows.last().locator("th, td").first().innerText();
  const word = cell.match(/[\p{L}\p{N}_]{3,}/u)?.[0] ?? "";
  await figure.locator(".filters input").focus();
  await page.keyboard.insertText(word);
  const few = await shown();
  expect(few.length > 0 && few.every((text) => text.toLowerCase().includes(word.toLowerCase())), `the filter "${word}" shows other rows`);
  expect((await status.textContent()).startsWith(few.length === whole.length ? `${whole.length} rows` : `${few.length} of ${whole.length}`), "the count is not told");
  const shared = page.url();
  expect(shared.includes("?q="), "the filter is not in the address");
  await page.goto("about:blank");
  await page.goto(shared);
  expect((await shown()).length === few.length, "the address does not bring the filter back");
  await figure.locator(".filters input").focus();
  await page.keyboard.press("Escape");
  expect((await shown()).length === whole.length, "Escape does not clear the filter");
  const select = figure.locator(".filters select").first();
  if (await select.count()) {
    await select.focus();
    await page.keyboard.press("ArrowDown");
    expect((await shown()).length < whole.length || (await select.inputValue()) !== "", "a value does not filter");
    await figure.locator(".filters button").click();
  }
  const head = figure.locator("thead th").last();
  await head.locator("button").focus();
  await page.keyboard.press("Enter");
  expect((await head.getAttribute("aria-sort")) === "ascending", "the head does not say how it sorts");
  const up = await rows.evaluateAll((all) => all.map((row) => row.cells[row.cells.length - 1].textContent));
  await page.keyboard.press("Enter");
  const down = await rows.evaluateAll((all) => all.map((row) => row.cells[row.cells.length - 1].textContent));
  expect(up[0] === down.at(-1) || up.join() !== down.join() || new Set(up).size === 1, "sorting does not sort");
  expect(page.url().includes("sort="), "the order is not in the address");
  // A row has an address of its own.
  const id = await page.locator("main tr[id]").first().getAttribute("id", { timeout: 500 }).catch(() => null);
  if (id) {
    await page.goto("about:blank");
    await page.goto(`${url}#${id}`);
    const top = await page.evaluate((id) => document.getElementById(id).getBoundingClientRect().top, id);
    expect(top > -50 && top < 900, `the row ${id} is not in view`);
  }
};

const copy = async ({ page, expect }) => {
  const code = page.locator("main .code").first();
  if (!(await code.count())) return;
  await code.locator("button.copy").focus();
  await page.keyboard.press("Enter");
  await code.locator("button.copy", { hasText: "Copied" }).waitFor();
  const [held, text] = [await page.evaluate(() => navigator.clipboard.readText()), await code.locator("pre code").evaluate((it) => it.textContent)];
  expect(held === text, `copied ${JSON.stringify(held.slice(0, 80))}`);
};

const colours = async ({ page, expect }) => {
  const dark = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor !== "rgb(255, 255, 255)");
  await page.locator("#page_theme").selectOption("dark");
  expect(await dark(), "dark is not dark");
  await page.reload();
  expect((await dark()) && (await page.locator("#page_theme").inputValue()) === "dark", "the colours are forgotten");
  await page.locator("#page_theme").selectOption("system");
  expect(!(await dark()), "the system's colours do not come back");
};
