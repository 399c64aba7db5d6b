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
  code: 'secret',
  property: 'secret',
  check: ({ secret }: { readonly secret: string }, { environment }: Context) =>
    !(secret in environment.secrets) &&
    (secret in environment.databases || secret in environment.caches) &&
    `must be a name in secrets (${namesOf(environment.secrets)}), got "${secret}", which is a database or cache`,
};

export const argoCdRules: RuleTable<ArgoCdProps, Context> = [
  {
    code: 'admin',
    property: 'admin',
    check: ({ admin, sso }) =>
      admin === false && sso === undefined && 'must not be false without sso: nobody could sign in',
  },
  {
    code: 'sso',
    property: 'sso',
    check: ({ sso, host }) =>
      sso !== undefined && host === undefined && 'requires host: the provider sends people back there',
  },
  forEach(({ sso }: ArgoCdProps) => (sso ? [['sso', sso] as const] : []), [secretRule]),
  forEach(
    ({ repositories }: ArgoCdProps) =>
      Object.entries(repositories).map(([name, repository]) => [`repositories.${name}`, repository] as const),
    [secretRule],
  ),
  forEach(
    ({ applications }: ArgoCdProps) =>
      Object.entries(applications).map(([name, application]) => [`applications.${name}`, application] as const),
    [
      {
        code: 'namespace',
        property: 'namespace',
        check: ({ namespace }: ApplicationProps, { environment }) =>
          !(namespace in environment.namespaces) &&
          `must be a name in namespaces (${namesOf(environment.namespaces)}), got "${namespace}". Add it there`,
        standsOn: ({ namespace }) => [`namespaces.${namespace}`],
      },
      {
        code: 'cluster-resources',
        property: 'clusterResources',
        check: ({ project, clusterResources }) =>
          project === OPEN_PROJECT &&
          clusterResources.length > 0 &&
          `must not be given with the project ${OPEN_PROJECT}, which allows every kind. Name another project`,
      },
    ],
  ),
];
