/** Spellings of names and numbers. */

/** `userGroup` as `user-group`. */
export const kebab = (word: string): string => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** A property's path as a part of a rule's code: `systemPool.size` as `system-pool-size`. */
export const codeOf = (property: string): string =>
  property
    .split('.')
    .map((word) => kebab(word))
    .join('-');

export const firstLower = (word: string): string => word.charAt(0).toLowerCase() + word.slice(1);
export const firstUpper = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** `1 stack`, `2 stacks`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
