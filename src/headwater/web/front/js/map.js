// The map of areas: boundaries that the partnership loaded, shaded by what was released. No outside tiles or fonts.
import { Map as AreaMap, NavigationControl, Popup } from "./maplibre-gl.mjs";

const SHADES = ["#eef3f7", "#c3d7e6", "#7fa8c6", "#12436d"];
const HIDDEN = "#ffffff";
const holder = document.getElementById("map");

function boundsOf(collection) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (part) => {
    if (typeof part[0] === "number") {
      box[0] = Math.min(box[0], part[0]);
      box[1] = Math.min(box[1], part[1]);
      box[2] = Math.max(box[2], part[0]);
      box[3] = Math.max(box[3], part[1]);
    } else part.forEach(visit);
  };
  collection.features.forEach((feature) => visit(feature.geometry.coordinates));
  return box;
}

const shade = ["match", ["get", "step"], ...SHADES.flatMap((colour, step) => [step, colour]), HIDDEN];

function styleOf(collection) {
  return {
    version: 8,
    sources: { areas: { type: "geojson", data: collection } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#f8fafb" } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": shade } },
      { id: "edges", type: "line", source: "areas", paint: { "line-color": "#4a5763", "line-width": 0.7 } },
    ],
  };
}

function says(properties) {
  const box = document.createElement("div");
  const name = document.createElement("strong");
  name.textContent = properties.name;
  const words = document.createElement("p");
  words.className = "govuk-body-s";
  words.textContent = properties.says;
  box.append(name, words);
  return box;
}

async function show() {
  const answer = await fetch(holder.dataset.areas);
  if (!answer.ok) throw new Error("The map could not be loaded.");
  const collection = await answer.json();
  const map = new AreaMap({
    container: holder,
    style: styleOf(collection),
    bounds: boundsOf(collection),
    fitBoundsOptions: { padding: 20 },
    attributionControl: false,
    cooperativeGestures: true,
  });
  map.addControl(new NavigationControl({ showCompass: false }));
  map.on("click", "areas", (event) => {
    new Popup().setLngLat(event.lngLat).setDOMContent(says(event.features[0].properties)).addTo(map);
  });
  map.once("idle", () => holder.setAttribute("data-ready", "yes"));
}

show().catch(() => {
  holder.textContent = "The map could not be shown. The table below has the same figures.";
  holder.classList.add("hw-map__note");
});
