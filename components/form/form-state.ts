/**
 * What a server action answers to a form. Keys of `fieldErrors` and `values` are field names.
 * `values` is what was typed, so that a page without JavaScript can show it again; never put secrets in it.
 */
export type FormState =
  | { status: "idle" }
  | {
      status: "error";
      code?: string;
      /** What happened and what to do next, for the person. */
      message: string;
      fieldErrors: Record<string, string>;
      values: Record<string, string>;
      /** All of it, for fields that come several times. */
      chosen?: Record<string, string[]>;
      requestId?: string;
    }
  | { status: "done"; message: string; result?: Record<string, string> };

export type FormAction = (state: FormState, formData: FormData) => Promise<FormState>;

export const IDLE: FormState = { status: "idle" };
