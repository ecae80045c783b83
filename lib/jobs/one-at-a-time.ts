/**
 * The same work, where what is under way already under that name is not begun beside it: it answers at once. Of this
 * process alone, so that one that is killed leaves nothing locked.
 */
export function oneAtATime(work: (name: string) => Promise<void>): (name: string) => Promise<void> {
  const underWay = new Set<string>();
  return async (name) => {
    if (underWay.has(name)) return;
    underWay.add(name);
    try {
      await work(name);
    } finally {
      underWay.delete(name);
    }
  };
}
