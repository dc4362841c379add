/* Presenting: large type, one question on the screen, and keys for the next one. */

const presenting = {
  /** @type {{choices: Partial<State>, view: {middle: L.LatLng, zoom: number}|null}|null} what was on the screen before */
  before: null,
};

/** Make the button in the head and listen to the keys of a remote. */
function buildPresent() {
  byId("doen").append(button("Presenteren", startPresenting, { id: "presenteren" }));
  document.addEventListener("keydown", onPresentKey);
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && state.stap) {
      stopPresenting();
    }
  });
  onChange((before) => {
    if (state.stap && !presenting.before) {
      present(state.stap);
    } else if (before.stap !== state.stap || (state.stap && before.gekozen !== state.gekozen)) {
      drawStep();
    }
  });
  onNotes(() => {
    if (state.stap) {
      drawStep();
    }
  });
  if (state.stap) {
    present(state.stap);
  }
}

/** Begin, on the whole screen where the browser allows it. */
function startPresenting() {
  document.documentElement.requestFullscreen?.().catch(() => undefined);
  present(1);
}

/**
 * Go to a step; the first time what was on the screen is remembered.
 * @param {number} step from 1
 */
function present(step) {
  if (!presenting.before) {
    const { thema, opgave, regel, tab, papier } = state;
    presenting.before = { choices: { thema, opgave, regel, tab, papier }, view: movedView ? { middle: map.getCenter(), zoom: map.getZoom() } : null };
  }
  const steps = presentSteps();
  const place = Math.min(Math.max(1, step), steps.length);
  choose({ tab: "kaart", papier: "", ...steps[place - 1].laat, stap: place });
  drawStep();
  byId("stap-vraag").focus({ preventScroll: true });
}

/** Back to what was on the screen. */
function stopPresenting() {
  const before = presenting.before;
  presenting.before = null;
  choose({ ...(before ? before.choices : {}), stap: 0 });
  if (document.fullscreenElement) {
    document.exitFullscreen().catch(() => undefined);
  }
  map.invalidateSize({ animate: false });
  if (before && before.view) {
    map.setView(before.view.middle, before.view.zoom, { animate: false });
  } else {
    showEverything();
  }
  byId("presenteren").focus();
}

/** Draw the step, or take the presentation away. */
function drawStep() {
  const shown = state.stap > 0;
  document.documentElement.toggleAttribute("data-stap", shown);
  for (const id of ["stap-vraag", "stap-tekst", "stap-balk"]) {
    byId(id).hidden = !shown;
  }
  if (!shown) {
    return;
  }
  const steps = presentSteps();
  const step = steps[Math.min(state.stap, steps.length) - 1];
  byId("stap-vraag").textContent = step.vraag;
  refill(byId("stap-tekst"), step.inhoud());
  byId("stap-tekst").querySelectorAll("h3").forEach((head) => head.replaceWith(el("h2", { id: head.id || null }, head.textContent)));
  drawStepBar(steps.length);
  map.invalidateSize({ animate: false });
  if (state.gekozen !== null && state.stap <= 2) {
    goTo(state.gekozen);
  } else {
    fitEverything();
  }
  labelLayer.draw();
}

/**
 * The buttons stay the same elements, so that the keyboard stays on them.
 * @param {number} count
 */
function drawStepBar(count) {
  const bar = byId("stap-balk");
  if (!bar.children.length) {
    bar.append(
      button("Vorige", () => turn(-1), { id: "stap-vorige" }),
      el("span", { id: "stap-waar" }),
      button("Volgende", () => turn(1), { id: "stap-volgende" }),
      button("Stop", stopPresenting, { id: "stap-stop" }),
    );
  }
  byId("stap-waar").textContent = `stap ${state.stap} van ${count}`;
  byId("stap-vorige").toggleAttribute("disabled", state.stap <= 1);
  byId("stap-volgende").toggleAttribute("disabled", state.stap >= count);
}

/**
 * @param {number} direction
 */
function turn(direction) {
  const focused = document.activeElement?.id || "";
  present(state.stap + direction);
  const back = document.getElementById(focused);
  if (back && focused.startsWith("stap-") && !back.hasAttribute("disabled")) {
    back.focus();
  }
  announce(`${byId("stap-waar").textContent}: ${byId("stap-vraag").textContent}`);
}

/** Keys of a keyboard and of a remote for presentations. @type {Record<string, number>} */
const TURNS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 };

/**
 * @param {KeyboardEvent} event
 */
function onPresentKey(event) {
  if (!state.stap || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key === "Escape") {
    stopPresenting();
  } else if (TURNS[event.key] && !usesArrows(event)) {
    turn(TURNS[event.key]);
  } else {
    return;
  }
  event.preventDefault();
}

/**
 * @param {KeyboardEvent} event
 * @returns {boolean} whether what has the focus needs the arrows itself
 */
function usesArrows(event) {
  const target = event.target instanceof Element ? event.target : null;
  return event.key.startsWith("Arrow") && target !== null && target.closest("#kaart, input, select, textarea") !== null;
}
