import type { DemoServer } from "../demo-server.ts";
import { business } from "./business.ts";
import { dataAndPeople } from "./data-and-people.ts";
import { engineering } from "./engineering.ts";
import { operations } from "./operations.ts";
import { support } from "./support.ts";

/** Every server of the demonstration that somebody registers; two more come from discovery. */
export const SERVERS: readonly DemoServer[] = [
  ...engineering,
  ...operations,
  ...business,
  ...support,
  ...dataAndPeople,
];
