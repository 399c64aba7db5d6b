/** Altinity's operator, which runs ClickHouse and ClickHouse Keeper clusters. */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import type { Addon } from '../addon';
import { externalSecret } from '../parts/external-secret';
import { secretRule } from '../parts/rules';
import { toClusters } from '../parts/traffic';
import { clickHouseOperatorBase, type ClickHouseOperatorProps, type ClickHouseOperatorValues } from './schema';

/** Name of the chart's objects, and of the Secret that it reads. */
const NAME = 'clickhouse-operator';

/** User id of the image's user `nobody`. The image gives only its name, but `runAsNonRoot` requires a number. */
const NOBODY = 65_534;

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
  before: ({ props, cloud, namespace }) => [
    externalSecret({
      metadata: { name: NAME, namespace },
      isFixed: true,
      data: ['username', 'password'].map((property) => ({
        secretKey: property,
        remoteRef: { key: cloud.credentials(props.secret), property },
      })),
    }),
  ],
  traffic: ({ environment }) => [{ metrics: [8888, 9999], egress: toClusters(environment.clickHouseClusters) }],
  releases: ({ installed }) => {
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
      rbac: { create: true, namespaceScoped: false },
      // The chart's own Secret has a publicly known password.
      secret: { create: false },
      serviceMonitor: { enabled: installed('monitoring') },
      // By default the operator watches only its own namespace.
      configs: { files: { 'config.yaml': { watch: { namespaces: ['.*'] } } } },
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
