/**
 * SearchExporter: exports an OpenSearch cluster's metrics to Prometheus. It replaces OpenSearch's own plugin, which
 * each node would download from the internet whenever it starts.
 */
import { SEARCH_PORTS } from '../../../constructs/data-cluster/pods';
import { IMAGES } from '../../../constructs/images';
import { RESTRICTED, spread } from '../../../core/kubernetes/chart-values';
import type { Manifest } from '../../../core/kubernetes/manifest';

/** The user `nobody` of the image. */
const USER = 65_534;
const CERTIFICATES = '/certificates';

export interface SearchExporterProps {
  readonly metadata: Manifest['metadata'];
  readonly pods: Readonly<Record<string, string>>;
  readonly url: string;
  /** A Secret with username and password. */
  readonly credentials: string;
  /** A Secret with the certificate of the authority that signs the cluster's certificates. */
  readonly certificate: string;
  /** The nodes to run on. */
  readonly placement: object;
  /** Whether it asks for snapshots, which takes longer the more there are. */
  readonly showsSnapshots: boolean;
}

export function exporter(props: SearchExporterProps): { deployment: Manifest; disruptionBudget: Manifest } {
  const { metadata, pods } = props;
  return {
    deployment: {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 1,
        selector: { matchLabels: pods },
        template: { metadata: { labels: pods }, spec: podSpec(props) },
      },
    },
    disruptionBudget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      // A single pod that nothing depends on: it may be evicted with its node.
      spec: { maxUnavailable: 1, selector: { matchLabels: pods } },
    },
  };
}

function podSpec({ pods, url, credentials, certificate, placement, showsSnapshots }: SearchExporterProps) {
  const variable = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: credentials, key } },
  });
  const probe = (path: string) => ({ httpGet: { path, port: 'metrics' }, periodSeconds: 30, timeoutSeconds: 10 });
  return {
    automountServiceAccountToken: false,
    securityContext: { runAsNonRoot: true, runAsUser: USER, seccompProfile: { type: 'RuntimeDefault' } },
    terminationGracePeriodSeconds: 30,
    topologySpreadConstraints: spread(pods),
    ...placement,
    containers: [
      {
        name: 'exporter',
        image: IMAGES.searchExporter,
        args: [
          `--es.uri=${url}`,
          `--es.ca=${CERTIFICATES}/ca.crt`,
          '--es.all',
          '--es.indices',
          '--es.timeout=20s',
          ...(showsSnapshots ? ['--es.snapshots'] : []),
        ],
        env: [variable('ES_USERNAME', 'username'), variable('ES_PASSWORD', 'password')],
        ports: [{ name: 'metrics', containerPort: SEARCH_PORTS.exporter }],
        readinessProbe: probe('/healthz'),
        livenessProbe: probe('/'),
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { cpu: '200m', memory: '128Mi' } },
        securityContext: RESTRICTED,
        volumeMounts: [{ name: 'certificates', mountPath: CERTIFICATES, readOnly: true }],
      },
    ],
    volumes: [
      { name: 'certificates', secret: { secretName: certificate, items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    ],
  };
}
