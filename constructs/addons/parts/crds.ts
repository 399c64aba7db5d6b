/**
 * CRDs in a chart's folder `crds`. Helm installs them once and never again, so that a newer chart would run with older CRDs. A
 * job applies them instead, before each version of the chart. It also applies CRDs that a chart's templates would install and
 * not keep: with them every object of their kinds would go when the release goes, as it does on the way to another namespace.
 */
import { resources, RESTRICTED } from '../../../core/kubernetes/chart-values';
import { labelsOf, type Manifest } from '../../../core/kubernetes/manifest';
import { networkPolicy } from '../../../core/kubernetes/network-policy';
import { shortHash } from '../../../core/names';
import type { CloudLookup } from '../../cloud-lookup/contract';
import { toAddresses, toDns } from '../../cloud-lookup/endpoints';
import type { Chart } from '../addon';

/** A user without a name in the image. */
const USER = 65_534;
const WRITABLE = '/tmp';
/** What keeps CRDs that an earlier version of the release has installed, when the next one lacks them. */
const KEEP = 'helm.sh/resource-policy=keep';

export interface CrdsProps {
  readonly chart: Chart;
  /** Folder of the chart with the CRDs. @default - `crds`, of the chart and of its parts */
  readonly files?: string | undefined;
  /** Name of the objects, unique in the cluster. */
  readonly name: string;
  readonly namespace: string;
  readonly system: string;
  /** Image with Helm and kubectl. */
  readonly image: string;
  readonly cloud: Pick<CloudLookup, 'dnsCaches'>;
}

export function crdsOf({ chart, files, name, namespace, system, image, cloud }: CrdsProps): Manifest[] {
  const labels = labelsOf(name, system);
  const apiGroup = 'rbac.authorization.k8s.io';
  const template = { metadata: { labels }, spec: podSpec(commandOf(chart, files), name, image) };
  return [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace, labels } },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRole',
      metadata: { name, labels },
      rules: [
        {
          apiGroups: ['apiextensions.k8s.io'],
          resources: ['customresourcedefinitions'],
          verbs: ['get', 'create', 'patch'],
        },
      ],
    },
    {
      apiVersion: `${apiGroup}/v1`,
      kind: 'ClusterRoleBinding',
      metadata: { name, labels },
      roleRef: { apiGroup, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    // Registries of charts have addresses anywhere, and Kubernetes' API has one, too.
    networkPolicy(
      { name, namespace, labels },
      { pods: labels, ingress: [], egress: [toDns(cloud), toAddresses([chart.repository])] },
    ),
    {
      apiVersion: 'batch/v1',
      kind: 'Job',
      // A job cannot be changed: another version is another job.
      metadata: { name: `${name}-${shortHash(JSON.stringify(template))}`, namespace, labels },
      spec: { backoffLimit: 6, activeDeadlineSeconds: 540, template },
    },
  ];
}

function commandOf({ repository, name: chart, version }: Chart, files: string | undefined): string {
  const source = repository.startsWith('oci://') ? `${repository}/${chart}` : `${chart} --repo ${repository}`;
  const apply = 'kubectl apply --server-side --force-conflicts --filename';
  if (files === undefined) return `helm show crds ${source} --version ${version} | ${apply} -`;
  const folder = `${WRITABLE}/${chart}/${files}`;
  return [
    `helm pull ${source} --version ${version} --untar --untardir ${WRITABLE}`,
    `${apply} ${folder}`,
    `kubectl annotate --overwrite --filename ${folder} ${KEEP}`,
  ].join(' && ');
}

function podSpec(command: string, serviceAccountName: string, image: string) {
  return {
    serviceAccountName,
    restartPolicy: 'Never',
    securityContext: { runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'apply',
        image,
        command: ['bash', '-euo', 'pipefail', '-c'],
        args: [command],
        env: ['HOME', 'HELM_CACHE_HOME', 'HELM_CONFIG_HOME', 'HELM_DATA_HOME'].map((name) => ({
          name,
          value: WRITABLE,
        })),
        // kubectl holds megabytes of CRDs and the API's description in memory.
        resources: resources('50m', '128Mi', { cpu: '500m', memory: '512Mi' }),
        securityContext: RESTRICTED,
        volumeMounts: [{ name: 'writable', mountPath: WRITABLE }],
      },
    ],
    volumes: [{ name: 'writable', emptyDir: { sizeLimit: '256Mi' } }],
  };
}
