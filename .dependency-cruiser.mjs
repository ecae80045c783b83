/**
 * The import law (docs/architecture.md). Rooms from the ground up: each may import only rooms before it, and of
 * another room only what it offers (model, input, steps, commands, queries), never its store.
 */
const ROOMS = [
  ["identity", ["kernel"]],
  ["inventory", ["kernel", "identity"]],
  ["policy", ["kernel", "identity", "inventory"]],
  ["grants", ["kernel", "identity", "inventory", "policy"]],
  ["discovery", ["kernel", "identity", "inventory"]],
  ["approvals", ["kernel", "identity", "inventory", "policy", "grants"]],
  ["reviews", ["kernel", "identity", "inventory", "policy", "grants"]],
  ["decisions", ["kernel", "identity", "inventory", "policy", "grants"]],
  ["audit", ["kernel", "identity"]],
  ["bulk", ["kernel", "identity", "inventory"]],
  ["load", ["kernel", "identity", "inventory", "policy", "grants"]],
  ["notifications", ["kernel", "identity"]],
];

const roomRules = ROOMS.map(([room, below]) => ({
  name: `${room}-imports-only-rooms-below`,
  severity: "error",
  from: { path: `^lib/${room}/`, pathNot: "\\.test\\.ts$" },
  to: { path: "^lib/", pathNot: `^lib/(${[room, ...below].join("|")})/` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    ...roomRules,
    {
      name: "kernel-imports-no-room",
      severity: "error",
      from: { path: "^lib/kernel/" },
      to: { path: "^(lib|app|components|bin)/", pathNot: "^lib/kernel/" },
    },
    {
      name: "a-store-is-private-to-its-room",
      severity: "error",
      from: { path: "^lib/([^/]+)/" },
      to: { path: "^lib/[^/]+/[^/]*store\\.ts$", pathNot: "^lib/$1/" },
    },
    {
      name: "app-and-bin-use-no-store-and-no-database",
      severity: "error",
      from: { path: "^(app|bin)/" },
      to: { path: "^lib/([^/]+/[^/]*store|kernel/generated/(client|models)|kernel/audit-log)" },
    },
    {
      name: "app-reaches-rooms-through-what-they-offer",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^lib/[^/]+/steps/" },
    },
    {
      name: "components-know-no-room",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^(lib|app|bin)/" },
    },
    {
      name: "models-and-inputs-run-in-a-browser",
      severity: "error",
      from: { path: "^lib/[^/]+/(model|states|[a-z-]*input)\\.ts$" },
      to: { path: "^(node:|lib/kernel/(db|env|secrets|audit-log|log|outbox)\\.ts$)", reachable: true },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: {
        circular: true,
        viaOnly: { path: "^(lib|app|components|bin)/", dependencyTypesNot: ["type-only"] },
      },
    },
    {
      name: "nothing-depends-on-tests",
      severity: "error",
      from: { path: "^(lib|app|components|bin)/", pathNot: "\\.test\\.tsx?$" },
      to: { path: "^tests/" },
    },
    {
      name: "no-development-packages-in-production",
      severity: "error",
      from: { path: "^(lib|app|components)/", pathNot: "\\.test\\.tsx?$" },
      to: { dependencyTypes: ["npm-dev"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^lib/kernel/generated/internal" },
    moduleSystems: ["es6"],
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
