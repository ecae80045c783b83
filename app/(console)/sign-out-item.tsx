"use client";

import { LogOut } from "lucide-react";
import { signOut } from "next-auth/react";
import { MenuItem } from "#components/ui/menu.tsx";

/** Ends this session here. */
export function SignOutItem() {
  return (
    <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={() => void signOut({ callbackUrl: "/sign-in" })}>
      Sign out
    </MenuItem>
  );
}
