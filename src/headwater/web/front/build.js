// Builds every style and script that a page asks for into ../static/built, from this folder and npm's packages.
// Nothing is bundled or hashed: MapLibre looks for its worker by name, beside itself.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "..", "..", "..", "..", "node_modules");
const built = join(here, "..", "static", "built");
// what lays out the theory of change; no page asks for it
const laying = join(here, "..", "..", "insight", "performance", "theory", "built");

const FROM_PACKAGES = {
  "govuk.js": "govuk-frontend/dist/govuk/govuk-frontend.min.js",
  "htmx.js": "htmx.org/dist/htmx.min.js",
  "maplibre-gl.mjs": "maplibre-gl/dist/maplibre-gl.mjs",
  "maplibre-gl-worker.mjs": "maplibre-gl/dist/maplibre-gl-worker.mjs",
  "maplibre-gl.css": "maplibre-gl/dist/maplibre-gl.css",
};

/** The text without its pointer to a source map, which we do not ship. */
const withoutMapPointer = (text) => text.replace(/\n?\/\/# sourceMappingURL=\S+\s*$/, "\n");

function copyPackages() {
  for (const [name, source] of Object.entries(FROM_PACKAGES)) {
    writeFileSync(join(built, name), withoutMapPointer(readFileSync(join(packages, source), "utf8")));
  }
}

function copyScripts() {
  for (const name of readdirSync(join(here, "js"))) cpSync(join(here, "js", name), join(built, name));
}

function compileStyles() {
  const { css } = compile(join(here, "scss", "headwater.scss"), {
    loadPaths: [packages],
    style: "compressed",
    quietDeps: true,
  });
  writeFileSync(join(built, "headwater.css"), css);
}

if (!existsSync(packages)) throw new Error("Run `npm ci --ignore-scripts --omit=optional` first.");
rmSync(built, { recursive: true, force: true });
mkdirSync(built, { recursive: true });
copyPackages();
mkdirSync(laying, { recursive: true });
cpSync(join(packages, "elkjs", "lib", "elk.bundled.js"), join(laying, "elk.cjs"));
copyScripts();
compileStyles();
console.log(`Built ${readdirSync(built).length} files into ${built}`);
