/** Rules of `formerly`: earlier names that an entry can have had, and that nothing else has. */
import { forEach, type RulesFor } from '../../core/rules/rule';
import { addonsOf } from '../addons';
import { PREFIXES, recordsIn } from '../registry';
import { entriesIn, type Entry, hasFormerNames } from './renaming';
import type { Environment } from './schema';

const CLOUD: readonly string[] = recordsIn('cloud');
const CLUSTER: readonly string[] = recordsIn('cluster').filter((record) => record !== 'namespaces');

/** Names that no entry of a record of constructs has, present or earlier. */
export interface Reserved {
  readonly inCloud: readonly string[];
  readonly inCluster: readonly string[];
}

/** Beginnings of ids that names must not have, because others begin with them in the same stack. */
export const BEGINNINGS = ['identity', ...PREFIXES].map((prefix) => `${prefix}-`);

export const hasBeginning = (id: string): boolean => BEGINNINGS.some((beginning) => id.startsWith(beginning));

const pathOf = ({ record, name }: Entry): string => [...record, name].join('.');

/** Entries whose names must differ have the same scope. */
function scopeOf({ record }: Entry): string {
  const [first = '', ...inner] = record;
  if (inner.length === 0 && CLOUD.includes(first)) return 'in the cloud';
  if (inner.length === 0 && CLUSTER.includes(first)) return 'in the cluster';
  return record.join('.');
}

/** An entry with one of its earlier names. */
interface Earlier {
  readonly entry: Entry;
  readonly name: string;
  readonly index: number;
  readonly environment: Environment;
  readonly neighbours: readonly Entry[];
}

function earlierNames(environment: Environment): (readonly [path: string, earlier: Earlier])[] {
  if (!hasFormerNames(environment)) return [];
  const all = entriesIn(environment);
  return all.flatMap((entry) => {
    const scope = scopeOf(entry);
    const neighbours = all.filter((other) => other !== entry && scopeOf(other) === scope);
    return entry.formerly.map(
      (name, index) => [`${pathOf(entry)}.formerly.${index}`, { entry, name, index, environment, neighbours }] as const,
    );
  });
}

/** What holds a name that no entry of a scope may have had. */
function reservedBy({ entry, name, environment }: Earlier, reserved: Reserved): boolean {
  const scope = scopeOf(entry);
  if (scope === 'in the cloud') return reserved.inCloud.includes(name) || hasBeginning(name);
  if (scope === 'in the cluster') return reserved.inCluster.includes(name) || hasBeginning(name);
  return scope === 'namespaces' && addonsOf(environment).some(({ namespace }) => namespace === name);
}

export const renamingRules = (reserved: Reserved): RulesFor<Environment, unknown> =>
  forEach(earlierNames, [
    {
      code: 'former-name-own',
      property: '',
      // It may have got an earlier name back.
      check: ({ entry, name, index }) =>
        name === entry.name &&
        index === entry.formerly.length - 1 &&
        `must be the name before the present one, got "${name}", which the entry has now`,
    },
    {
      code: 'former-name-twice',
      property: '',
      check: ({ entry, name, index }) =>
        entry.formerly.indexOf(name) < index && `must be listed once, got "${name}" again`,
    },
    {
      code: 'former-name-present',
      property: '',
      check: ({ name, neighbours }) => {
        const other = neighbours.find((one) => one.name === name);
        return (
          other !== undefined &&
          `must be a name that nothing has now, got "${name}", which is the name of ${pathOf(other)}: give that one another name, because the entry keeps this one in the cloud and in the cluster`
        );
      },
    },
    {
      code: 'former-name-shared',
      property: '',
      check: ({ name, neighbours }) => {
        const other = neighbours.find(({ formerly }) => formerly.includes(name));
        return (
          other !== undefined &&
          `must be a name that no other entry had, got "${name}", which is among those of ${pathOf(other)}`
        );
      },
    },
    {
      code: 'former-name-reserved',
      property: '',
      check: (earlier) =>
        reservedBy(earlier, reserved) &&
        `must be a name that the entry can have had, got "${earlier.name}", which is reserved`,
    },
  ]);
