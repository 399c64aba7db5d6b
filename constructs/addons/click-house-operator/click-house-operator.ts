/** Altinity's operator, which runs ClickHouse and ClickHouse Keeper clusters. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import type { ActingContext, Addon } from '../addon';
import { externalSecret } from '../parts/external-secret';
import { secretRule } from '../parts/rules';
import { namespacesOf, toWatched, watchedBy, withoutClusters } from '../parts/watched';
import { operatingIn, rolesFor } from './rights';
import { clickHouseOperatorBase, type ClickHouseOperatorProps, type ClickHouseOperatorValues } from './schema';

/** Name of the chart's objects, such as its service account, and of the Secret that it reads. */
const NAME = 'clickhouse-operator';

/** User id of the image's user `nobody`. The image gives only its name, but `runAsNonRoot` requires a number. */
const NOBODY = 65_534;

const ownOf = ({ namespace, environment: { system } }: Pick<ActingContext<unknown>, 'namespace' | 'environment'>) => ({
  account: { name: NAME, namespace },
  system,
});

export const clickHouseOperator: Addon<ClickHouseOperatorProps> = {
  ...clickHouseOperatorBase,
  id: 'click-house-operator',
  title: 'ClickHouse operator',
  podSecurity: 'restricted',
  needs: () => ['externalSecrets'],
  after: ['externalSecrets', 'monitoring'],
  secrets: ({ secret }) => [secret],
  rules: [
    secretRule(),
    {
      code: 'secret-rotates',
      property: 'secret',
      check: ({ secret }, { environment }) =>
        environment.secrets[secret]?.rotationDays !== undefined &&
        `must name a secret without rotation, because servers keep the first value. Remove secrets.${secret}.rotationDays`,
    },
  ],
  warnings: [withoutClusters('clickHouseClusters')],
  actsIn: (context) => watchedBy('clickHouseClusters', context) ?? [],
  binding: (watched, context) => operatingIn(watched, ownOf(context)),
  before: (context) => [
    externalSecret({
      metadata: { name: NAME, namespace: context.namespace },
      isFixed: true,
      data: ['username', 'password'].map((property) => ({
        secretKey: property,
        remoteRef: { key: context.cloud.credentials(context.props.secret), property },
      })),
    }),
    ...(context.props.all ? [] : rolesFor(namespacesOf(context.environment, 'clickHouseClusters'), ownOf(context))),
  ],
  traffic: (context) => [{ metrics: [8888, 9999], egress: toWatched(watchedBy('clickHouseClusters', context)) }],
  releases: (context) => {
    const { props, environment, namespace, installed } = context;
    const clusters = namespacesOf(environment, 'clickHouseClusters');
    const watched = clusters.length > 0 ? clusters : [namespace];
    const values: ClickHouseOperatorValues = {
      fullnameOverride: NAME,
      // Its image, bitnami/kubectl:latest, is no longer published.
      crdHook: { enabled: false },
      operator: {
        resources: resources('100m', '256Mi', { cpu: '500m' }),
        containerSecurityContext: { ...RESTRICTED, runAsUser: NOBODY },
      },
      // Servers and keepers export their metrics themselves.
      metrics: { enabled: false },
      podSecurityContext: { runAsNonRoot: true, runAsUser: NOBODY, seccompProfile: { type: 'RuntimeDefault' } },
      // In its own namespace the chart gives it a role; elsewhere there are bindings.
      rbac: { create: true, namespaceScoped: !props.all },
      // The chart's own Secret has a publicly known password.
      secret: { create: false },
      serviceMonitor: { enabled: installed('monitoring') },
      configs: { files: { 'config.yaml': { watch: { namespaces: props.all ? ['.*'] : watched } } } },
    };
    return [
      {
        name: 'click-house-operator',
        chart: { repository: 'https://helm.altinity.com', name: 'altinity-clickhouse-operator', version: '0.25.6' },
        values,
        crdsInFolder: true,
      },
    ];
  },
};
