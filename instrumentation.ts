/** Runs once when the web process starts: its settings are hidden from other processes; they and role are checked before the first request is served. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { hideEnvironment } = await import("#lib/kernel/hide-environment.ts");
  hideEnvironment(process.env);
  const { checkStart } = await import("#lib/doors/start.ts");
  await checkStart();
}
