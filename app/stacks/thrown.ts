/** What a user's code throws: its message, and the line of his file that it comes from. */
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { types } from 'node:util';

/** Calls between the user's line and where an error is thrown, in packages and here, that a trace must have room for. */
const DEPTH = 100;

/** Calls a user's code. Its errors hold traces that are long enough to name a line of his. */
export function runUsers<T>(code: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  try {
    return code();
  } finally {
    Error.stackTraceLimit = before;
  }
}

/** `message (environments/shop.ts:14)`. */
export function describeThrown(error: unknown): string {
  if (!types.isNativeError(error)) return `throws ${JSON.stringify(error) ?? String(error)}`;
  const line = userLineOf(error);
  const message = inOwnWords(error.message.trim()).replace(/\s*\n\s*/g, ' ');
  const named = error.name === 'Error' ? message : `${error.name}: ${message}`;
  return `throws ${named}${line === undefined ? '' : ` (${line})`}`;
}

/** The words of the library of constructs are about its tree, not about what the user wrote. */
const inOwnWords = (message: string): string =>
  message.replace(
    /^There is already a Construct with name '(.+)' in \S+(?: \[(.*)\])?$/s,
    (_, id: string, scope: string | undefined) =>
      `the id "${id}" is taken${scope ? ` in ${scope}` : ''}: give what is added another`,
  );

interface Frame {
  readonly file: string;
  readonly line: string;
}

/** The innermost call in a file that is neither a package's nor this project's. */
function userLineOf(error: Error): string | undefined {
  const frame = framesOf(error).find(({ file }) => !isOwn(file));
  return frame && `${relative(process.cwd(), frame.file)}:${frame.line}`;
}

const framesOf = ({ stack = '' }: Error): Frame[] =>
  stack.split('\n').flatMap((text) => {
    const [, where, line] = /^\s+at (?:.* \()?(.+?):(\d+):\d+\)?$/.exec(text) ?? [];
    if (where === undefined || line === undefined || where.startsWith('node:')) return [];
    return [{ file: where.startsWith('file:') ? fileURLToPath(where) : where, line }];
  });

const FOLDERS = ['app', 'core', 'constructs', 'providers'].map((folder) => join(__dirname, '../..', folder) + sep);
/** The file that holds this project once it is bundled. Asked for late, because the first trace reads the source map. */
const here = (): string | undefined => framesOf(new Error())[0]?.file;

const isOwn = (file: string): boolean =>
  file === here() || file.includes(`${sep}node_modules${sep}`) || FOLDERS.some((folder) => file.startsWith(folder));
