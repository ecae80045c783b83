// `npm run lock`: completes package-lock.json with the optional packages of other platforms that npm left out because
// the registry at hand does not carry them. Without these entries `npm ci` refuses the file everywhere.
import { readFileSync, writeFileSync } from "node:fs";

const PATH = "package-lock.json";
const PLATFORMS = [
  "android",
  "darwin",
  "win32",
  "freebsd",
  "openbsd",
  "netbsd",
  "sunos",
  "aix",
  "openharmony",
  "linux",
];
const PROCESSORS = [
  "arm64",
  "x64",
  "ia32",
  "riscv64",
  "ppc64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
  "arm",
];

const lock = JSON.parse(readFileSync(PATH, "utf8"));
const { packages } = lock;
let added = 0;

for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const version = /\d+\.\d+\.\d+[\w.+-]*/.exec(range)?.[0];
    if (version === undefined || isLocked(path, name)) continue;
    packages[`node_modules/${name}`] = {
      version,
      ...platformOf(name),
      ...(dev ? { dev } : {}),
      optional: true,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1)));
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added`);

/** Where Node would look for a package, seen from the folder of the one that asks for it. */
function isLocked(from, name) {
  if (packages[`${from === "" ? "" : `${from}/`}node_modules/${name}`] !== undefined) return true;
  return from !== "" && isLocked(from.slice(0, Math.max(0, from.lastIndexOf("node_modules/") - 1)), name);
}

/** What the package's own name says of where it runs; npm skips it everywhere else. */
function platformOf(name) {
  const parts = name.split(/[/@_.-]/);
  const cpu = PROCESSORS.find((processor) => parts.includes(processor));
  const os = name === "fsevents" ? "darwin" : PLATFORMS.find((platform) => name.includes(platform));
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(name.includes("musl") ? { libc: ["musl"] } : {}),
    ...(os === undefined ? {} : { os: [os] }),
  };
}
