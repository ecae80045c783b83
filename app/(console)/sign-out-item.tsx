"use client";

import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";

/** Ends this session here. */
export function SignOutItem() {
  return (
    <button type="button" onClick={() => void signOut({ callbackUrl: "/sign-in" })}>
      <LogOut aria-hidden="true" className="size-4" />
      Sign out
    </button>
  );
}
