/** Rules of Argo CD: sign-in, repositories and applications. */
import { forEach } from '../../../core/rules/rule';
import { hostInZone } from '../../dns-zone/host-rule';
import { refersTo } from '../../environment/in-cluster-rules';
import { type AddonRules, secretRule } from '../parts/rules';
import type { ApplicationProps } from './applications';
import { OPEN_PROJECT } from './objects';
import type { ArgoCdProps } from './schema';

export const argoCdRules: AddonRules<ArgoCdProps> = [
  hostInZone('host', ({ host }) => host),
  {
    code: 'no-sign-in',
    property: 'admin',
    check: ({ admin, sso }) =>
      admin === false && sso === undefined && 'must not be false without sso: nobody could sign in',
  },
  {
    code: 'sso-requires-host',
    property: 'sso',
    check: ({ sso, host }) =>
      sso !== undefined && host === undefined && 'requires host, to which the provider redirects after sign-in',
  },
  forEach(({ sso }: ArgoCdProps) => (sso ? [['sso', sso] as const] : []), [secretRule()]),
  forEach(
    ({ repositories }: ArgoCdProps) =>
      Object.entries(repositories).map(([name, repository]) => [`repositories.${name}`, repository] as const),
    [secretRule()],
  ),
  forEach(
    ({ applications }: ArgoCdProps) =>
      Object.entries(applications).map(([name, application]) => [`applications.${name}`, application] as const),
    [
      refersTo('namespace', 'namespaces', ({ namespace }: ApplicationProps) => namespace),
      {
        code: 'open-project',
        property: 'clusterResources',
        check: ({ project, clusterResources }) =>
          project === OPEN_PROJECT &&
          clusterResources.length > 0 &&
          `is not available with the project ${OPEN_PROJECT}, which allows every kind. Name another project`,
      },
    ],
  ),
];
