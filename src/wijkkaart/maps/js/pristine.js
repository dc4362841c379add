/* The page as it was in its file, before anything is drawn: what "Bewaar kaart met notities" writes again. */

/** Leaflet made its map in a script before this one; that element was empty. */
const PRISTINE = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
const pristineMap = document.createElement("div");
for (const name of ["id", "role", "aria-label"]) {
  pristineMap.setAttribute(name, byId("kaart").getAttribute(name) || "");
}
pristineMap.className = "kaart";
PRISTINE.querySelector("#kaart")?.replaceWith(pristineMap);

/**
 * This map as a file of its own, with one more block of data.
 * @param {string} id of the block; one that is there already is replaced
 * @param {string} json
 * @returns {string} HTML; its policy holds, because scripts and styles are the same to the letter
 */
function pageWith(id, json) {
  const page = /** @type {HTMLElement} */ (PRISTINE.cloneNode(true));
  page.querySelector(`#${id}`)?.remove();
  const block = document.createElement("script");
  block.type = "application/json";
  block.id = id;
  block.textContent = json.replace(/</g, "\\u003c");
  page.querySelector("#wk-data")?.before(block);
  return `<!DOCTYPE html>\n${page.outerHTML}\n`;
}
