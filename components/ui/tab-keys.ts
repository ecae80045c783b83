/**
 * Where the focus goes from the tab at `place` of `count`, by the key's name: Left and Right go round, Home and End go
 * to the ends (WAI-ARIA Authoring Practices, tabs and disclosure navigation). Null when the key moves nothing.
 */
export function tabAfter(key: string, place: number, count: number): number | null {
  switch (key) {
    case "ArrowLeft":
      return (place - 1 + count) % count;
    case "ArrowRight":
      return (place + 1) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
