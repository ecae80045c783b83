// Loaded before a child's own code (--import): ends the child when the launcher is gone, however it went. The
// launcher starts each child as leader of a process group, so what the child started goes with it.
const GRACE_MS = 10_000;

// What the child forks inherits this file and has a channel too, which is not ours to touch.
if (process.env.STEWARD_LAUNCHER === String(process.ppid)) {
  process.on("disconnect", () => {
    const endGroup = () => process.kill(-process.pid, "SIGKILL");
    process.on("exit", endGroup);
    setTimeout(endGroup, GRACE_MS).unref();
    process.kill(process.pid, "SIGTERM");
  });
  // Listening must not keep alive a child that has nothing more to do.
  process.channel?.unref();
}
