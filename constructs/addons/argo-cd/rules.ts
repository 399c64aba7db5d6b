/** Rules of Argo CD: what a user may get wrong of signing in, of repositories and of applications. */
import type { CloudName } from '../../../core/words/clouds';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import type { Environment } from '../../environment/schema';
import type { ArgoCdProps } from './schema';
import { OPEN_PROJECT } from './objects';
import type { ApplicationProps } from './applications';

interface Context {
  readonly environment: Environment;
  readonly cloud: CloudName;
}

const namesOf = (record: object): string => Object.keys(record).join(', ') || 'none';

const secretRule = {
  property: 'secret',
  when: ({ secret }: { readonly secret: string }, { environment }: Context) =>
    !(secret in environment.secrets) && (secret in environment.databases || secret in environment.caches),
  say: ({ secret }: { readonly secret: string }, { environment }: Context) =>
    `must be a name in secrets (${namesOf(environment.secrets)}), got "${secret}", which is a database or cache`,
};

export const argoCdRules: RuleTable<ArgoCdProps, Context> = [
  {
    property: 'admin',
    when: ({ admin, sso }) => admin === false && sso === undefined,
    say: () => 'must not be false without sso: nobody could sign in',
  },
  {
    property: 'sso',
    when: ({ sso, host }) => sso !== undefined && host === undefined,
    say: () => 'must come with host: the provider sends people back there',
  },
  forEach(({ sso }) => (sso ? [['sso', sso] as const] : []), [secretRule]),
  forEach(
    ({ repositories }) =>
      Object.entries(repositories).map(([name, repository]) => [`repositories.${name}`, repository] as const),
    [secretRule],
  ),
  forEach(
    ({ applications }) =>
      Object.entries(applications).map(([name, application]) => [`applications.${name}`, application] as const),
    [
      {
        property: 'namespace',
        when: ({ namespace }: ApplicationProps, { environment }) => !(namespace in environment.namespaces),
        say: ({ namespace }, { environment }) =>
          `must be a name in namespaces (${namesOf(environment.namespaces)}), got "${namespace}". Add it there`,
      },
      {
        property: 'clusterResources',
        when: ({ project, clusterResources }) => project === OPEN_PROJECT && clusterResources.length > 0,
        say: () => `must not be given with the project ${OPEN_PROJECT}, which allows every kind. Name another project`,
      },
    ],
  ),
];
