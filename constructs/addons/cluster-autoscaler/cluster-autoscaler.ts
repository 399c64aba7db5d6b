/** Cluster Autoscaler: adds nodes for pods that cannot be scheduled, and removes nodes that are not needed. */
import { resources, RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import { TO_NODE_METADATA, toIdentity } from '../../cloud-lookup/endpoints';
import { isManaged } from '../../environment/managed';
import type { Environment } from '../../environment/schema';
import type { Addon } from '../addon';
import { clusterAutoscalerBase, type ClusterAutoscalerProps, type ClusterAutoscalerValues } from './schema';

/**
 * Newest patch release per minor version of Kubernetes, because the autoscaler simulates that version's scheduler:
 * github.com/kubernetes/autoscaler/releases
 */
const IMAGES: Readonly<Record<string, string>> = {
  '1.33': 'v1.33.6',
  '1.34': 'v1.34.5',
  '1.35': 'v1.35.2',
  '1.36': 'v1.36.1',
};

/** The service account to which the cluster construct grants the rights. */
const SERVICE_ACCOUNT = 'cluster-autoscaler';

/** The release's label: the chart's name for the pods depends on the cloud. */
const PODS = { 'app.kubernetes.io/instance': 'cluster-autoscaler' };

/** Whether pods have identities of their own; otherwise they act as their node. */
const hasIdentities = ({ cluster }: Environment): boolean =>
  cluster === undefined || !isManaged(cluster) || cluster.workloadIdentity;

const hasOnlyFixedPools = ({ cluster }: Environment): boolean =>
  cluster !== undefined && isManaged(cluster) && Object.values(cluster.nodePools).every(({ min, max }) => min === max);

const imageOf = ({ cluster }: Environment): string | undefined =>
  cluster && isManaged(cluster) ? IMAGES[cluster.version] : undefined;

export const clusterAutoscaler: Addon<ClusterAutoscalerProps> = {
  ...clusterAutoscalerBase,
  id: 'cluster-autoscaler',
  title: 'Cluster Autoscaler',
  podSecurity: 'restricted',
  builtIn: { google: 'GKE', azurerm: 'AKS' },
  rules: [
    {
      code: 'no-scalable-pool',
      property: '',
      check: (_, { environment }) =>
        hasOnlyFixedPools(environment) && 'requires a pool in cluster.nodePools whose max is above its min',
    },
  ],
  warnings: [
    {
      code: 'rights-in-existing-cluster',
      property: '',
      check: (_, { environment: { cluster } }) =>
        cluster !== undefined &&
        !isManaged(cluster) &&
        `needs rights that an existing cluster must grant to the service account ${SERVICE_ACCOUNT} in kube-system, and tags on its groups of nodes, both as the add-on's page says: without them no pod becomes ready, and the release is rolled back`,
    },
  ],
  podLabels: PODS,
  traffic: ({ environment, cloud }) => [
    { metrics: [8085], egress: [...toIdentity(cloud), ...(hasIdentities(environment) ? [] : [TO_NODE_METADATA])] },
  ],
  releases: ({ props, cloud, environment, replicas }) => {
    const tag = imageOf(environment);
    const values: ClusterAutoscalerValues = {
      fullnameOverride: 'cluster-autoscaler',
      ...(tag !== undefined && { image: { tag } }),
      replicaCount: replicas,
      resources: resources('100m', '600Mi'),
      extraArgs: {
        expander: props.expander,
        'scale-down-utilization-threshold': props.utilization,
        'scale-down-unneeded-time': `${props.unneededSeconds}s`,
        // Keeps pools of the same machine size equally large, so that pods are spread over zones.
        'balance-similar-node-groups': true,
        // Most pods have an emptyDir, and would otherwise keep their node indefinitely.
        'skip-nodes-with-local-storage': false,
        'skip-nodes-with-system-pods': false,
      },
      rbac: { serviceAccount: { name: SERVICE_ACCOUNT } },
      securityContext: { runAsNonRoot: true, runAsUser: 65_534, seccompProfile: { type: 'RuntimeDefault' } },
      containerSecurityContext: RESTRICTED,
      topologySpreadConstraints: spread(PODS),
      ...cloud.clusterAutoscaler,
    };
    return [
      {
        name: 'cluster-autoscaler',
        chart: {
          repository: 'https://kubernetes.github.io/autoscaler',
          name: 'cluster-autoscaler',
          version: '9.59.0',
        },
        values,
      },
    ];
  },
};
