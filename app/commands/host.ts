/** Host: the program that starts a command, and what only it can do. */

export interface Host {
  /**
   * Compiles and runs a module of environments (.ts, .mts, .js or .mjs, anywhere), and returns its exports.
   * @param files those that are loaded one after the other, this one among them: what several of them import runs once
   * @throws Uncompiled if the module or one that it imports is missing or does not compile; whatever it throws itself
   */
  readonly load: (file: string, files?: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;
  /** What the program may keep for its next run. @default - nothing is kept */
  readonly keeping?: Keeping;
}

/** What is kept from one run to the next. */
export interface Keeping {
  /** Stands for the program: its sources, its data and its packages, but no environments. Another one makes other things. */
  readonly program: string;
  /** Directory for what is kept. It need not exist, or be writable. */
  readonly directory: string;
}

/** Mistakes that are found before a module runs. The message tells all of them too. */
export interface Uncompiled extends Error {
  readonly mistakes: readonly { readonly file: string; readonly line?: number; readonly text: string }[];
}

export const isUncompiled = (error: Error): error is Uncompiled => 'mistakes' in error;
