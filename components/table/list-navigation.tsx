"use client";

import NextLink from "next/link";
import { useRouter } from "next/navigation";
import { type ComponentProps, createContext, type ReactNode, useContext, useTransition } from "react";

interface ListNavigation {
  /** Goes to another question of this list. `isReplacing` leaves no step behind for the back button. */
  go: (href: string, options?: { isReplacing?: boolean; scroll?: boolean }) => void;
  /** The answer is on its way; what is shown answers the question before. */
  isPending: boolean;
}

const Context = createContext<ListNavigation | null>(null);

/** Lets everything that changes a list's address, views, filters, order and pages, share one waiting state. */
export function ListNavigationProvider({ children }: { children: ReactNode }) {
  return <Context value={useNavigation()}>{children}</Context>;
}

/** For filters whose question is held by a form and not by the address: `onGo` gets the query string asked for. */
export function LocalListNavigation(props: { onGo: (search: string) => void; children: ReactNode }) {
  const go = (href: string) => props.onGo(href.split("?")[1] ?? "");
  return <Context value={{ isPending: false, go }}>{props.children}</Context>;
}

export function useListNavigation(): ListNavigation {
  const own = useNavigation();
  return useContext(Context) ?? own;
}

/** A link to another question of the same list. */
export function ListLink(props: Omit<ComponentProps<typeof NextLink>, "href"> & { href: string }) {
  const { go } = useListNavigation();
  return (
    <NextLink
      scroll={false}
      {...props}
      onNavigate={(event) => {
        event.preventDefault();
        go(props.href, { scroll: props.scroll ?? false });
      }}
    />
  );
}

function useNavigation(): ListNavigation {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return {
    isPending,
    go: (href, { isReplacing = false, scroll = false } = {}) =>
      startTransition(() => (isReplacing ? router.replace : router.push)(href, { scroll })),
  };
}
