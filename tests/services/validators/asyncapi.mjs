// Holds AsyncAPI documents to the official parser: `node asyncapi.mjs FILE…`.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const { Parser } = createRequire(`${process.env.NODE_TOOLS}/`)("@asyncapi/parser");
let found = 0;
for (const file of process.argv.slice(2)) {
  const { document, diagnostics } = await new Parser().parse(await readFile(file, "utf8"));
  for (const { code, message, path, severity } of diagnostics) {
    console.log(`${file}: ${message} at /${path.join("/")} [${code}, ${severity}]`);
  }
  // 0 and 1 are errors and warnings; what is below is advice.
  found += diagnostics.filter(({ severity }) => severity < 2).length + (document ? 0 : 1);
}
process.exit(found ? 1 : 0);
