/** Spellings of names. */

/** `userGroup` as `user-group`. */
export const kebab = (word: string): string => word.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
