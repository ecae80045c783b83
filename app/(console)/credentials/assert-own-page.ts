import { AppError } from "#lib/kernel/app-error.ts";

/** An export writes to the trail in the person's name, so it must be them who asked and not another site's link. */
export function assertOwnPage(request: Request): void {
  if (request.headers.get("sec-fetch-site") !== "cross-site") return;
  throw new AppError("forbidden", "Open the list in Steward and export from there.");
}
