// Reads every block of the file that is given, [{ name, source }], with Mermaid's own parser, set as GitHub sets it.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const blocks = JSON.parse(readFileSync(process.argv[2], "utf8"));
// What must be refused, so that what is taken says something.
const wrong = ["flowchart TD\n  a[ --> ", "flowchart TD\n" + Array.from({ length: 501 }, (_, at) => `  a${at} --> b${at}`).join("\n")];

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
await page.addScriptTag({ path: require.resolve("mermaid/dist/mermaid.min.js") });
const read = (sources) => page.evaluate(async (sources) => {
  window.mermaid.initialize({ startOnLoad: false, maxTextSize: 50000, maxEdges: 500, securityLevel: "strict" });
  const faults = [];
  for (const source of sources) {
    faults.push(await window.mermaid.parse(source).then(() => "", (error) => error.message || String(error)));
  }
  return faults;
}, sources);
const faults = await read(blocks.map(({ source }) => source));
const refused = (await read(wrong)).filter((fault) => fault).length;
await browser.close();
faults.forEach((fault, at) => { if (fault) console.log(`${blocks[at].name}: ${fault}\n${blocks[at].source.slice(0, 2000)}`); });
console.log(`${blocks.length} blocks, ${refused} refused as they must be`);
process.exit(faults.some((fault) => fault) ? 1 : 0);
