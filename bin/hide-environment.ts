// Loaded before a process's own code, as an import or with --import: its settings are secrets, and what introspection
// starts under the same account could read the environment that a process was started with.
import { hideEnvironment } from "#lib/kernel/hide-environment.ts";

if (!hideEnvironment(process.env)) {
  console.error(
    "The environment of this process stays visible to others of its account. Commands that introspection runs could " +
      "read Steward's settings: allow none, or see docs/decisions/0009.",
  );
}
