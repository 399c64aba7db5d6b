/** Schemas and default namespaces of all add-ons. Their charts and objects are in `index.ts`. */
import { z } from 'zod';

import { mapValues } from '../../core/records';
import { argoCdSchema } from './argo-cd/schema';
import { argoRolloutsSchema } from './argo-rollouts/schema';
import { certManagerSchema } from './cert-manager/schema';
import { clickHouseOperatorSchema } from './click-house-operator/schema';
import { clusterAutoscalerSchema } from './cluster-autoscaler/schema';
import { externalDnsSchema } from './external-dns/schema';
import { externalSecretsSchema } from './external-secrets/schema';
import { gatewaySchema } from './gateway/schema';
import { istioSchema } from './istio/schema';
import { kedaSchema } from './keda/schema';
import { loadBalancerControllerSchema } from './load-balancer-controller/schema';
import { lokiSchema } from './loki/schema';
import { metricsServerSchema } from './metrics-server/schema';
import { monitoringSchema } from './monitoring/schema';
import { openSearchOperatorSchema } from './open-search-operator/schema';
import { reloaderSchema } from './reloader/schema';
import { strimziSchema } from './strimzi/schema';
import { tempoSchema } from './tempo/schema';
import { veleroSchema } from './velero/schema';

/** One row per add-on, by its key in an environment: the default namespace and the schema of its properties. */
const ROWS = {
  loadBalancerController: { namespace: 'kube-system', schema: loadBalancerControllerSchema },
  metricsServer: { namespace: 'kube-system', schema: metricsServerSchema },
  clusterAutoscaler: { namespace: 'kube-system', schema: clusterAutoscalerSchema },
  externalSecrets: { namespace: 'external-secrets', schema: externalSecretsSchema },
  reloader: { namespace: 'reloader', schema: reloaderSchema },
  gateway: { namespace: 'gateway', schema: gatewaySchema },
  certManager: { namespace: 'cert-manager', schema: certManagerSchema },
  externalDns: { namespace: 'external-dns', schema: externalDnsSchema },
  monitoring: { namespace: 'monitoring', schema: monitoringSchema },
  loki: { namespace: 'monitoring', schema: lokiSchema },
  tempo: { namespace: 'monitoring', schema: tempoSchema },
  argoCd: { namespace: 'argocd', schema: argoCdSchema },
  argoRollouts: { namespace: 'argo-rollouts', schema: argoRolloutsSchema },
  keda: { namespace: 'keda', schema: kedaSchema },
  istio: { namespace: 'istio-system', schema: istioSchema },
  velero: { namespace: 'velero', schema: veleroSchema },
  strimzi: { namespace: 'strimzi', schema: strimziSchema },
  clickHouseOperator: { namespace: 'click-house-operator', schema: clickHouseOperatorSchema },
  openSearchOperator: { namespace: 'open-search-operator', schema: openSearchOperatorSchema },
} as const;

type Rows = typeof ROWS;

/** Key of an add-on in an environment: `certManager`. */
export type AddonKey = keyof Rows;

const mapRows = <T>(make: (row: Rows[AddonKey]) => T) => mapValues<Rows[AddonKey], T>(ROWS, (_, row) => make(row));

/** Default namespace of each add-on. */
export const NAMESPACES = mapRows(({ namespace }) => namespace) as { readonly [K in AddonKey]: Rows[K]['namespace'] };

/** Add-ons by name; only those that are named are installed. */
export const addonsSchema = z.strictObject(
  mapRows(({ schema }) => schema.optional()) as { readonly [K in AddonKey]: z.ZodOptional<Rows[K]['schema']> },
);

export type Addons = z.output<typeof addonsSchema>;

export type AddonPropsOf<K extends AddonKey> = z.output<Rows[K]['schema']>;
