/** Actions that AWS knows, so that a misspelling is found before an account refuses what it was to allow. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const LINES = readFileSync(join(__dirname, 'actions.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'));

/** Types of resources to which an action can be limited, by the action. */
export const ACTIONS: ReadonlyMap<string, readonly string[]> = new Map(
  LINES.map((line) => {
    const [action = '', ...types] = line.split(' ');
    return [action, types];
  }),
);

/** Actions of a policy that AWS does not know, whatever their case is; one with a wildcard must stand for at least one. */
export const unknownActions = (actions: readonly string[]): string[] =>
  [...new Set(actions)].filter((action) => {
    const pattern = new RegExp(`^${action.replaceAll('*', '\\w*')}$`, 'i');
    return ![...ACTIONS.keys()].some((known) => pattern.test(known));
  });
