import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider";
import type { Keys } from "./keys.ts";
import { MemoryAdapter } from "./memory-adapter.ts";
import { askToSignOut, showError, showSignedOut } from "./other-pages.ts";
import type { Person } from "./people.ts";

export type ProviderOptions = {
  issuer: string;
  clientSecret: string;
  redirectUris: string[];
  people: Person[];
  keys: Keys;
};

const SCOPES = "openid email profile";

/** Code flow with PKCE for one confidential client; the chooser is shown at every sign-in. */
export function providerConfiguration(options: ProviderOptions): Configuration {
  const { clientSecret, redirectUris, people, keys } = options;
  return {
    adapter: MemoryAdapter,
    jwks: keys.jwks,
    cookies: { keys: keys.cookieKeys, short: { sameSite: "lax" }, long: { sameSite: "lax" } },
    clients: [
      {
        client_id: "steward",
        client_name: "Steward",
        client_secret: clientSecret,
        redirect_uris: redirectUris,
        post_logout_redirect_uris: [...new Set(redirectUris.map((uri) => `${new URL(uri).origin}/`))],
        response_types: ["code"],
        grant_types: ["authorization_code"],
        scope: SCOPES,
        // Step-up checks how long ago the person signed in (OpenID Connect Core, section 2).
        require_auth_time: true,
      },
    ],
    scopes: SCOPES.split(" "),
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: askToSignOut,
        postLogoutSuccessSource: showSignedOut,
      },
    },
    interactions: { policy: alwaysChoose(), url: (_, interaction) => `/choose/${interaction.uid}` },
    loadExistingGrant: grantWhatIsAsked,
    findAccount(_, id) {
      const person = people.find((it) => it.id === id);
      if (person === undefined) return undefined;
      const { email, name } = person;
      return { accountId: id, claims: () => ({ sub: id, email, email_verified: true, name }) };
    },
    renderError: showError,
    ttl: {
      Session: 3_600,
      Grant: 3_600,
      Interaction: 900,
      AccessToken: 600,
      IdToken: 600,
      AuthorizationCode: 60,
    },
  };
}

/** Signing in means choosing who to be, so a session at the provider never answers silently. */
function alwaysChoose() {
  const policy = interactionPolicy.base();
  policy.get("login")?.checks.add(
    new interactionPolicy.Check("choose", "Choose who to be", "login_required", (ctx) => {
      const hasChosen = ctx.oidc.result?.login !== undefined;
      return hasChosen ? interactionPolicy.Check.NO_NEED_TO_PROMPT : interactionPolicy.Check.REQUEST_PROMPT;
    }),
  );
  return policy;
}

/** Consent to our only client is given by running it. */
async function grantWhatIsAsked({ oidc }: KoaContextWithOIDC) {
  const { client, account } = oidc;
  if (!client || !account) return undefined;
  const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId: account.accountId });
  grant.addOIDCScope(SCOPES);
  await grant.save();
  return grant;
}
