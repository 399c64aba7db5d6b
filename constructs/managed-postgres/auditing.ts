/** Auditing of statements by pgaudit, which every cloud has: what is recorded, and how the server comes to know it. */
import type { Environment } from '../environment/schema';
import { isFollower } from './restore';
import type { ManagedPostgresProps } from './schema';

type Audited = Pick<ManagedPostgresProps, 'auditing' | 'parameters'>;

/** Classes of pgaudit, by what is recorded. In the order of the alphabet, so that clouds give them back alike. */
const CLASSES = {
  ddl: ['ddl', 'role'],
  write: ['ddl', 'role', 'write'],
  all: ['ddl', 'function', 'read', 'role', 'write'],
} as const;

const LIBRARY = 'pgaudit';

/** The parameters that a server records by; none without auditing. */
export const auditParameters = ({ auditing }: Audited): Record<string, string> =>
  auditing === false ? {} : { 'pgaudit.log': CLASSES[auditing].join(',') };

/** A list as parameters have it, with one more word at its end unless it is among them, in whatever case. */
export const withWord = (list: string, word: string): string => {
  const words = list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return words.some((one) => one.toLowerCase() === word.toLowerCase()) ? words.join(',') : [...words, word].join(',');
};

/**
 * The libraries that a server with auditing loads at its start: those that `parameters` names, and pgaudit.
 * @param preset what the cloud loads unless it is told otherwise
 */
export const auditLibraries = ({ auditing, parameters }: Audited, preset: string): Record<string, string> =>
  auditing === false
    ? {}
    : { shared_preload_libraries: withWord(parameters.shared_preload_libraries ?? preset, LIBRARY) };

/** Whether a pod in the cluster sees to the users of a database, and to the extension that its auditing needs. Nobody writes to a replica. */
export const isKept = (
  { addons }: Pick<Environment, 'addons'>,
  { users, auditing, restore }: Pick<ManagedPostgresProps, 'users' | 'auditing' | 'restore'>,
): boolean =>
  !isFollower({ restore }) &&
  (Object.keys(users).length > 0 || (auditing !== false && addons.externalSecrets !== undefined));
