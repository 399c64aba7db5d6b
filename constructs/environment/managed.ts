/** Whether the environment creates the construct, rather than referring to an existing one. */
export const isManaged = <T extends object>(construct: T): construct is Exclude<T, { readonly existing: unknown }> =>
  !('existing' in construct);
