// Lays out one graph: JSON on standard input, the same with places on standard output. Run by layout.py, with no network and no files.
import { createRequire } from "node:module";

const ELK = createRequire(import.meta.url)("./built/elk.cjs");
let told = "";
for await (const part of process.stdin) told += part;
const placed = await new ELK().layout(JSON.parse(told));
process.stdout.write(JSON.stringify(placed));
