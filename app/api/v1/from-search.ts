/**
 * A query string as a query's input. `lists` names the parameters that may come several times (`?state=a&state=b`).
 * Nothing is judged here: the query's own schema does that.
 */
export function fromSearch<Input>(search: URLSearchParams, lists: readonly string[] = []): Input {
  const input: Record<string, string | string[]> = Object.fromEntries(search);
  for (const name of lists) {
    if (search.has(name)) input[name] = search.getAll(name);
  }
  // Whatever came in: the schema behind it is the judge.
  return input as Input;
}
