"use client";

import { LogOut } from "lucide-react";

/** Ends this session here. What that takes is fetched when it is asked for, as it is needed once a day at most. */
export function SignOutItem() {
  async function leave() {
    const { signOut } = await import("next-auth/react");
    await signOut({ callbackUrl: "/sign-in" });
  }
  return (
    <button type="button" onClick={leave}>
      <LogOut aria-hidden="true" className="size-4" />
      Sign out
    </button>
  );
}
