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

/** Characters of a line for people. */
export const LINE_WIDTH = 100;

/** A text broken into lines where words allow it, which all begin where the first does. */
export function hanging(start: string, text: string): string[] {
  const room = Math.max(LINE_WIDTH - start.length, 1);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => (index === 0 ? start : ' '.repeat(start.length)) + line);
}
