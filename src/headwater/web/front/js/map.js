// The map: places that the partnership loaded, with the look of what was released. No outside tiles or fonts.
import { Map as AreaMap, Marker, NavigationControl, Popup } from "./maplibre-gl.mjs";

// the same as .hw-swatch in the styles
const LOOKS = {
  0: "#eef3f7",
  1: "#c3d7e6",
  2: "#7fa8c6",
  3: "#12436d",
  high: "#12436d",
  as_elsewhere: "#e4ebf0",
  low: "#8fd0ca",
  persistent: "#12436d",
  intermittent: "#7fa8c6",
  emerging: "#5b3a8e",
  former: "#c5bbd8",
  low_persistent: "#28a197",
  low_intermittent: "#8fd0ca",
  low_emerging: "#5cb8b0",
  low_former: "#cfe9e6",
  "densest-0": "#12436d",
  "densest-1": "#5f91b5",
  "densest-2": "#b4cde0",
};
const HIDDEN = "#ffffff";
const MOST_NAMES = 15; // of districts; more would cover the map
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

const shade = ["match", ["get", "look"], ...Object.entries(LOOKS).flat(), HIDDEN];
const isFrame = ["==", ["get", "look"], "frame"];

function styleOf(collection) {
  const lines = { type: "line", source: "areas" };
  const thin = { "line-color": "#4a5763", "line-width": 0.5, "line-opacity": 0.6 };
  return {
    version: 8,
    sources: { areas: { type: "geojson", data: collection } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": "#f8fafb" } },
      { id: "areas", type: "fill", source: "areas", filter: ["!", isFrame], paint: { "fill-color": shade } },
      { id: "edges", ...lines, filter: ["!", isFrame], paint: thin },
      { id: "frame", ...lines, filter: isFrame, paint: { "line-color": "#16202a", "line-width": 1.6 } },
    ],
  };
}

/** Names of districts as text of the page: the map has no fonts of its own. */
function nameDistricts(map, collection) {
  const frames = collection.features.filter((feature) => feature.properties.look === "frame");
  if (frames.length > MOST_NAMES) return;
  for (const { properties } of frames.filter((frame) => frame.properties.centre)) {
    const name = document.createElement("span");
    name.className = "hw-map__name";
    name.textContent = properties.name;
    new Marker({ element: name }).setLngLat(properties.centre).addTo(map);
    for (const attribute of ["tabindex", "role", "aria-label"]) name.removeAttribute(attribute);
  }
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
  nameDistricts(map, collection);
  map.on("click", "areas", (event) => {
    new Popup().setLngLat(event.lngLat).setDOMContent(says(event.features[0].properties)).addTo(map);
  });
  map.once("idle", () => holder.setAttribute("data-ready", "yes"));
}

show().catch(() => {
  holder.textContent = "The map could not be shown. The table below has the same figures.";
  holder.classList.add("hw-map__note");
});
