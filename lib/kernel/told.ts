/** People that one event tells at most, the first of those it is for. Everybody else finds it in their lists. */
export const TOLD_MAX = 200;

/** Of these people, or what is kept of them, as many as one event tells: the first ones, never none. */
export function firstTold<Person>(people: readonly Person[]): Person[] {
  return people.slice(0, TOLD_MAX);
}
