// Holds pages to what a reader needs of them, in a real browser and with a real validator.
// Called with the paths of the pages; says every fault that it finds, and ends with 1 where there is one.
import { chromium } from "playwright-core";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

import * as checks from "./checks.mjs";

const require = createRequire(import.meta.url);
const faults = [];
const paths = process.argv.slice(2);

const valid = async () => {
  const jar = join(dirname(require.resolve("vnu-jar/package.json")), "build/dist/vnu.jar");
  // Which language a user writes is theirs to say: guesses at it are left out.
  const run = promisify(execFile)("java", ["-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--no-langdetect", ...paths], { maxBuffer: 1 << 26 });
  for (const { url, lastLine, message, extract } of JSON.parse((await run).stdout).messages) {
    faults.push(`${url}:${lastLine}: not valid: ${message}\n    ${extract}`);
  }
};

// A page in a context of its own; what it asks for and says on the console are faults.
const opened = async (browser, path, options, check, name) => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options });
  const page = await context.newPage();
  const url = pathToFileURL(path).href;
  const told = (what) => faults.push(`${path}: ${name}: ${what}`);
  page.on("request", (request) => {
    const asked = request.url();
    if (!asked.startsWith("data:") && asked.split("#")[0] !== url) told(`asks for ${asked}`);
  });
  page.on("console", (message) => told(`says on the console: ${message.text()}`));
  page.on("pageerror", (error) => told(`stops with ${error.stack}`));
  page.setDefaultTimeout(20000);
  try {
    await page.goto(url);
    await check({ page, url, told, expect: (holds, what) => { if (!holds) told(what); } });
  } catch (error) {
    told(error.stack);
  }
  await context.close();
};

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const validity = valid();
// A few at a time: most of the time is spent waiting for the browser to draw.
const left = paths.flatMap((path) => checks.all(axe).map((it) => ({ path, ...it })));
const work = async () => {
  for (let it = left.shift(); it; it = left.shift()) await opened(browser, it.path, it.options, it.check, it.name);
};
await Promise.all([work(), work(), work()]);
await browser.close();
await validity;
for (const fault of faults.sort()) console.log(fault);
console.log(`${paths.length} pages, ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
