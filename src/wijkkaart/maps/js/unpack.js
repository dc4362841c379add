/* Large data of the page is packed; the browser unpacks it before the other parts begin. */

/** @type {Map<string, any>} */
const UNPACKED = new Map();

/**
 * @param {Element} block
 */
async function unpackBlock(block) {
  const packed = atob(block.textContent || "");
  const bytes = new Uint8Array(packed.length);
  for (let place = 0; place < packed.length; place += 1) {
    bytes[place] = packed.charCodeAt(place);
  }
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  UNPACKED.set(block.id, await new Response(stream).json());
}

/**
 * Unpack everything, then begin; a browser that cannot do this says so.
 * @param {() => void} begin
 */
function whenUnpacked(begin) {
  if (typeof DecompressionStream === "undefined") {
    byId("band-oud").hidden = false;
    return;
  }
  const blocks = [...document.querySelectorAll('script[type="application/zlib"]')];
  Promise.all(blocks.map(unpackBlock)).then(begin);
}

/**
 * @param {string} id of a block of data in the page
 * @returns {any}
 */
function readBlock(id) {
  return UNPACKED.has(id) ? UNPACKED.get(id) : JSON.parse(byId(id).textContent || "null");
}
