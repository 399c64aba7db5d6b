/** Networks and clusters are created by an environment, or exist already and are only referred to. */

/** Whether the environment creates it: neither absent nor `{ existing: … }`. */
export const isManaged = <T extends object>(
  construct: T | undefined,
): construct is Exclude<T, { readonly existing: unknown }> => construct !== undefined && !('existing' in construct);
