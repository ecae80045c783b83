/** The three ways to look at requests, as the address names them. */
export type RequestsView = "to-decide" | "mine" | "all";

/** The inbox has other columns in sight than the lists, so each keeps its own look. */
export function requestTableName(view: RequestsView): string {
  return view === "to-decide" ? "approvals-inbox" : "requests";
}

export function viewHref(view: RequestsView): string {
  return view === "to-decide" ? "/approvals" : `/approvals?view=${view}`;
}
