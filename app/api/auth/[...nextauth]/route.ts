import NextAuth from "next-auth";
import { authOptions } from "#lib/identity/auth-options.ts";

interface Context {
  params: Promise<{ nextauth: string[] }>;
}

/** Sign-in and sign-out (OpenID Connect). The options are read per request, so that a build needs no settings. */
async function handle(request: Request, context: Context): Promise<Response> {
  const params = await context.params;
  const isReturning = params.nextauth[0] === "callback";
  return NextAuth(request as never, { params } as never, authOptions({ isReturning }));
}

export { handle as GET, handle as POST };
