/** Mistakes in YAML, in words for people who do not know its grammar. */
import type { YAMLError } from 'yaml';

type Code = YAMLError['code'];

const WORDS: Partial<Readonly<Record<Code, string>>> = {
  BAD_INDENT: 'this line is not indented like those above it that it belongs to, or a bracket further up is not closed',
  TAB_AS_INDENT: 'this line is indented with a tab: YAML takes spaces only',
  MISSING_CHAR: 'a quote or a bracket that is opened further up is not closed, or a comma is missing',
  BLOCK_AS_IMPLICIT_KEY:
    'this line has a second ": ": put a text that holds one in quotes, and a map on lines of its own',
  BLOCK_IN_FLOW: 'a comma or a closing bracket is missing here',
  MULTILINE_IMPLICIT_KEY: 'this is no "key: value": a space must follow the colon',
  BAD_SCALAR_START: 'a text cannot begin with this character: put it in quotes',
  BAD_DQ_ESCAPE: 'this backslash means nothing between double quotes: write two, or use single quotes',
  UNEXPECTED_TOKEN: 'this does not belong here: look at the indentation, and for a missing quote or "key:"',
  NON_STRING_KEY: 'a key must be a text',
  TAG_RESOLVE_FAILED: 'this tag has no meaning here: leave the word with ! out',
};

/** The message for an error; the library's own for those that hardly occur. */
export function inPlainWords({ code, message, pos: [start] }: YAMLError, text: string): string {
  if (code !== 'DUPLICATE_KEY') return WORDS[code] ?? `this is not valid: ${message}`;
  const [key = ''] = /^("[^"]*"|'[^']*'|[^:\s]+)/.exec(text.slice(start)) ?? [];
  return `${key.replace(/^["']|["']$/g, '')} is given twice in the same map: remove one`;
}
