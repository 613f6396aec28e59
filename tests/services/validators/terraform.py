"""Makes Terraform files that need no provider, so that references, types and functions can be validated without a network.

    terraform.py FROM TO

Every resource becomes a `terraform_data` that keeps its arguments, and every reference to it leads to these.
"""

import re
import sys
from pathlib import Path

BLOCK = re.compile(r'^(\w+)((?: "[^"]*")*) \{\n(.*?)^\}\n?', re.M | re.S)
NESTED = re.compile(r'^(\s+)(\w+)((?: "[^"]*")*) \{$', re.M)
PROVIDERS = re.compile(r"\n  (?:required_providers|backend \"\w+\") \{.*?\n  \}\n", re.S)


def rewritten(kind: str, labels: list[str], body: str) -> str:
    if kind in ("provider", "import", "moved"):
        return ""
    if kind == "terraform":
        return "terraform {\n" + PROVIDERS.sub("\n", "\n" + body) + "}\n"
    head = " ".join([kind, *(f'"{label}"' for label in labels)])
    if kind not in ("resource", "data"):
        return f"{head} {{\n{body}}}\n"
    number = 0

    def assigned(match: re.Match[str]) -> str:
        nonlocal number
        number += 1
        return f"{match[1]}{match[2]}_{number} = {{"

    rest, kept = [], []
    for line in body.splitlines(keepends=True):
        (rest if re.match(r"  (count|for_each|depends_on)\s*=", line) else kept).append(line)
    arguments = NESTED.sub(assigned, "".join(kept))
    name = "__".join([kind[0], *labels])
    return f'resource "terraform_data" "{name}" {{\n{"".join(rest)}  input = {{\n{arguments}  }}\n}}\n'


def main(source: Path, target: Path) -> None:
    texts = {path.name: path.read_text() for path in sorted(source.glob("*.tf"))}
    blocks = {name: [(m[1], re.findall(r'"([^"]*)"', m[2]), m[3]) for m in BLOCK.finditer(text)] for name, text in texts.items()}
    known = [(kind, labels) for found in blocks.values() for kind, labels, _ in found if kind in ("resource", "data")]
    for name, found in blocks.items():
        out = "\n".join(rewritten(*block) for block in found)
        for kind, (of, label) in known:
            prefix = "data\\." if kind == "data" else "(?<!data\\.)"
            out = re.sub(
                rf"(?<![\w.\"]){prefix}{of}\.{label}\b(\[[^\]]*\])?(?!\")",
                rf"terraform_data.{kind[0]}__{of}__{label}\1.output",
                out,
            )
        (target / name).write_text(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
