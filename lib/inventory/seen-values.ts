/** A value that stands in a file of a governed server now; never the value itself. */
export interface SeenValue {
  serverId: string;
  place: string;
  fingerprint: string;
  lengthChars: number;
  foundAt: Date;
}

/** A value from before a rotation: to be looked for in what was seen since it was recorded. */
export interface FormerValue {
  rotationId: string;
  fingerprint: string;
  recordedAt: Date;
}
