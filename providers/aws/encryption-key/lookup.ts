/** The name by which the platform stack finds keys of the infrastructure stack. */

export const aliasOf = (name: string): string => `alias/${name}`;
