/** Spellings of names. */

/** `userGroup` as `user-group`. */
export const kebab = (word: string): string => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A property's path as a part of a rule's code: `systemPool.size` as `system-pool-size`. */
export const codeOf = (property: string): string =>
  property
    .split('.')
    .map((word) => kebab(word))
    .join('-');
