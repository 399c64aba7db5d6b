/** Host: the program that starts a command, and what only it can do. */

export interface Host {
  /**
   * Compiles and runs a module of environments (.ts, .mts, .js or .mjs, anywhere), and returns its exports.
   * @throws Error with a message for people if the module is missing, does not compile or throws
   */
  readonly load: (file: string) => Promise<Readonly<Record<string, unknown>>>;
}
