/** What an environment creates, in contrast to what exists already and is only named. */
export const isManaged = <T extends object>(construct: T): construct is Exclude<T, { readonly existing: unknown }> =>
  !('existing' in construct);
