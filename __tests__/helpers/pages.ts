/** Blocks of code in pages of the docs. */

export interface Block {
  readonly language: string;
  readonly text: string;
}

/** Blocks of a page, without the indentation that lists give them. */
export const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/^( *)```(\w*)\n([^]*?)\n *```$/gm)].map(([, indent = '', language = '', text = '']) => ({
    language,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));

/** What stands below a heading, up to the next one. */
export function sectionOf(page: string, heading: string): string {
  const [, section] = new RegExp(`^#+ ${heading}\\n([^]*?)(?=^#+ |(?![^]))`, 'm').exec(page) ?? [];
  if (section === undefined) throw new Error(`no heading "${heading}"`);
  return section;
}
