import { AppError } from "#lib/kernel/app-error.ts";

/** A part of the path that names something; its own room says whether there is such a thing. */
export function pathParam(params: Record<string, string>, name: string): string {
  const value = params[name];
  if (value === undefined) throw new AppError("not_found", "There is nothing at this address.");
  return value;
}
