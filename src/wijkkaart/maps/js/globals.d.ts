/* What stands in the page before our own script; only the type check reads this file. */

declare const topojson: typeof import("topojson-client");
