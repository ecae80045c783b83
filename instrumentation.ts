/** Runs once when the web process starts: settings and role are checked before the first request is served. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { checkStart } = await import("#lib/doors/start.ts");
  await checkStart();
}
