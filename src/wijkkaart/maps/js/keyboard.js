/* Walking over the map with the keyboard: one tab stop, arrows go to the neighbour in that direction. */

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
/** A degree of longitude is about this share of a degree of latitude in the Netherlands. */
const LONGITUDE_SHARE = 0.61;
/** How far off the direction of the arrow a neighbour may lie. */
const SIDEWAYS = 1.2;

/**
 * The nearest area in the direction of an arrow, or null at the edge.
 * @param {number} from
 * @param {[number, number]} direction
 * @returns {number|null}
 */
function neighbour(from, direction) {
  let best = null;
  let shortest = Infinity;
  for (const area of areasOf(state.niveau)) {
    const east = (AREAS.punt[area][0] - AREAS.punt[from][0]) * LONGITUDE_SHARE;
    const north = AREAS.punt[area][1] - AREAS.punt[from][1];
    const along = east * direction[0] + north * direction[1];
    const aside = Math.abs(east * direction[1]) + Math.abs(north * direction[0]);
    if (area !== from && along > 0 && aside <= along * SIDEWAYS && along + 2 * aside < shortest) {
      best = area;
      shortest = along + 2 * aside;
    }
  }
  return best;
}

/**
 * Make one area the tab stop of the map.
 * @param {number|undefined} area
 */
function restOn(area) {
  for (const other of areasOf(state.niveau)) {
    elementOf(other).setAttribute("tabindex", other === area ? "0" : "-1");
  }
}

/**
 * @param {number} area
 */
function focusOn(area) {
  restOn(area);
  elementOf(area).focus({ preventScroll: true });
  const [longitude, latitude] = AREAS.punt[area];
  if (!map.getBounds().contains([latitude, longitude])) {
    map.panTo([latitude, longitude], { animate: false });
  }
}

/**
 * @param {EventTarget|null} target
 * @returns {number|null} the area that a key or focus event is about
 */
function areaOfTarget(target) {
  const value = target instanceof Element ? target.getAttribute("data-gebied") : null;
  return value === null ? null : Number(value);
}

/**
 * @param {KeyboardEvent} event
 */
function onMapKey(event) {
  const area = areaOfTarget(event.target);
  if (area === null) {
    return;
  }
  if (ARROWS[event.key]) {
    const next = neighbour(area, ARROWS[event.key]);
    if (next !== null) {
      focusOn(next);
    }
  } else if (event.key === "Enter" || event.key === " ") {
    (event.shiftKey ? compareWith : chooseArea)(area);
    focusOn(area);
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

/** Listen on the drawing that holds the areas. */
function listenToKeys() {
  const drawing = /** @type {SVGSVGElement} */ (paneOf("overlayPane").querySelector("svg"));
  setAttributes(drawing, {
    role: "group",
    tabindex: -1,
    focusable: "false",
    "aria-label": "Gebieden. Met de pijltjes gaat u naar een buurgebied, met Enter kiest u.",
  });
  drawing.addEventListener("keydown", onMapKey);
  drawing.addEventListener("focusin", (event) => {
    const area = areaOfTarget(event.target);
    outlineFocus.setLatLngs(area === null ? [] : pathOf(area).getLatLngs());
  });
  drawing.addEventListener("focusout", () => outlineFocus.setLatLngs([]));
}
