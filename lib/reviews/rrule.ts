import * as library from "rrule";

/**
 * The library comes in two shapes: named exports for bundlers, and all of it in the default export for Node, of which its
 * types say nothing.
 */
const { RRule } = "RRule" in library ? library : (library as { default: typeof import("rrule") }).default;

export { RRule };
