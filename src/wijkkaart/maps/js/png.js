/* The map on the screen as a picture, for a presentation or a report. */

const PICTURE_SCALE = 1.5;

/**
 * A drawing that stands by itself: with the patterns that it points at.
 * @param {SVGElement} drawing
 * @returns {string} SVG
 */
function standalone(drawing) {
  const patterns = document.querySelector(".patronen defs");
  if (patterns) {
    drawing.prepend(patterns.cloneNode(true));
  }
  drawing.setAttribute("width", String(PAPER.width));
  drawing.setAttribute("height", String(PAPER.height));
  return new XMLSerializer().serializeToString(drawing);
}

/**
 * @param {SVGElement} drawing
 * @returns {Promise<Blob>} a PNG
 */
async function pictureOf(drawing) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(drawing))}`;
  await image.decode();
  const canvas = /** @type {HTMLCanvasElement} */ (el("canvas", { width: PAPER.width * PICTURE_SCALE, height: PAPER.height * PICTURE_SCALE }));
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture")))));
}

/** Save what the map shows now. */
async function savePicture() {
  const name = `${fileName("kaart", DATA.naam, currentTheme().title, state.gekozen === null ? "" : AREAS.naam[state.gekozen])}.png`;
  try {
    download(name, await pictureOf(wallDrawing(false)), "image/png");
    announce(`Bewaard als ${name}. U vindt het bij uw downloads.`);
  } catch {
    announce("Deze browser kan hier geen plaatje van maken. Druk de wandkaart af als pdf.");
  }
}
