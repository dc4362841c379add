/* Small tools to build the page. Text always goes in as text, never as markup. */

const SVG_NS = "http://www.w3.org/2000/svg";

/**
 * Find an element that the page's frame holds.
 * @param {string} id
 * @returns {HTMLElement}
 */
function byId(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}

/**
 * Put children in an element; strings become text, null is skipped.
 * @template {Element} T
 * @param {T} parent
 * @param {Array<Node|string|null|undefined>} children
 * @returns {T}
 */
function fill(parent, children) {
  for (const child of children) {
    if (child !== null && child !== undefined) {
      parent.append(child);
    }
  }
  return parent;
}

/**
 * Make an HTML element.
 * @param {string} tag
 * @param {Record<string, string|number|boolean|null>} [attributes] null and false are left out
 * @param {...(Node|string|null|undefined)} children
 * @returns {HTMLElement}
 */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  setAttributes(made, attributes || {});
  return fill(made, children);
}

/**
 * Make an SVG element.
 * @param {string} tag
 * @param {Record<string, string|number|boolean|null>} [attributes]
 * @param {...(Node|string|null|undefined)} children
 * @returns {SVGElement}
 */
function svgEl(tag, attributes, ...children) {
  const made = /** @type {SVGElement} */ (document.createElementNS(SVG_NS, tag));
  setAttributes(made, attributes || {});
  return fill(made, children);
}

/**
 * @param {Element} element
 * @param {Record<string, string|number|boolean|null>} attributes
 */
function setAttributes(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
}

/**
 * Replace everything inside an element.
 * @param {Element} parent
 * @param {...(Node|string|null|undefined)} children
 */
function refill(parent, ...children) {
  parent.textContent = "";
  fill(parent, children);
}

/**
 * Make a button that does something.
 * @param {string} label
 * @param {() => void} action
 * @param {Record<string, string|number|boolean|null>} [attributes]
 * @returns {HTMLElement}
 */
function button(label, action, attributes) {
  const made = el("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", action);
  return made;
}

/**
 * Tell a screen reader what changed.
 * @param {string} message
 */
function announce(message) {
  byId("live").textContent = message;
}

/**
 * A definition list from pairs; a pair without content is left out.
 * @param {Array<[string, Node|string|null]>} pairs
 * @param {string} [className]
 * @returns {HTMLElement}
 */
function definitions(pairs, className) {
  const list = el("dl", { class: className || "uitleg" });
  for (const [term, content] of pairs) {
    if (content !== null && content !== "") {
      list.append(el("dt", {}, term), el("dd", {}, content));
    }
  }
  return list;
}

/**
 * A part that opens and closes; its content is made when it is first opened.
 * @param {Node|string} summary
 * @param {() => Node} make
 * @param {string} [className]
 * @returns {HTMLDetailsElement}
 */
function disclosure(summary, make, className) {
  const details = /** @type {HTMLDetailsElement} */ (el("details", { class: className || null }));
  const head = el("summary", {}, summary);
  details.append(head);
  const fillOnce = () => {
    if (details.children.length === 1) {
      details.append(make());
    }
  };
  // The browser tells of an opening a moment later; a click on the line is there at once.
  head.addEventListener("click", fillOnce);
  details.addEventListener("toggle", () => details.open && fillOnce());
  return details;
}
