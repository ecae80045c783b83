import { route } from "#lib/doors/route.ts";
import { AppError } from "#lib/kernel/app-error.ts";

/** Every address of the API that is none, answered as a problem like any other. */
const answer = route(async () => {
  throw new AppError(
    "not_found",
    "There is nothing at this address. The API is described in the documentation.",
  );
});

const nothingHere = (request: Request): Promise<Response> => answer(request, { params: Promise.resolve({}) });

export const GET = nothingHere;
export const POST = nothingHere;
export const PUT = nothingHere;
export const PATCH = nothingHere;
export const DELETE = nothingHere;
